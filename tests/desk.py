"""A case worked on through the database: the office with its six people, and one case of theirs."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain import commands as cm
from bot.domain.address import ConfirmAddress, unread
from bot.domain.case import Case
from bot.domain.limits import Limits, Policy
from bot.domain.request import Request
from bot.domain.roster import SYSTEM, Ref, StandingProblem
from bot.domain.verification import Reached
from bot.workflow.anchor_names import ANCHOR_FILE, ANCHOR_SLACK
from bot.workflow.dossier import Dossier, Happened
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.folds import Folded, Folds, happened
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from bot.workflow.ledger import Database, Ledger
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from bot.workflow.reactions import Ways
from bot.workflow.sweep import sweep
from tests import factories as make
from tests.factories import AGENCY, ANA, AT, BEN, DEE, EVE, PEOPLE, ROSTER
from tests.fakes.clock import FrozenClock

TEAM = "T01DEMO"
NAMES = {ref: f"{ref[2:].title()} Example" for ref in PEOPLE}
ACCOUNTS = {
    **{(TEAM, f"U1{ref[2:].upper()}"): ref for ref in PEOPLE},
    (TEAM, "U2ANA"): ANA,  # one human, two accounts
}


def office_over(database: Database, clock: FrozenClock, **changes: object) -> Office:
    """The office of the tests' six people, at the time at which their requests come in."""
    clock.set(max(clock.law(), make.AT))
    given: dict[str, object] = {
        "database": database,
        "clock": clock,
        "roster": ROSTER,
        "names": NAMES,
        "accounts": ACCOUNTS,
        "limits": Limits(),
        "policy": Policy(),
        "law": make.LAW,
        "site_secret": bytes(32),
        "ways": Ways(anchors=(ANCHOR_FILE, ANCHOR_SLACK)),
    }
    return Office(**(given | changes))  # type: ignore[arg-type]  # tests name what they change


@dataclass
class Desk:
    """One case in an office. `away` are people of whom Slack says something bad."""

    office: Office
    clock: FrozenClock
    case: str
    away: dict[Ref, StandingProblem] = field(default_factory=dict)

    async def do(
        self,
        command: cm.Command,
        who: Ref,
        minutes: float = 0,
        inbound: tuple[str, str] | None = None,
    ) -> Outcome:
        """Let somebody do it so many minutes later."""
        self.clock.advance(timedelta(minutes=minutes))
        standings = make.standings(self.clock.law(), self.away, self.office.roster)
        order = Order(
            case=self.case, command=command, actor=who, standings=standings, inbound=inbound
        )
        return await execute(self.office, order)

    async def press(self, user: str, command: cm.Command, minutes: float = 0) -> Outcome:
        """Let a Slack account do it."""
        who = self.office.person_of_slack(TEAM, user)
        return await self.do(command, who or f"unknown:{user}", minutes)

    async def wait(self, minutes: float) -> None:
        """Let time pass, and the sweep look."""
        self.clock.advance(timedelta(minutes=minutes))
        await sweep(self.office, self.clock.law())

    async def seen_by(self, reader: Ref) -> Dossier:
        """The case as `reader` is shown it."""
        found = await dossier(self.office, self.case, reader)
        assert found is not None
        return found

    async def now(self) -> Case:
        """The case as it stands."""
        return (await self.seen_by(SYSTEM)).case

    async def entries(self) -> list[Happened]:
        """The case's entries as they are read back from the record."""

        def work(ledger: Ledger) -> list[Happened]:
            return [happened(row) for row in ledger.record.of_case(self.case)]

        return await self.office.database.read(work)

    async def folded_anew(self) -> Folded:
        """The fold of the record, without anything remembered."""

        def work(ledger: Ledger) -> Folded:
            row = ledger.cases.get(self.case)
            assert row is not None
            return Folds().load(ledger, row)

        return await self.office.database.read(work)


def _list_agency(ledger: Ledger) -> None:
    if ledger.agencies.get(AGENCY.key) is None:
        ledger.agencies.replace([AGENCY])


async def opened(office: Office, clock: FrozenClock, wanted: Request | None = None) -> Desk:
    """Receive a request of a listed agency by webhook, once what it asks for is past."""
    clock.set(max(clock.law(), AT))
    await office.database.tx(_list_agency)
    request = wanted or make.request()
    incoming = Incoming(
        channel="webhook",
        request=request,
        original=b"{}",
        files=tuple((attached.key, b"a file") for attached in request.attachments),
        vouched=True,
    )
    return Desk(office, clock, (await Intake(office).receive(incoming)).case)


async def verified(office: Office, clock: FrozenClock, wanted: Request | None = None) -> Desk:
    """Eve called the officer and Dee dispatch."""
    desk = await opened(office, clock, wanted)
    await desk.do(cm.ViewCase(surface="review"), ANA, 1)
    code = (await desk.seen_by(EVE)).opened.code
    await desk.do(make.call(code=code), EVE, 2)
    await desk.do(make.call(Reached.DISPATCH), DEE, 2)
    return desk


async def approved(office: Office, clock: FrozenClock, wanted: Request | None = None) -> Desk:
    """Ana and Ben approved everything, and the owners are known."""
    desk = await verified(office, clock, wanted)
    for who in (ANA, BEN):
        await desk.do(make.determination(await desk.now()), who, 5)
    for sought in (await desk.now()).sought:
        await desk.do(make.owners(device=sought.alias), DEE, 1)
    return await addresses_read(desk)


async def addresses_read(desk: Desk) -> Desk:
    """Eve reads every address that Dee typed."""
    for typed in unread(await desk.now()):
        await desk.do(ConfirmAddress(number=typed.number), EVE)
    return desk


async def released(office: Office, clock: FrozenClock, wanted: Request | None = None) -> Desk:
    """Dee cleared and handed over everything that was approved."""
    desk = await approved(office, clock, wanted)
    await desk.do(make.clearing(await desk.now()), DEE, 1)
    await desk.do(cm.ConfirmHandover(done=True), DEE, 2)
    return desk
