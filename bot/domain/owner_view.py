"""What of a case's record one owner may read: a short list, the same for every owner.

Three things can become of an entry of the case.
- `SHOWN`: its body may be read. These are kinds whose public part says nothing of anybody else,
  whatever the case is; of their personal values only those named beside them are opened.
- `FINGERPRINTED`: its kind, time and hash are told, and its proof shows that it stands there. The
  body could tell of other people's devices, of the kind of emergency, or of who helped.
- Every other kind, known or not, is left out and not counted.
What is shown never depends on whether somebody is in danger or other people are concerned: what
one owner gets and another does not would tell them so.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final, Protocol

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.codec import kind_of
from bot.domain.deadlines import APPROVAL, HARD_STOP
from bot.domain.roster import Ref
from bot.domain.verification import CALLS

DESK_CLOCKS: Final = frozenset(
    {
        "acknowledge",
        "triage",
        "verification",
        "first_determination",
        "second_determination",
        HARD_STOP,
        APPROVAL,
    }
)
"""Clocks of the desk itself; every other one is named after a person or tells of a hold."""
LOOKS: Final = frozenset({"show", "review"})
"""Looks at a case that everybody takes; those by other forms say what was thought of."""
EVER: Final = datetime.min.replace(tzinfo=UTC)


class Entry(Protocol):
    """An entry as it was read back."""

    @property
    def position(self) -> int:
        """Where it stands in the record."""

    @property
    def at(self) -> datetime:
        """When it was written (UTC)."""

    @property
    def actor(self) -> Ref:
        """Who did it."""

    @property
    def event(self) -> ev.Event:
        """What happened."""


@dataclass(frozen=True, slots=True)
class OwnerView:
    """One owner's view of a case: who they are, since when, and where the release stands."""

    case: Case
    alias: str
    since: datetime
    left: int

    def shows(self, entry: Entry) -> bool:
        """Whether the entry's body may be read."""
        rule = SHOWN.get(kind_of(entry.event))
        return rule is not None and rule.when(self, entry, entry.event)

    def names(self, entry: Entry) -> bool:
        """Whether it is told that there is this entry, with its hash.

        Of determinations only the two that the approval rests on: more would tell of a doubt.
        """
        event: object = entry.event
        if isinstance(event, ev.DeterminationFiled):
            return event.version == self.case.version and entry.actor in self.pair
        return kind_of(event) in FINGERPRINTED

    @property
    def pair(self) -> Collection[Ref]:
        """The two people who approved."""
        return self.case.approval.pair if self.case.approval is not None else ()

    def mine(self, entry: Entry, event: Any) -> bool:  # noqa: ANN401  # any event with an owner
        """Whether it is about this owner, and not about whoever stood in their place before."""
        return event.owner == self.alias and entry.at >= self.since

    def answers_mine(self, _entry: Entry, event: Any) -> bool:  # noqa: ANN401  # any answer
        """Whether it answers a complaint of this owner."""
        return any(
            c.number == event.number and c.owner == self.alias and c.at >= self.since
            for c in self.case.complaints
        )

    def by_desk(self, entry: Entry, event: object) -> bool:
        """Whether it is plain work of the desk, before anything left the house."""
        plain = (
            (isinstance(event, ev.CaseViewed) and event.surface in LOOKS)
            or (isinstance(event, ev.StepRecorded) and event.step in CALLS)
            or (isinstance(event, ev.ClockReached) and event.clock in DESK_CLOCKS)
        )
        return plain and entry.position < self.left

    def always(self, _entry: Entry, _event: object) -> bool:
        """Whether an entry of a kind that tells nothing of anybody is shown."""
        return True


@dataclass(frozen=True, slots=True)
class Rule:
    """When the body of a kind is shown, and which of its personal values are opened."""

    when: Callable[[OwnerView, Entry, Any], bool]
    opens: tuple[str, ...] = ()


_OWN: Final = Rule(OwnerView.mine)
_DESK: Final = Rule(OwnerView.by_desk)
SHOWN: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "case.viewed": _DESK,
        "verification.step_recorded": _DESK,
        "clock.reached": _DESK,
        "release.handed_over": Rule(OwnerView.always),
        "notice.owed": _OWN,
        "notice.attempted": _OWN,
        "notice.attempt_ended": _OWN,
        "notice.arrived": _OWN,
        "notice.came_back": _OWN,
        "notice.letter_posted": _OWN,
        "notice.told_otherwise": _OWN,
        "complaint.opened": Rule(OwnerView.mine, ("/text",)),
        "complaint.answered": Rule(OwnerView.answers_mine, ("/text",)),
    }
)
"""The kinds whose bodies an owner reads."""
_LEAVING: Final = frozenset({"release.cleared", "release.manifest"})
FINGERPRINTED: Final = frozenset({"case.opened", "determination.filed", "case.approved"}) | _LEAVING
"""The kinds of which an owner learns that there is such an entry, where, and its hash."""


def owner_view(case: Case, alias: str, history: Iterable[Entry]) -> OwnerView:
    """Return the view of the owner who stands at `alias` now."""
    left = max((e.position for e in history if kind_of(e.event) in _LEAVING), default=0)
    since = next((n.holder_since for n in case.notices if n.owner == alias), None)
    return OwnerView(case, alias, since or EVER, left)
