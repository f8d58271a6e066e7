"""Ids of what came in, and counts of what was turned away at the door."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, text

from bot.workflow.ledger import Conflict
from storage import tables
from storage.columns import Seconds, UtcDateTime
from storage.shape import table
from storage.statements import insert_new

__all__ = ["InboxStore"]

_INBOUND: Final = table(tables.Inbound)
_REFUSED: Final = table(tables.RefusalCount)

_SEEN: Final = select(_INBOUND.c.answer).where(
    _INBOUND.c.source == bindparam("from_source"), _INBOUND.c.inbound == bindparam("of_id")
)
_REMEMBER: Final = insert_new(tables.Inbound)
_FORGET: Final = delete(_INBOUND).where(_INBOUND.c.wall < bindparam("before", type_=Seconds))
_COUNT: Final = text(
    "INSERT INTO refusal_count (source, minute, reason, count)"
    " VALUES (:source, :minute, :reason, 1) ON CONFLICT (source, minute, reason)"
    " DO UPDATE SET count = refusal_count.count + 1"
).bindparams(bindparam("minute", type_=UtcDateTime()))
_TAKE: Final = (
    delete(_REFUSED)
    .where(_REFUSED.c.minute < bindparam("before", type_=UtcDateTime()))
    .returning(_REFUSED.c.source, _REFUSED.c.minute, _REFUSED.c.reason, _REFUSED.c["count"])
)


class InboxStore:
    """Inbound ids in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seen(self, source: str, inbound: str) -> str | None:
        """Return the answer given to this id before."""
        found: str | None = self._connection.scalar(
            _SEEN, {"from_source": source, "of_id": inbound}
        )
        return found

    def remember(self, source: str, inbound: str, answer: str, wall: float) -> None:
        """Keep the answer; raises Conflict when the id is there already."""
        row = {"source": source, "inbound": inbound, "answer": answer, "wall": wall}
        if self._connection.execute(_REMEMBER, row).rowcount != 1:
            raise Conflict(f"an id from {source} is being answered elsewhere")

    def forget(self, before: float) -> int:
        """Drop ids older than `before` (epoch seconds); return how many."""
        return self._connection.execute(_FORGET, {"before": before}).rowcount

    def count_refusal(self, source: str, minute: datetime, reason: str) -> None:
        """Count one refusal."""
        row = {"source": source, "minute": minute, "reason": reason}
        self._connection.execute(_COUNT, row)

    def take_refusals(self, before: datetime) -> list[tuple[str, datetime, str, int]]:
        """Remove and return the counts of minutes before `before`, oldest first."""
        taken = self._connection.execute(_TAKE, {"before": before}).all()
        counts = [(source, minute, reason, count) for source, minute, reason, count in taken]
        return sorted(counts, key=lambda each: (each[1], each[0], each[2]))
