"""What verification reads beside the record: every row that a rule or a port relies on.

Everything comes in the order of the cases' numbers, by code points, so that several tables can be
read side by side in constant memory; rows of no case come first, under an empty number.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.workflow.rows import CaseRow, FiledRow, Head, Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An approval slot as the database constrains it; a withdrawn one stays."""

    case: str
    version: int
    slot: int
    person: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A clearance as the database constrains it."""

    case: str
    version: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTask:
    """A task, finished or not. `ids` is JSON as stored; `attempts` counts how often it began."""

    key: str
    port: str
    case: str
    queue: str
    lane: str
    due_at: datetime
    ids: str
    state: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRow:
    """A draft or a file of a case; `opens` under the case's key at its own place."""

    case: str
    what: str
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """That there is a file of a case."""

    case: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLink:
    """A link as it is kept, without its digest; `case` may be what a held request is called."""

    case: str
    kind: str
    version: int
    person: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheckpoint:
    """A checkpoint that an anchor has taken, as the database has it."""

    anchor: str
    size: int
    text: str


class Inspection(Protocol):
    """Reads whole tables, or one case of them where `case` is given."""

    def head(self) -> Head | None:
        """Return the head as it is stored, or None where there is no such row."""

    def guards(self) -> list[str]:
        """Return the triggers that are missing, changed, or none of ours, by name."""

    def cases(self, case: str | None = None) -> Iterator[CaseRow]:
        """Yield the rows of cases."""

    def keys(self, case: str | None = None) -> Iterator[str]:
        """Yield the numbers of the cases that have a key."""

    def filed(self, case: str | None = None) -> Iterator[FiledRow]:
        """Yield the rows of determinations."""

    def slots(self, case: str | None = None) -> Iterator[Slot]:
        """Yield the approval slots."""

    def cleared(self, case: str | None = None) -> Iterator[Cleared]:
        """Yield the rows of clearances."""

    def tasks(self, case: str | None = None) -> Iterator[KeptTask]:
        """Yield the tasks."""

    def places(self, case: str | None = None) -> Iterator[Place]:
        """Yield where cards stand."""

    def files(self, case: str | None = None) -> Iterator[KeptFile]:
        """Yield which files there are."""

    def links(self, case: str | None = None) -> Iterator[KeptLink]:
        """Yield the links."""

    def sealed(self, case: str | None = None) -> Iterator[SealedRow]:
        """Open every draft and file, one at a time, and yield whether it opens."""

    def checkpoints(self) -> Iterator[KeptCheckpoint]:
        """Yield the checkpoints that anchors have taken, by anchor and size."""


class ByCase(Generic[T]):
    """The rows of one table, handed out case by case as the cases are walked in their order."""

    def __init__(self, rows: Iterable[T], case_of: Callable[[T], str]) -> None:
        self._rows = iter(rows)
        self._case_of = case_of
        self._next = next(self._rows, None)

    def before(self, number: str | None) -> Iterator[T]:
        """Yield the rows that come before a case's: of cases that were not walked; None: all."""
        while (row := self._next) is not None:
            if number is not None and self._case_of(row) >= number:
                return
            self._next = next(self._rows, None)
            yield row

    def of(self, number: str) -> list[T]:
        """Return the rows of a case."""
        found: list[T] = []
        while (row := self._next) is not None and self._case_of(row) == number:
            found.append(row)
            self._next = next(self._rows, None)
        return found
