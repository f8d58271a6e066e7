"""What a verification of the record found, in plain sentences."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

KEPT: Final = 1000
"""Troubles kept; a record that is bad from end to end must not fill the memory."""


class Sort(StrEnum):
    """What is wrong beyond a single entry; those of an entry are `bot.domain.audit.Reason`."""

    UNREADABLE = "unreadable"
    HEAD = "head"
    CASE = "case"
    FOLD = "fold"
    STATE = "state"
    SIGNATURE = "signature"
    FORK = "fork"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing wrong: at which entry, in which case, of what sort, and a sentence about it."""

    position: int | None
    case: str | None = None
    sort: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was looked at and what was found.

    `covered` is the size of the largest checkpoint that holds, `erased` counts cases without a
    key, `more` the troubles found beyond those kept; `notes` are no troubles.
    """

    entries: int
    head: str
    cases: int
    erased: int
    checkpoints: int
    covered: int
    troubles: tuple[Trouble, ...] = ()
    more: int = 0
    notes: tuple[str, ...] = ()

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


def _place(trouble: Trouble) -> tuple[bool, int]:
    return trouble.position is None, trouble.position or 0
