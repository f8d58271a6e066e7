"""A case's life told in commands with minutes, without a database; and cases at each stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.address import ConfirmAddress, unread
from bot.domain.case import Case, State
from bot.domain.changing import ReceiveProcess
from bot.domain.decision import Decided, Opened
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.folding import evolve
from bot.domain.followup import AcceptProcess, Covers, ProcessKind, RefuseProcess
from bot.domain.lifecycle import begin, decide
from bot.domain.notice import AttemptOutcome, Safety
from bot.domain.opening import open_up
from bot.domain.request import Attachment, Request
from bot.domain.roster import REQUESTER, SYSTEM, Ref, StandingProblem
from bot.domain.stamp import Stamp
from bot.domain.standards import STANDARDS
from bot.domain.standards.us_federal import STANDARD
from bot.domain.verification import Reached
from tests import factories as make
from tests.factories import ANA, AT, BEN, DEE, EVE

_OUTSIDE = (
    "limits",
    "policy",
    "roster",
    "agency",
    "history",
    "own_domains",
    "standard",
    "law",
    "counsel",
    "retention",
)
"""What of a case's surroundings may be named where a story begins."""


@dataclass
class Story:
    """A case and everything that happened to it. `outside` overrides what `facts` would hold."""

    case: Case
    opened: Opened
    entries: list[tuple[datetime, Ref, ev.Event]]
    outside: dict[str, Any] = field(default_factory=dict)
    away: dict[Ref, StandingProblem] = field(default_factory=dict)
    now: datetime = AT

    def do(self, command: cm.Command, who: Ref, minutes: float = 0.0) -> Decided:
        """Let `who` do it so many minutes after the entry before; a refusal changes nothing."""
        self.now = self.now + timedelta(minutes=minutes)
        given = {
            "standings": make.standings(
                self.now, self.away, self.outside.get("roster", make.ROSTER)
            ),
            "opened": self.opened,
        }
        law, named = self.outside.get("law"), self.outside.get("standard")
        own = {}
        if law is not None and (named is None or named.name != self.case.standard):
            own["standard"] = law.standards[self.case.standard]
        known = make.facts(self.now, **{**given, **self.outside, **own})
        decided = decide(self.case, command, who, known, self.now)
        for actor, event in decided.events:
            self._take(actor, event)
        return decided

    def refused(self, command: cm.Command, who: Ref, minutes: float = 0.0) -> Refusal | None:
        """Do it, and return the reason for its refusal."""
        decided = self.do(command, who, minutes)
        return decided.refused.reason if decided.refused else None

    def wait(self, minutes: float) -> tuple[ev.Event, ...]:
        """Let time pass and act."""
        return tuple(e for _, e in self.do(cm.PassTime(), SYSTEM, minutes).events)

    def happened(self, kind: type[ev.Event]) -> list[Any]:
        """Every event of a kind, oldest first."""
        return [e for _, _, e in self.entries if isinstance(e, kind)]

    def _take(self, actor: Ref, event: ev.Event) -> None:
        self.case = evolve(self.case, event, Stamp(self.now, actor))
        self.opened = open_up(self.opened, event)
        self.entries.append((self.now, actor, event))


def received(wanted: Request | None = None, **changes: object) -> Story:
    """A case that was just opened."""
    outside = {k: changes.pop(k) for k in _OUTSIDE if k in changes}
    standard = outside.get("standard", STANDARD)
    if "standard" in outside and "law" not in outside:
        every = {**STANDARDS, standard.name: standard}
        outside["law"] = replace(make.LAW, standards=every, in_force=(standard.name,))
    named = {"standard": standard.name, "standard_version": standard.version}
    command = make.opening(wanted, **{**named, **changes})
    decided, case = begin(make.NUMBER, command, REQUESTER, make.facts(AT, **outside), AT)
    outside.pop("history", None)  # looked up when a request comes or changes, and only then
    events = [(AT, actor, event) for actor, event in decided.events]
    return Story(case, open_up(Opened(), decided.events[0][1]), events, outside)


def verified(wanted: Request | None = None, **changes: object) -> Story:
    """Eve called the officer and Dee dispatch: level 3."""
    story = received(wanted, **changes)
    story.do(cm.ViewCase(surface="review"), ANA, 1)
    story.do(make.call(), EVE, 2)
    story.do(make.call(Reached.DISPATCH), DEE, 2)
    return story


def one_filed(wanted: Request | None = None, **changes: object) -> Story:
    """Ana approved everything."""
    story = verified(wanted, **changes)
    story.do(make.determination(story.case), ANA, 5)
    return story


