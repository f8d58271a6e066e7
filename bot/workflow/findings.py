"""What a verification of the record found, in plain sentences."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.audit import Reason

KEPT: Final = 1000
"""Troubles kept; a record that is bad from end to end must not fill the memory."""

UNREADABLE: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading a row raises whose columns hold what nobody of ours ever wrote there."""


class Sort(StrEnum):
    """What is wrong beyond a single entry; those of an entry are `bot.domain.audit.Reason`."""

    UNREADABLE = "unreadable"
    HEAD = "head"
    CASE = "case"
    KEY = "key"
    FOLD = "fold"
    STATE = "state"
    DETERMINATION = "determination"
    APPROVAL = "approval"
    CLEARANCE = "clearance"
    TASK = "task"
    CARD = "card"
    SEALED = "sealed"
    FILE = "file"
    LINK = "link"
    DIRECTORY = "directory"
    TRIGGER = "trigger"
    CHECKPOINT = "checkpoint"
    SIGNATURE = "signature"
    FORK = "fork"
    TRUNCATED = "truncated"
    EDITED = "edited"
    CLOCK = "clock"


_RANKS: Final = {str(sort): rank for rank, sort in enumerate([*Reason, *Sort])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing wrong: at which entry, in which case, of what sort, and a sentence about it."""

    position: int | None
    case: str | None = None
    sort: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that whoever looks should know, and that is nothing wrong with the record."""

    position: int | None = None
    case: str | None = None
    sort: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was looked at and what was found.

    `checkpoints` counts those from outside, `covered` is the size of the largest of them that
    holds, `erased` counts cases without a key, `more` the troubles found beyond those kept.
    """

    entries: int
    head: str
    cases: int
    erased: int
    checkpoints: int
    covered: int
    troubles: tuple[Trouble, ...] = ()
    more: int = 0
    notes: tuple[Note, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.troubles

    @property
    def first(self) -> Trouble | None:
        """The trouble at the earliest entry, or one of no entry when no entry has any."""
        return next(iter(self.troubles), None)


class Troubles:
    """Gathers troubles: the earliest are kept, all are counted."""

    def __init__(self) -> None:
        self._kept: list[Trouble] = []
        self.more = 0

    def add(self, trouble: Trouble) -> None:
        """Keep one more."""
        self._kept.append(trouble)
        if len(self._kept) > KEPT + KEPT // 2:
            self._cut()

    def sorted(self) -> tuple[Trouble, ...]:
        """Return what was kept, by entry; troubles of no entry come last."""
        self._cut()
        return tuple(self._kept)

    def _cut(self) -> None:
        self._kept.sort(key=_place)
        self.more += max(0, len(self._kept) - KEPT)
        del self._kept[KEPT:]


def _place(trouble: Trouble) -> tuple[bool, int, int]:
    """Order by entry, and at one entry what the chain says before what follows from it."""
    return trouble.position is None, trouble.position or 0, _RANKS.get(trouble.sort, len(_RANKS))
