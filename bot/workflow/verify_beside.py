"""Walks the cases in order with every row that lies beside each of them, in constant memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.workflow.findings import Sort, Trouble
from bot.workflow.inspection import (
    ByCase,
    Cleared,
    Inspection,
    KeptFile,
    KeptLink,
    KeptTask,
    Slot,
)
from bot.workflow.links import HELD
from bot.workflow.rows import CaseRow, FiledRow, Place
from bot.workflow.verify_tasks import check_task


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The rows of one case in the other tables."""

    keyed: bool
    filed: Sequence[FiledRow]
    slots: Sequence[Slot]
    cleared: Sequence[Cleared]
    tasks: Sequence[KeptTask]
    places: Sequence[Place]
    files: Sequence[KeptFile]
    links: Sequence[KeptLink]


class Walk:
    """One walk over all cases, or over the one that is named."""

    def __init__(self, tables: Inspection, only: str | None) -> None:
        self._cases = tables.cases(only)
        self._keys = ByCase(tables.keys(only), str)
        self._filed = ByCase(tables.filed(only), lambda row: row.case)
        self._slots = ByCase(tables.slots(only), lambda row: row.case)
        self._cleared = ByCase(tables.cleared(only), lambda row: row.case)
        self._tasks = ByCase(tables.tasks(only), lambda row: row.case)
        self._places = ByCase(tables.places(only), lambda row: row.case)
        self._files = ByCase(tables.files(only), lambda row: row.case)
        self._links = ByCase(tables.links(only), lambda row: row.case)

    def __iter__(self) -> Iterator[tuple[CaseRow, Beside] | Trouble]:
        """Yield each case with what lies beside it, and a trouble for each row of no case."""
        for row in self._cases:
            number = row.number
            yield from self._strays(number)
            yield (
                row,
                Beside(
                    keyed=bool(self._keys.of(number)),
                    filed=self._filed.of(number),
                    slots=self._slots.of(number),
                    cleared=self._cleared.of(number),
                    tasks=self._tasks.of(number),
                    places=self._places.of(number),
                    files=self._files.of(number),
                    links=self._links.of(number),
                ),
            )
        yield from self._strays(None)

    def _strays(self, number: str | None) -> Iterator[Trouble]:
        for key in self._keys.before(number):
            yield _stray("a key", key, Sort.KEY)
        for filed in self._filed.before(number):
            yield _stray("a determination", filed.case, Sort.DETERMINATION)
        for slot in self._slots.before(number):
            yield _stray("an approval slot", slot.case, Sort.APPROVAL)
        for cleared in self._cleared.before(number):
            yield _stray("a clearance", cleared.case, Sort.CLEARANCE)
        for task in self._tasks.before(number):
            of_none = () if task.case == "" else (_stray(task.key, task.case, Sort.TASK),)
            yield from chain(check_task(task), of_none)
        for place in self._places.before(number):
            if place.case:
                yield _stray(f"the card {place.surface}", place.case, Sort.CARD)
        yield from self._kept(number)

    def _kept(self, number: str | None) -> Iterator[Trouble]:
        for file in self._files.before(number):
            yield _stray(f"the file {file.key}", file.case, Sort.FILE)
        for link in self._links.before(number):
            if link.kind != HELD:
                yield _stray(f"a {link.kind} link", link.case, Sort.LINK)


def _stray(what: str, case: str, sort: Sort) -> Trouble:
    words = f"There is {what} of {case}, but no row of that case."
    return Trouble(position=None, case=case, sort=sort, sentence=words)
