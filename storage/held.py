"""Requests that wait because too many came, sealed, and the counts by which that is found."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select, text

from bot.workflow.rows import HeldRow
from storage import sealing
from storage.columns import UtcDateTime
from storage.held_tables import Arrival, HeldRequest
from storage.keys import Vault
from storage.shape import Found, table

__all__ = ["HeldStore"]

_ARRIVAL: Final = table(Arrival)
_HELD: Final = table(HeldRequest)

_ADD: Final = text(
    "INSERT INTO arrival (source, minute, count) VALUES (:source, :minute, 1)"
    " ON CONFLICT (source, minute) DO UPDATE SET count = arrival.count + 1"
).bindparams(bindparam("minute", type_=UtcDateTime()))
_SINCE: Final = _ARRIVAL.c.minute >= bindparam("since", type_=UtcDateTime())
_ALL: Final = select(func.coalesce(func.sum(_ARRIVAL.c["count"]), 0)).where(_SINCE)
_OF_SOURCE: Final = _ALL.where(_ARRIVAL.c.source == bindparam("from_source"))
_FORGET: Final = delete(_ARRIVAL).where(
    _ARRIVAL.c.minute < bindparam("before", type_=UtcDateTime())
)
_NUMBER: Final = text(
    "INSERT INTO held_counter (id, last) VALUES (1, 1)"
    " ON CONFLICT (id) DO UPDATE SET last = held_counter.last + 1 RETURNING last"
)
_INSERT: Final = _HELD.insert()
_ROWS: Final = select(_HELD.c.number, _HELD.c.channel, _HELD.c.reason, _HELD.c.at).order_by(
    _HELD.c.number
)
_SIZE: Final = select(func.coalesce(func.sum(func.length(_HELD.c.sealed)), 0))
_TAKE: Final = (
    delete(_HELD)
    .where(_HELD.c.number == bindparam("held"))
    .returning(
        _HELD.c.number,
        _HELD.c.channel,
        _HELD.c.reason,
        _HELD.c.at,
        _HELD.c.token_digest,
        _HELD.c.case_key,
        _HELD.c.sealed,
    )
)


class HeldStore:
    """Held requests in one transaction. Raises SealError for one that does not open."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def arrived(self, source: str, minute: datetime) -> None:
        """Count one arrival."""
        self._connection.execute(_ADD, {"source": source, "minute": minute})

    def count(self, since: datetime, source: str | None = None) -> int:
        """Return how many came since then, of one source or of all."""
        wanted = {"since": since} if source is None else {"since": since, "from_source": source}
        found = self._connection.scalar(_ALL if source is None else _OF_SOURCE, wanted)
        return int(found or 0)

    def forget(self, before: datetime) -> int:
        """Drop counts of minutes before `before`; return how many."""
        return self._connection.execute(_FORGET, {"before": before}).rowcount

    def new_number(self) -> int:
        """Return the next number; it is never given twice."""
        return int(self._connection.scalar(_NUMBER) or 0)

    def hold(self, row: HeldRow, token_digest: str, content: bytes) -> None:
        """Keep a request, sealed under a key of its own."""
        key = sealing.new_case_key(_name(row.number), self._vault.random_bytes)
        chance = self._vault.random_bytes
        self._connection.execute(
            _INSERT,
            {
                "number": row.number,
                "channel": row.channel,
                "reason": row.reason,
                "at": row.at,
                "token_digest": token_digest,
                "case_key": sealing.wrap(self._vault.ring, key, chance),
                "sealed": sealing.seal(key, "held_request", "sealed", content, chance),
            },
        )

    def waiting(self) -> list[HeldRow]:
        """Return what is held, oldest first, without its content."""
        return [_row(found) for found in self._connection.execute(_ROWS).all()]

    def size(self) -> int:
        """Return how many bytes all that is held takes."""
        return int(self._connection.scalar(_SIZE) or 0)

    def take(self, number: int) -> tuple[HeldRow, str, bytes] | None:
        """Remove a held request; return it, its token's digest and its content."""
        found = self._connection.execute(_TAKE, {"held": number}).first()
        if found is None:
            return None
        *row, digest, wrapped, sealed = found
        key = sealing.unwrap(self._vault.ring, _name(number), wrapped)
        content = sealing.open_sealed(key, "held_request", "sealed", sealed)
        number, channel, reason, at = row
        return HeldRow(number=number, channel=channel, reason=reason, at=at), digest, content


def _name(number: int) -> str:
    return f"held:{number}"


def _row(found: Found) -> HeldRow:
    number, channel, reason, at = found
    return HeldRow(number=number, channel=channel, reason=reason, at=at)
