"""Traces of past requests: rows that only ever are added, found by kind and mark."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select

from bot.workflow.rows import TraceRow
from storage.columns import UtcDateTime
from storage.shape import table
from storage.statements import insert_new
from storage.trace_tables import Trace

__all__ = ["TraceStore"]

_TRACE: Final = table(Trace)
_ADD: Final = insert_new(Trace)
_FOUND: Final = (
    select(_TRACE.c.case_number)
    .where(
        _TRACE.c.kind == bindparam("of_kind"),
        _TRACE.c.mark == bindparam("of_mark"),
        _TRACE.c.at >= bindparam("since", type_=UtcDateTime()),
    )
    .order_by(_TRACE.c.at.desc(), _TRACE.c.case_number.desc())
    .limit(bindparam("most"))
)


class TraceStore:
    """Traces in one transaction. A look-up reads at most `limit` rows of one index."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[TraceRow]) -> None:
        """Keep what is not kept already."""
        if rows:
            self._connection.execute(_ADD, [_stored(row) for row in rows])

    def count(self, kind: str, mark: str, since: datetime, limit: int) -> int:
        """Return how many traces bear the mark, at most `limit`."""
        return len(self._newest(kind, mark, since, limit))

    def cases(self, kind: str, mark: str, since: datetime, limit: int) -> list[str]:
        """Return the cases behind the newest `limit` traces, each once, newest first."""
        return list(dict.fromkeys(self._newest(kind, mark, since, limit)))

    def _newest(self, kind: str, mark: str, since: datetime, limit: int) -> list[str]:
        wanted = {"of_kind": kind, "of_mark": mark, "since": since, "most": limit}
        return list(self._connection.scalars(_FOUND, wanted))


def _stored(row: TraceRow) -> dict[str, object]:
    return {"kind": row.kind, "mark": row.mark, "at": row.at, "case_number": row.case}
