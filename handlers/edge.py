"""The edge: who is pressing, what they ordered, and what they are told.

Everything that somebody does in Slack becomes a `Press` of a person of the roster or a refusal.
Orders carry an id that stays the same when Slack or a thumb brings the same thing twice.
"""

import asyncio
import json
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, TypeVar

import structlog

from bot.domain import commands as cm
from bot.domain.authorizing import AuthorizeRelease
from bot.domain.case import Case
from bot.domain.checking import RecordDocument
from bot.domain.errors import Refusal, Refused
from bot.domain.flagging import LiftFlag
from bot.domain.lifecycle import UNASKED
from bot.domain.report.figures import Report
from bot.domain.report.period import Period
from bot.domain.roster import Ref, Role, Roster, Standing, StandingProblem
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import count_refusal
from handlers.blocks.limits import Payload
from handlers.blocks.private import said
from handlers.outside import Failure, Permanent
from handlers.press import Press, inner, press_id, team_of, user_of
from handlers.refusals import say
from handlers.slack_api import SlackApi
from handlers.standing import Standings

SOURCE: Final = "slack"
"""The source of our ids in the inbox."""
ANSWER_WITHIN: Final = 2.0
"""Seconds for a decision; Slack waits for three (Slack docs, "Acknowledging a request")."""
TRIES: Final = 4
"""More than there can be determinations on one version: two, and a senior's."""

# These settle a case or let data out, so everybody whose determination counts is looked at again.
_SETTLING: Final = (
    cm.FileDetermination,
    cm.AnswerRefusal,
    cm.RecordCall,
    RecordDocument,
    LiftFlag,
    cm.Recuse,
    cm.ClearRelease,
    AuthorizeRelease,
)
T = TypeVar("T")
_log = structlog.get_logger(__name__)


class Late:
    """The work is not done yet; `task` is still at it."""

    def __init__(self, task: "asyncio.Task[Any]") -> None:
        self.task = task


class Asks(Protocol):
    """A question to the product that takes a while, such as verifying the record."""

    async def __call__(self, argument: str, asker: Ref) -> list[str]:
        """Return sentences for `asker`; `argument` is a case's number, or empty."""


