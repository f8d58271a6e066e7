"""Sixty forged requests reach the desk, and not one can be approved before somebody has called.

Two reviewers are taken in entirely: they find every element, and file for everything. Callers do
what they can short of a call-back that passes. Only the rules stand in the way.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.domain import commands as cm
from bot.domain.case import State
from bot.domain.checking import ConfirmNumber, ProposeNumber
from bot.domain.errors import Refusal
from bot.domain.roster import Ref
from bot.domain.verification import Reached, StepKind, StepResult
from bot.workflow.execute import Outcome
from bot.workflow.holding import Threshold
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Received
from bot.workflow.senders import ListedSenders
from handlers.doorkeeper import Doorkeeper
from handlers.intake.email.authentication import Authenticator
from handlers.intake.email.mailroom import Mailroom
from handlers.intake.webhook import BODY_CAP, PATH, RequestIntake
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from tests import factories as make
from tests.corpus.forged import HOW_MANY, OWN_PHONE, Disguise, as_document, as_fields, as_mail
from tests.corpus.forged import forged as corpus
from tests.corpus.mail_writing import OURS, FakeRecords
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.handlers.intake.officer import NO_FLOOD, Officer, officer
from tests.handlers.site import SECRET, Counted, signed, site

CORPUS = tuple(corpus())
BARRED = {
    Refusal.IDENTITY_NOT_VERIFIED,
    Refusal.RED_FLAGS,
    # For contents only a US governmental entity may ask; the product answers that itself.
    Refusal.PRODUCT_ANSWER_RAISED,
}


@dataclass
class Desk:
    """An officer's browser, a forger's mail and a stolen secret, before one house."""

    officer: Officer
    partner: Officer

    async def arrives(self, door: str, disguise: Disguise, place: int) -> str:
        """Let a forged request come in by one of three doors; returns its case."""
        known = set(await self.officer.cases())
        if door == "mail":
            await self._by_mail(as_mail(disguise, place))
        elif door == "form":
            sent = await self.officer.send(as_fields(disguise, place))
            assert sent.status == 200, sent.errors
        else:
            await self._by_partner(as_document(disguise, place))
        (case,) = set(await self.officer.cases()) - known
        return case

    async def _by_mail(self, raw: bytes) -> None:
        office = self.officer.office
        records = FakeRecords()
        for disguise in (d for _, d, _ in CORPUS):
            name = f"s1._domainkey.{disguise.mailbox}"
            records.known.setdefault(name, records.known["s1._domainkey.mail.example"])
        room = Mailroom(
            reception=Intake(office),
            arrivals=Threshold(office, NO_FLOOD),
            directory=ListedSenders(office),
            authenticator=Authenticator(records=records, authserv_id=OURS),
            wall=office.clock.wall,
        )
        assert isinstance(await room.take(raw), Received)

    async def _by_partner(self, content: bytes) -> None:
        headers = signed(content, self.officer.clock, webhook_id=f"msg_{hash(content)}")
        async with self.partner.client.post(PATH, data=content, headers=headers) as answer:
            assert answer.status == 202, await answer.text()

    async def do(self, case: str, command: cm.Command, who: Ref) -> Outcome:
        """Let somebody of the desk do something."""
        return await self.officer.desk(command, who, case)

    async def file(self, case: str, who: Ref) -> Refusal | None:
        """Let somebody find everything and allow everything; returns why they may not."""
        seen = await self.officer.case(case)
        filed = await self.do(case, make.determination(seen), who)
        return filed.refused.reason if filed.refused else None


@pytest.fixture
async def desk(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    """A house with three doors."""
    async with officer(sqlite_template, tmp_path) as browser, _partner(browser) as partner:
        yield Desk(browser, partner)


@asynccontextmanager
async def _partner(browser: Officer) -> AsyncIterator[Officer]:
    clock = browser.clock
    keeper = Doorkeeper(Counted(), clock.monotonic)
    door = SignedDoor("webhook", Signatories({"county": SECRET}, clock.wall), keeper, BODY_CAP)
    routes = RequestIntake(door, Intake(browser.office), "https://edr.example").routes()
    async with site(routes, clock) as client:
        yield replace(browser, client=client)


def test_there_are_sixty() -> None:
    """Twenty disguises through three doors."""
    assert len(CORPUS) == len({(d, p.name) for d, p, _ in CORPUS}) == HOW_MANY


@pytest.mark.parametrize(
    ("door", "disguise", "place"), CORPUS, ids=[f"{d}: {x.name}" for d, x, _ in CORPUS]
)
async def test_no_approval_without_a_call_back(
    desk: Desk, door: str, disguise: Disguise, place: int
) -> None:
    """Whatever else is done for it, nobody can allow anything before a call-back has passed."""
    case = await desk.arrives(door, disguise, place)
    await _completed(desk, case)
    tried = [await desk.file(case, ANA), await desk.file(case, BEN)]
    await _everything_but_a_call_back(desk, case)
    tried += [await desk.file(case, ANA), await desk.file(case, BEN), await desk.file(case, CYD)]
    assert set(tried) <= BARRED, tried
    after = await desk.officer.case(case)
    assert not after.filed
    assert after.approval is None
    assert after.state is not State.APPROVED


async def test_a_call_back_makes_the_difference(desk: Desk) -> None:
    """The same desk allows an honest request, once two people have called its agency."""
    await desk.officer.send()
    (case,) = await desk.officer.cases()
    assert await desk.file(case, ANA) is Refusal.IDENTITY_NOT_VERIFIED
    code = (await desk.officer.found(case)).opened.code
    await desk.do(case, make.call(code=code), EVE)
    await desk.do(case, make.call(Reached.DISPATCH), DEE)
    assert [await desk.file(case, ANA), await desk.file(case, BEN)] == [None, None]
    assert (await desk.officer.case(case)).state is State.APPROVED


async def _completed(desk: Desk, case: str) -> None:
    """Let somebody who is taken in fill out what a mail left open, for the forger."""
    found = await desk.officer.found(case)
    request = found.opened.request
    assert request is not None
    if found.case.complete:
        return
    whole = make.request(agency=request.agency, officer=request.officer)
    amend = cm.AmendRequest(base=found.case.version, request=whole, mark="filled", answer=None)
    assert (await desk.do(case, amend, SAM)).refused is None


async def _everything_but_a_call_back(desk: Desk, case: str) -> None:
    """Do all that could be taken for verification; what a rule refuses is tried all the same."""
    found = await desk.officer.found(case)
    code = found.opened.code or ""
    incident = found.opened.request.incident_number if found.opened.request else None
    dispatch = make.call(Reached.DISPATCH, code=incident or "26-1")
    tries: list[tuple[cm.Command, Ref]] = [
        (cm.TakeVerification(), EVE),
        (dispatch, DEE),
        (make.call(Reached.SUPERVISOR, code=code), EVE),
        (make.call(Reached.NOBODY, code="", outcome=StepResult.INCONCLUSIVE), EVE),
        (make.call(code="000000"), EVE),
        (make.call(code=code, outcome=StepResult.INCONCLUSIVE), EVE),
        (ProposeNumber(number=OWN_PHONE, source="the request"), EVE),
        (ConfirmNumber(key="a1", number=OWN_PHONE, source="the request"), EVE),
        (make.call(number="a1", code=code), EVE),
        (make.call(number=OWN_PHONE, code=code), EVE),
        (cm.SupportException(why="There is no time left for any call at all."), ANA),
        (cm.SupportException(why="There is no time left for any call at all."), BEN),
        (cm.SupportException(why="There is no time left for any call at all."), SAM),
        (cm.ReconfirmFacts(how="the mailbox says so"), EVE),
    ]
    for command, who in tries:
        await desk.do(case, command, who)
    steps = (await desk.officer.case(case)).steps
    assert not [s for s in steps if (s.kind, s.result) == (StepKind.CALLBACK, StepResult.PASS)]