def approved(wanted: Request | None = None, **changes: object) -> Story:
    """Ana and Ben approved everything, and the owners are known."""
    story = one_filed(wanted, **changes)
    story.do(make.determination(story.case), BEN, 5)
    for sought in story.case.sought:
        story.do(make.owners(device=sought.alias), DEE, 1)
    return addresses_read(story)


def addresses_read(story: Story) -> Story:
    """Eve reads every address that Dee typed."""
    for typed in unread(story.case):
        story.do(ConfirmAddress(number=typed.number), EVE)
    return story


def cleared(wanted: Request | None = None, **changes: object) -> Story:
    """Dee cleared everything that was approved."""
    story = approved(wanted, **changes)
    story.do(make.clearing(story.case), DEE, 1)
    return story


def released(wanted: Request | None = None, **changes: object) -> Story:
    """Dee handed it over."""
    story = cleared(wanted, **changes)
    story.do(cm.ConfirmHandover(done=True), DEE, 2)
    return story


def sent(story: Story) -> ReceiveProcess:
    """The next document that the agency sends by its status page."""
    number = story.case.processes + 1
    paper = Attachment(key=f"P{number}", name="w.pdf", type="application/pdf", size=9, digest="d")
    return ReceiveProcess(number=number, process="warrant", court=None, attachment=paper)


def put_aside(number: int = 1) -> RefuseProcess:
    """Somebody reads a document, and it is not what is owed."""
    return RefuseProcess(number=number, why="it names another case")


def served(story: Story) -> Story:
    """The agency sends the warrant that it owes, and Eve reads it."""
    number = story.case.processes + 1
    story.do(sent(story), REQUESTER)
    read = AcceptProcess(
        number=number, covers=Covers.YES, process=ProcessKind.WARRANT, issuer="Superior Court"
    )
    story.do(read, EVE)
    return story


def telling(wanted: Request | None = None, **changes: object) -> Story:
    """The warrant came, the emergency is over, and two people found it safe to tell the owner."""
    story = served(released(wanted, **changes))
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 60)
    for notice in story.case.notices:
        for who in (ANA, BEN):
            story.do(cm.AnswerSafety(owner=notice.owner, answer=Safety.SAFE, why="no link"), who, 1)
    return story


def told(wanted: Request | None = None, **changes: object) -> Story:
    """The owner has the mail."""
    story = telling(wanted, **changes)
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m1"), SYSTEM)
    story.do(ended_attempt(), SYSTEM)
    return story


def ended_attempt(outcome: AttemptOutcome = AttemptOutcome.SENT, attempt: int = 1) -> cm.EndNotice:
    """How an attempt to mail the first owner ended."""
    return cm.EndNotice(owner="O1", channel="email", attempt=attempt, outcome=outcome)


def disputed() -> Story:
    """Ana approved and Ben refused: a senior is needed."""
    story = one_filed()
    story.do(make.determination(story.case, refuse=Reason.NO_PERSON), BEN, 5)
    return story


def _after(begin_with: Callable[[], Story], *steps: tuple[cm.Command, Ref]) -> Story:
    story = begin_with()
    for command, who in steps:
        story.do(command, who, 1)
    return story


def _refused() -> Story:
    story = verified()
    for who in (ANA, BEN):
        story.do(make.determination(story.case, refuse=Reason.NO_PERSON), who, 1)
    return story


def _fraud() -> Story:
    story = verified()
    for who in (ANA, BEN):
        story.do(make.determination(story.case, refuse=Reason.FRAUD), who, 1)
    return story


def _lapsed() -> Story:
    story = verified()
    story.wait(9 * 60)
    return story


_ASKING = cm.AskAgency(questions=("where",), own=None, to="officer")
_ENDING = cm.EndEmergency(ended_at=AT, how="radio")
STATES: Mapping[State, Callable[[], Story]] = {
    State.RECEIVED: received,
    State.VERIFYING: lambda: _after(received, (cm.TakeVerification(), EVE)),
    State.IN_REVIEW: verified,
    State.ON_HOLD: lambda: _after(verified, (_ASKING, EVE)),
    State.ESCALATED: disputed,
    State.APPROVED: approved,
    State.RELEASED: released,
    State.REFUSED: _refused,
    State.LAPSED: _lapsed,
    State.WITHDRAWN: lambda: _after(verified, (cm.WithdrawRequest(how="they called"), EVE)),
    State.EMERGENCY_ENDED: lambda: _after(verified, (_ENDING, EVE)),
    State.FRAUD: _fraud,
    State.CLOSED: told,
}
"""How a case comes to each of its states."""


def case(state: State = State.IN_REVIEW, **changes: object) -> Case:
    """A case that came to `state` by its rules, with fields overridden."""
    return replace(STATES[state]().case, **changes)