class Counts(Protocol):
    """Counts a transparency report, which takes up to a minute over a large record."""

    async def __call__(self, period: Period, asker: Ref) -> Report:
        """Return the report, on the record as asked by `asker`; raises ExigentError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Injected:
    """What the edge is given from elsewhere. `public_url` has no slash at its end.

    `channels` are ours: nothing more is posted to one that people outside may read. `company` is
    the name that a report is published under.
    """

    public_url: str = ""
    channels: frozenset[str] = frozenset()
    verify: Asks | None = None
    export: Asks | None = None
    report: Counts | None = None
    company: str = ""


class Edge:
    """Admits people, carries their orders, and tells them privately what came of them."""

    def __init__(
        self,
        office: Office,
        api: SlackApi,
        standings: Standings,
        teams: frozenset[str],
        injected: Injected,
    ) -> None:
        """Take the ids of our team and, where there is one, of our organisation."""
        self.office = office
        self.api = api
        self.standings = standings
        self.injected = injected
        self.answer_within = ANSWER_WITHIN
        self._teams = teams
        self._running: set[asyncio.Task[Any]] = set()
        self._turns: dict[Ref, asyncio.Lock] = {}

    async def admit(self, body: Payload) -> Press | Refused:
        """Return the press of a person of the roster; anybody else is counted and refused."""
        team, user = team_of(body), user_of(body)
        person = None
        if team in self._teams:
            found = (self.office.person_of_slack(one, user) for one in sorted(self._teams))
            person = next((ref for ref in found if ref is not None), None)
        if person is None:
            foreign = team not in self._teams
            reason = StandingProblem.FOREIGN_TEAM.value if foreign else Refusal.NOT_ON_ROSTER.value
            _log.warning("press.refused", user=user, reason=reason)
            await count_refusal(self.office, f"{SOURCE} {team} {user}", reason)
            return Refused(Refusal.NOT_ON_ROSTER)
        return Press(
            id=press_id(body),
            actor=person,
            user=user,
            trigger=str(body.get("trigger_id", "")),
            channel=str(body.get("channel_id") or inner(body, "channel").get("id", "")),
            response_url=str(body.get("response_url", "")),
            body=body,
        )

    async def carry(self, press: Press, case: str, command: cm.Command, part: str = "") -> Outcome:
        """Carry one command out; `part` tells several of one kind in one press apart."""
        inbound = (SOURCE, f"{press.id}:{type(command).__name__}{part}")
        order = Order(case=case, command=command, actor=press.actor, inbound=inbound)
        outcome = await self._execute(press, order)
        if outcome.duplicate and outcome.refused is not None:
            # The same form sent again after a refusal is a new try, not a second delivery.
            again = (SOURCE, f"{press.id}:{press.trigger}:{type(command).__name__}{part}")
            outcome = await self._execute(press, replace(order, inbound=again))
        _log.info(
            "press.carried",
            case=case,
            command=type(command).__name__,
            person=press.actor,
            reason=outcome.refused.reason.value if outcome.refused else None,
            duplicate=outcome.duplicate,
        )
        return outcome

    async def _execute(self, press: Press, order: Order) -> Outcome:
        """Execute on what Slack says now; ask it again about whoever files in the same moment."""
        for _ in range(TRIES):
            standings = await self._standings(press, order.case, order.command)
            outcome = await execute(self.office, replace(order, standings=standings))
            if outcome.refused != UNASKED:
                break
        return outcome

    async def _standings(
        self, press: Press, number: str, command: cm.Command
    ) -> Mapping[Ref, Standing]:
        people = {press.actor}
        if isinstance(command, _SETTLING):
            case = await self.case(number)
            people |= counting(case, self.office.roster) if case is not None else set()
        found = await self.standings.standings_for(people, {press.actor: press.user})
        unanswered = [s for s in found.values() if s.problem is StandingProblem.UNANSWERED]
        # Silence about a colleague must not undo what they filed: the press is refused instead.
        return {press.actor: replace(unanswered[0], ref=press.actor)} if unanswered else found

    async def eligible(self, press: Press, roles: Iterable[Role] = Role) -> Refused | None:
        """Return why the presser may do nothing here, where no case is there to say so."""
        person = self.office.roster.get(press.actor)
        if person is None or not person.may(*roles):
            await count_refusal(self.office, f"{SOURCE} {press.user}", Refusal.WRONG_ROLE.value)
            return Refused(Refusal.WRONG_ROLE)
        found = await self.standings.standings_for({press.actor}, {press.actor: press.user})
        standing = found[press.actor]
        if standing.good(self.office.clock.law()):
            return None
        problem = standing.problem or StandingProblem.UNANSWERED
        await count_refusal(self.office, f"{SOURCE} {press.user}", problem.value)
        return Refused(Refusal.BAD_STANDING, problem.value)

    async def settled(self, press: Press, kind: type[cm.Command]) -> bool:
        """Whether this very press has carried out a command of `kind` before."""
        inbound = f"{press.id}:{kind.__name__}"
        kept = await self.office.database.read(lambda db: db.inbox.seen(SOURCE, inbound))
        return kept is not None and json.loads(kept).get("refused") is None

    async def case(self, number: str) -> Case | None:
        """Return the case as it stands; nothing personal."""
        office = self.office

        def work(ledger: Ledger) -> Case | None:
            row = ledger.cases.get(number)
            return office.folds.load(ledger, row).case if row is not None else None

        return await office.database.read(work)

    async def tell(self, press: Press, message: Payload) -> None:
        """Show a message to the presser alone, by the first way that works."""
        failed: Failure | None = Permanent("no_way")
        if press.response_url:
            failed = await self.api.respond(press.response_url, message)
        if failed is not None and press.channel:
            failed = await self.api.ephemeral(press.channel, press.user, message)
        if failed is not None:
            await self.api.dm(press.user, message, f"said:{press.id}"[:255])

    async def refuse(self, press: Press, refused: Refused) -> None:
        """Tell the presser why nothing was done."""
        await self.tell(press, said(say(refused)))

    def turn(self, person: Ref) -> asyncio.Lock:
        """Return the lock under which one person's answers are kept in the order they came in."""
        return self._turns.setdefault(person, asyncio.Lock())

    def spawn(self, work: Coroutine[Any, Any, T], what: str) -> "asyncio.Task[T]":
        """Run `work` beside the answer to Slack; it is awaited when the product stops."""
        task = asyncio.create_task(work, name=what)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def in_time(self, work: Coroutine[Any, Any, T], what: str) -> T | Late:
        """Return what `work` gives within `answer_within` seconds, else Late; it goes on then."""
        task = self.spawn(work, what)
        done, _ = await asyncio.wait({task}, timeout=self.answer_within)
        return task.result() if done else Late(task)

    async def settle(self) -> None:
        """Wait for everything that was begun."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _log.error("press.failed", what=task.get_name(), exc_info=error)


def counting(case: Case, roster: Roster) -> set[Ref]:
    """Return everybody on the roster whose determination on the case counts.

    Slack has no answer about somebody who was taken off it; the law of the case voids theirs.
    """
    pair = case.approval.pair if case.approval is not None else ()
    return {person for person in (*case.filers, *pair) if roster.get(person) is not None}
