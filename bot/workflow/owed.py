"""Which tasks the record itself calls for, whatever the settings are: for verification.

Only what every version has made of these entries is named here. A new effect of an old kind of
entry must not be: records from before it would be called broken.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.domain.case import Case
from bot.domain.events import CaseLinked
from bot.domain.roster import Roster
from bot.workflow.dossier import Happened
from bot.workflow.reactions import (
    ALARM,
    CARD,
    CHASE,
    COMPLAINT,
    ESCALATE,
    PAGE,
    RECEIPT,
    REMIND,
    UNSEEN,
    Ways,
    notices,
    of_entry,
    task,
)
from bot.workflow.reactions_delivery import DELIVERY
from bot.workflow.reactions_ends import AGENCY_FORGED, AGENCY_WARN, AGENCY_WATCH, RECALL
from bot.workflow.reactions_store import STORE, of_store, to_store
from bot.workflow.rows import NewTask

CALLED_FOR: Final = frozenset(
    {
        *(ALARM, CHASE, COMPLAINT, ESCALATE, PAGE, RECEIPT, REMIND),
        *(AGENCY_FORGED, AGENCY_WARN, AGENCY_WATCH, DELIVERY, RECALL, STORE),
    }
)
"""The ports whose tasks follow from single entries."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A task that must be there, and which entry called for it last and when (UTC)."""

    task: NewTask
    position: int
    at: datetime
    once: bool = True
    """Whether it was called for only once: then nothing can have brought it forward."""

    @property
    def at_once(self) -> bool:
        """Whether it was due when it was called for."""
        return self.task.due_at == self.at


@dataclass(slots=True)
class Debts:
    """The tasks that the entries of one case call for, by key."""

    owed: dict[str, Owed] = field(default_factory=dict)
    shown: int = 0
    """The last entry that changes something on the case's card."""
    last: datetime | None = None

    def saw(self, case: Case, entry: Happened) -> None:
        """Take one more entry, and the case after it."""
        number, at = case.number, entry.at
        self.last = at
        for wanted in _of(case, entry, at):
            if wanted.port in CALLED_FOR:
                self._add(wanted, entry.position, at)
        # A link is shown on the card of an open case alone.
        if not isinstance(entry.event, (*UNSEEN, CaseLinked)):
            self.shown = entry.position
            self._add(task(CARD, number, number, at), entry.position, at)

    def ends(self, case: Case, roster: Roster, position: int) -> None:
        """Take the case as its last entry left it: which owners are to be told."""
        if self.last is not None:
            for wanted in notices(case, self.last, roster):
                self._add(wanted, position, self.last, once=False)

    def _add(self, wanted: NewTask, position: int, at: datetime, *, once: bool = True) -> None:
        self.owed[wanted.key] = Owed(wanted, position, at, once and wanted.key not in self.owed)


def _of(case: Case, entry: Happened, at: datetime) -> Iterator[NewTask]:
    yield from of_entry(case.number, entry, at, Ways())
    yield from to_store(case, (entry,), at, configured=False)
    yield from of_store(case.number, (entry,), at)
