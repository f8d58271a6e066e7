"""The append-only record, its head, and which checkpoints were published where."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select

from bot.workflow.rows import Head, RecordRow
from storage import tables
from storage.keys import CaseKeys
from storage.shape import Found, table
from storage.statements import insert_new
from storage.wrapping import SealError

__all__ = ["RecordStore"]

_BATCH: Final = 500
_HEAD: Final = table(tables.RecordHead)
_ENTRY: Final = table(tables.RecordEntry)
_CHECKPOINT: Final = table(tables.Checkpoint)

_PEEK: Final = select(_HEAD.c.position, _HEAD.c.hash, _HEAD.c.at).where(_HEAD.c.id == 1)
_LOCK: Final = _PEEK.with_for_update()
_INSERT: Final = _ENTRY.insert()
_AFTER: Final = select(_ENTRY).where(_ENTRY.c.position > bindparam("after"))
_IN_ORDER: Final = _AFTER.order_by(_ENTRY.c.position)
_OF_CASE: Final = _IN_ORDER.where(_ENTRY.c.case_number == bindparam("case"))
_OF_KIND: Final = _IN_ORDER.where(_ENTRY.c.kind == bindparam("of_kind"))
_OF_NO_CASE: Final = (
    select(_ENTRY)
    .where(_ENTRY.c.case_number.is_(None), _ENTRY.c.kind == bindparam("of_kind"))
    .order_by(_ENTRY.c.position)
)
_BODIES: Final = (
    select(_ENTRY.c.body).where(_ENTRY.c.position <= bindparam("upto")).order_by(_ENTRY.c.position)
)
_TIME_AT: Final = select(_ENTRY.c.at).where(_ENTRY.c.position == bindparam("at_position"))
_HASH_AT: Final = select(_ENTRY.c.hash).where(_ENTRY.c.position == bindparam("at_position"))
_HASHES: Final = (
    select(_ENTRY.c.hash).where(_ENTRY.c.position > bindparam("after")).order_by(_ENTRY.c.position)
)
_FEW_HASHES: Final = _HASHES.limit(bindparam("count"))
_PUBLISHED: Final = select(func.max(_CHECKPOINT.c.size)).where(
    _CHECKPOINT.c.anchor == bindparam("of_anchor")
)
_TEXT: Final = (
    select(_CHECKPOINT.c.text)
    .where(_CHECKPOINT.c.anchor == bindparam("of_anchor"))
    .order_by(_CHECKPOINT.c.size.desc())
    .limit(1)
)
_SIZES: Final = select(_CHECKPOINT.c.anchor, _CHECKPOINT.c.size).where(
    _CHECKPOINT.c.size >= bindparam("first"), _CHECKPOINT.c.size < bindparam("last")
)
_NEXT: Final = (
    select(_CHECKPOINT.c.anchor, func.min(_CHECKPOINT.c.size))
    .where(_CHECKPOINT.c.size >= bindparam("last"))
    .group_by(_CHECKPOINT.c.anchor)
)
_LARGEST: Final = select(_CHECKPOINT.c.anchor, func.max(_CHECKPOINT.c.size)).group_by(
    _CHECKPOINT.c.anchor
)
_TEXTS: Final = (
    select(_CHECKPOINT.c.size, func.min(_CHECKPOINT.c.text))
    .where(_CHECKPOINT.c.size.in_(bindparam("sizes", expanding=True)))
    .group_by(_CHECKPOINT.c.size)
    .order_by(_CHECKPOINT.c.size)
)
_PUBLISH: Final = insert_new(tables.Checkpoint)


class RecordStore:
    """The record in one transaction."""

    def __init__(self, connection: Connection, keys: CaseKeys) -> None:
        self._connection = connection
        self._keys = keys

    def head(self) -> Head:
        """Return the head, locked until the transaction ends."""
        return _head(self._connection.execute(_LOCK).one())

    def peek(self) -> Head:
        """Return the head without a lock."""
        return _head(self._connection.execute(_PEEK).one())

    def append(self, rows: Sequence[RecordRow]) -> None:
        """Insert entries, openings sealed; a trigger moves the head with each of them.

        Raises SealError for openings of a case without a key.
        """
        if rows:
            self._connection.execute(_INSERT, [self._stored(row) for row in rows])

    def of_case(self, number: str, after: int = 0) -> list[RecordRow]:
        """Return a case's entries in order, opened where the key still exists."""
        found = self._connection.execute(_OF_CASE, {"case": number, "after": after})
        return [self._opened(row) for row in found]

    def of_no_case(self, kind: str) -> list[RecordRow]:
        """Return the entries of one kind that belong to no case, in order."""
        found = self._connection.execute(_OF_NO_CASE, {"of_kind": kind})
        return [self._opened(row) for row in found]

    def of_kind(self, kind: str, after: int) -> list[RecordRow]:
        """Return the entries of one kind after a position, in order."""
        found = self._connection.execute(_OF_KIND, {"of_kind": kind, "after": after})
        return [self._opened(row) for row in found]

    def stream(self, after: int = 0) -> Iterator[RecordRow]:
        """Yield all entries in order, a few hundred in memory at a time; none is refused."""
        batches = self._connection.execute(
            _IN_ORDER, {"after": after}, execution_options={"yield_per": _BATCH}
        )
        # Closed also for a reader who stops early: PostgreSQL's cursor is open until then.
        with closing(batches):
            for row in batches:
                yield self._told(row)

    def time_at(self, position: int) -> datetime | None:
        """Return when one entry stands."""
        found: datetime | None = self._connection.scalar(_TIME_AT, {"at_position": position})
        return found

    def hash_at(self, position: int) -> str | None:
        """Return the hash of one entry."""
        found: str | None = self._connection.scalar(_HASH_AT, {"at_position": position})
        return found

    def hashes(self, after: int = 0, count: int | None = None) -> Iterator[str]:
        """Yield the hashes of the entries in order, a few hundred in memory at a time.

        With `count`, at most so many, read at once.
        """
        if count is not None:
            yield from self._connection.scalars(_FEW_HASHES, {"after": after, "count": count})
            return
        batches = self._connection.scalars(
            _HASHES, {"after": after}, execution_options={"yield_per": _BATCH}
        )
        with closing(batches):
            yield from batches

    def bodies(self, upto: int) -> Iterator[bytes]:
        """Yield what is public of the first `upto` entries, a few hundred in memory at a time."""
        batches = self._connection.scalars(
            _BODIES, {"upto": upto}, execution_options={"yield_per": _BATCH}
        )
        with closing(batches):
            yield from batches

    def published(self, anchor: str) -> int:
        """Return the size of the largest checkpoint the anchor has taken, 0 if none."""
        return self._connection.scalar(_PUBLISHED, {"of_anchor": anchor}) or 0

    def checkpoint(self, anchor: str) -> str | None:
        """Return the text of the largest checkpoint the anchor has taken."""
        found: str | None = self._connection.scalar(_TEXT, {"of_anchor": anchor})
        return found

    def published_sizes(self, first: int, last: int) -> list[tuple[str, int]]:
        """Return (anchor, size) of what was published over `first` to `last` entries, and beyond.

        Beyond is, for each anchor, the next size after that, and its largest.
        """
        window = {"first": first, "last": last}
        inside = self._connection.execute(_SIZES, window).all()
        after = self._connection.execute(_NEXT, window).all()
        largest = self._connection.execute(_LARGEST).all()
        return sorted({(anchor, size) for anchor, size in (*inside, *after, *largest)})

    def published_texts(self, sizes: Sequence[int]) -> list[str]:
        """Return the text of one published checkpoint of each of these sizes, by size."""
        found = self._connection.execute(_TEXTS, {"sizes": list(sizes)}) if sizes else ()
        return [text for _, text in found]

    def publish(self, anchor: str, size: int, text: str) -> None:
        """Remember a checkpoint; the first text of a size stays."""
        self._connection.execute(_PUBLISH, {"anchor": anchor, "size": size, "text": text})

    def _stored(self, row: RecordRow) -> dict[str, Any]:
        sealed = None
        if row.openings is not None:
            if row.case is None:
                raise ValueError("an entry without a case has no key for its openings")
            sealed = self._keys.seal(row.case, "record_entry", _column(row.position), row.openings)
        return {
            "position": row.position,
            "case_number": row.case,
            "kind": row.kind,
            "at": row.at,
            "body": row.body,
            "hash": row.hash,
            "sealed": sealed,
        }

    def _opened(self, row: Found) -> RecordRow:
        case, sealed = row.case_number, row.sealed
        if sealed is None:
            return _entry(row)
        place = _column(row.position)
        return _entry(row, openings=self._keys.open(case, "record_entry", place, sealed))

    def _told(self, row: Found) -> RecordRow:
        """Return the row, told of rather than raised: a reader of all must get past a bad one."""
        try:
            return self._opened(row)
        except SealError:
            return _entry(row, shut=True)


def _entry(row: Found, *, openings: bytes | None = None, shut: bool = False) -> RecordRow:
    position, case, kind, at, body, digest, _ = row
    return RecordRow(
        position=position,
        case=case,
        kind=kind,
        at=at,
        body=body,
        hash=digest,
        openings=openings,
        shut=shut,
    )


def _column(position: int) -> str:
    # Bound to its entry, so that openings do not open beside another entry of the case.
    return f"sealed/{position}"


def _head(row: Found) -> Head:
    position, digest, at = row
    return Head(position=position, hash=digest, at=at)
