"""Reads every table side by side, in the order of the cases' numbers, for verification."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, collate, func, select

from bot.workflow.inspection import (
    Cleared,
    KeptCheckpoint,
    KeptFile,
    KeptLink,
    KeptTask,
    SealedRow,
    Slot,
)
from bot.workflow.rows import CaseRow, FiledRow, Head, Place
from storage import tables, triggers
from storage.cabinet import draft_column, file_column
from storage.keys import CaseKeys
from storage.shape import Found, table
from storage.wrapping import SealError

__all__ = ["InspectionStore"]

_BATCH: Final = 500
_FEW: Final = 4
"""Sealed files in memory at once; one may have megabytes."""
_HEAD: Final = table(tables.RecordHead)
_CASE: Final = table(tables.EdrCase)
_KEY: Final = table(tables.CaseKey)
_FILED: Final = table(tables.Determination)
_SLOT: Final = table(tables.Approval)
_CLEARED: Final = table(tables.Clearance)
_TASK: Final = table(tables.Task)
_PLACE: Final = table(tables.CardPlace)
_DRAFT: Final = table(tables.Draft)
_FILE: Final = table(tables.CaseFile)
_LINK: Final = table(tables.CapabilityLink)
_CHECKPOINT: Final = table(tables.Checkpoint)


class InspectionStore:
    """The whole database in one transaction."""

    def __init__(self, connection: Connection, keys: CaseKeys) -> None:
        self._connection = connection
        self._keys = keys

    def head(self) -> Head | None:
        """Return the head as it is stored."""
        row = self._connection.execute(select(_HEAD).where(_HEAD.c.id == 1)).first()
        return None if row is None else Head(position=row.position, hash=row.hash, at=row.at)

    def guards(self) -> list[str]:
        """Return the triggers that are missing, changed, or none of ours."""
        return triggers.wrong(self._connection)

    def cases(self, case: str | None = None) -> Iterator[CaseRow]:
        """Yield the rows of cases."""
        for row in self._in_order(select(_CASE), _CASE.c.number, case):
            yield CaseRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name

    def keys(self, case: str | None = None) -> Iterator[str]:
        """Yield the numbers of the cases that have a key."""
        number = _KEY.c.case_number
        for row in self._in_order(select(number), number, case):
            yield row[0]

    def filed(self, case: str | None = None) -> Iterator[FiledRow]:
        """Yield the rows of determinations."""
        for number, version, person, position in self._of_case(_FILED, case):
            yield FiledRow(case=number, version=version, person=person, position=position)

    def slots(self, case: str | None = None) -> Iterator[Slot]:
        """Yield the approval slots."""
        for _, number, version, slot, person, withdrawn in self._of_case(_SLOT, case):
            yield Slot(
                case=number,
                version=version,
                slot=slot,
                person=person,
                withdrawn=bool(withdrawn),
            )

    def cleared(self, case: str | None = None) -> Iterator[Cleared]:
        """Yield the rows of clearances."""
        for number, version, which in self._of_case(_CLEARED, case):
            yield Cleared(case=number, version=version, number=which)

    def tasks(self, case: str | None = None) -> Iterator[KeptTask]:
        """Yield the tasks; those of no case come first, under an empty number."""
        number = func.coalesce(_TASK.c.case_number, "")
        for row in self._in_order(select(_TASK), number, case):
            yield KeptTask(
                key=row.key,
                port=row.port,
                case=row.case_number or "",
                queue=row.queue,
                lane=row.lane,
                due_at=row.due_at,
                ids=row.ids,
                state=row.state,
                attempts=row.attempts,
            )

    def places(self, case: str | None = None) -> Iterator[Place]:
        """Yield where cards stand."""
        for number, surface, channel, ts, drawn in self._of_case(_PLACE, case):
            yield Place(case=number, surface=surface, channel=channel, ts=ts, drawn=drawn)

    def files(self, case: str | None = None) -> Iterator[KeptFile]:
        """Yield which files there are; their content is not read."""
        number = _FILE.c.case_number
        for row in self._in_order(select(number, _FILE.c["key"]), number, case):
            yield KeptFile(case=row[0], key=row[1])

    def links(self, case: str | None = None) -> Iterator[KeptLink]:
        """Yield the links."""
        for _, kind, number, version, person, _ in self._of_case(_LINK, case):
            yield KeptLink(case=number, kind=kind, version=version, person=person)

    def sealed(self, case: str | None = None) -> Iterator[SealedRow]:
        """Open every draft and every file, and yield whether it opens."""
        for number, version, person, content in self._of_case(_DRAFT, case, _FEW):
            opens = self._opens(number, "draft", draft_column(version, person), content)
            what = f"the draft of {person} on version {version}"
            yield SealedRow(case=number, what=what, opens=opens)
        for number, key, content in self._of_case(_FILE, case, _FEW):
            opens = self._opens(number, "case_file", file_column(key), content)
            yield SealedRow(case=number, what=f"the file {key}", opens=opens)

    def checkpoints(self) -> Iterator[KeptCheckpoint]:
        """Yield the checkpoints that anchors have taken."""
        wanted = select(_CHECKPOINT).order_by(_CHECKPOINT.c.anchor, _CHECKPOINT.c.size)
        for anchor, size, text in self._streamed(wanted, _BATCH):
            yield KeptCheckpoint(anchor=anchor, size=size, text=text)

    def _opens(self, case: str, where: str, column: str, content: bytes) -> bool:
        try:
            self._keys.open(case, where, column, content)
        except SealError:
            return False
        return True

    def _of_case(self, of: Table, case: str | None, batch: int = _BATCH) -> Iterator[Found]:
        return self._in_order(select(of), of.c.case_number, case, batch)

    def _in_order(
        self, wanted: Select[Any], number: ColumnElement[str], case: str | None, batch: int = _BATCH
    ) -> Iterator[Found]:
        if case is not None:
            return self._streamed(wanted.where(number == case), batch)
        # By code points on both engines, whatever the order of the database's language.
        lite = self._connection.dialect.name == "sqlite"
        return self._streamed(wanted.order_by(collate(number, "BINARY" if lite else "C")), batch)

    def _streamed(self, wanted: Select[Any], batch: int) -> Iterator[Found]:
        found = self._connection.execute(wanted, execution_options={"yield_per": batch})
        with closing(found):
            yield from found
