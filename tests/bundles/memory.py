"""A record in memory: as much of the ledger as an export reads and writes, and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TypeVar

from bot.domain.case import Case
from bot.domain.record import GENESIS
from bot.workflow.rows import CaseRow, Head, RecordRow

T = TypeVar("T")
SECRET = bytes(range(32))
"""The one case's secret."""


@dataclass
class MemoryRecord:
    """The entries, and what was published of them, as (anchor, size, text)."""

    rows: list[RecordRow] = field(default_factory=list)
    kept: list[tuple[str, int, str]] = field(default_factory=list)

    def head(self) -> Head:
        """Where the record stands."""
        last = self.rows[-1] if self.rows else None
        if last is None:
            return Head(position=0, hash=GENESIS, at=None)
        return Head(position=last.position, hash=last.hash, at=last.at)

    def peek(self) -> Head:
        """The same, without a lock."""
        return self.head()

    def append(self, rows: Sequence[RecordRow]) -> None:
        """Put entries behind the others."""
        self.rows += rows

    def of_case(self, number: str, after: int = 0) -> list[RecordRow]:
        """The entries of a case."""
        return [row for row in self.rows if row.case == number and row.position > after]

    def hashes(self, after: int = 0, count: int | None = None) -> Iterator[str]:
        """The hashes in order."""
        end = None if count is None else after + count
        return iter([row.hash for row in self.rows[after:end]])

    def publish(self, anchor: str, size: int, text: str) -> None:
        """Remember what was published."""
        self.kept.append((anchor, size, text))

    def published_sizes(self, first: int, last: int) -> list[tuple[str, int]]:
        """What was published around these entries."""
        known = sorted((anchor, size) for anchor, size, _ in self.kept)
        inside = [one for one in known if first <= one[1] < last]
        after = [
            min(one for one in known if one[0] == a and one[1] >= last) for a in _after(known, last)
        ]
        largest = [max(one for one in known if one[0] == a) for a in {a for a, _ in known}]
        return sorted({*inside, *after, *largest})

    def published_texts(self, sizes: Sequence[int]) -> list[str]:
        """One text of each size."""
        texts = {size: text for _, size, text in sorted(self.kept, reverse=True)}
        return [texts[size] for size in sorted(sizes)]


def _after(known: Sequence[tuple[str, int]], last: int) -> list[str]:
    return sorted({anchor for anchor, size in known if size >= last})


@dataclass
class MemoryDatabase:
    """One case's record behind the verbs of a database."""

    case: Case
    record: MemoryRecord
    files: dict[str, bytes] = field(default_factory=dict)

    async def tx(self, work: Callable[[SimpleNamespace], T]) -> T:
        """Run it at once."""
        return work(self._ledger())

    async def read(self, work: Callable[[SimpleNamespace], T]) -> T:
        """Run it at once."""
        return work(self._ledger())

    def _ledger(self) -> SimpleNamespace:
        return SimpleNamespace(
            record=self.record,
            cases=SimpleNamespace(get=self._row, secret=lambda _number: SECRET),
            agencies=SimpleNamespace(named=lambda _name: None),
            cabinet=SimpleNamespace(file=lambda _case, key: self.files.get(key)),
        )

    def _row(self, number: str) -> CaseRow | None:
        mine = self.record.of_case(number)
        if not mine:
            return None
        return CaseRow(
            number=number,
            revision=mine[-1].position,
            state=self.case.state.value,
            version=self.case.version,
            opened_at=self.case.opened_at,
            next_due=None,
        )
