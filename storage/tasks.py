"""Timers and outgoing effects: one table, leased under a fencing token.

A task is open, done or buried. While it is leased, a change of when it is due is kept aside in
`again_at` and holds after the one who has it is through.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)

from bot.workflow.rows import LeasedTask, NewTask
from storage import tables
from storage.columns import Seconds, UtcDateTime
from storage.shape import Found, table

__all__ = ["TaskStore"]

_TASK: Final = table(tables.Task)
_OLDER: Final = _TASK.alias("older")
_OPEN: Final = _TASK.c.state == literal_column("'open'")
_HELD: Final = _TASK.c.leased_until.is_not(None)
_INSTANT: Final = UtcDateTime()

# Both engines read this text; the one who holds the task is not disturbed.
_ADD: Final = text(
    "INSERT INTO task (key, port, lane, case_number, queue, due_at, ids, state, attempts, token)"
    " VALUES (:key, :port, :lane, :case, :queue, :due, :ids, 'open', 0, 0)"
    " ON CONFLICT (key) DO UPDATE SET"
    " due_at = CASE WHEN task.leased_until IS NULL AND excluded.due_at < task.due_at"
    "  THEN excluded.due_at ELSE task.due_at END,"
    " again_at = CASE WHEN task.leased_until IS NULL THEN task.again_at"
    "  WHEN task.again_at < excluded.due_at THEN task.again_at ELSE excluded.due_at END"
    " WHERE task.state = 'open' RETURNING id"
).bindparams(bindparam("due", type_=_INSTANT))
_DROP_CLOSED: Final = delete(_TASK).where(_TASK.c["key"] == bindparam("of_key"), ~_OPEN)
_MOVE: Final = (
    update(_TASK)
    .where(_TASK.c["key"] == bindparam("of_key"), _OPEN)
    .values(
        due_at=case((_HELD, _TASK.c.due_at), else_=bindparam("due", type_=_INSTANT)),
        again_at=case((_HELD, bindparam("due", type_=_INSTANT)), else_=None),
    )
)
_CANCEL: Final = delete(_TASK).where(_TASK.c["key"] == bindparam("of_key"), _OPEN)
_FREE: Final = or_(
    _TASK.c.leased_until.is_(None), _TASK.c.leased_until <= bindparam("wall", type_=Seconds)
)
_FIRST: Final = ~exists().where(
    _OLDER.c.queue == _TASK.c.queue,
    _OLDER.c.id < _TASK.c.id,
    _OLDER.c.state == literal_column("'open'"),
)
_DUE: Final = (
    select(_TASK)
    .where(_OPEN, _TASK.c.due_at <= bindparam("now", type_=_INSTANT), _FREE, _FIRST)
    .order_by(_TASK.c.due_at, _TASK.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True, of=_TASK)
)
_LEASE: Final = (
    update(_TASK)
    .where(_TASK.c.id == bindparam("of_id"))
    .values(
        token=_TASK.c.token + 1,
        attempts=_TASK.c.attempts + 1,
        leased_until=bindparam("until", type_=Seconds),
    )
)
_OURS: Final = update(_TASK).where(
    _TASK.c.id == bindparam("of_id"), _TASK.c.token == bindparam("of_token"), _OPEN, _HELD
)
_AGAIN: Final = _TASK.c.again_at.is_not(None)
_CLOSE: Final = _OURS.values(
    state=case((_AGAIN, "open"), else_=bindparam("closed")),
    due_at=func.coalesce(_TASK.c.again_at, _TASK.c.due_at, type_=_INSTANT),
    attempts=case((_AGAIN, 0), else_=_TASK.c.attempts),
    again_at=None,
    leased_until=None,
    reason=bindparam("why"),
)
_RETRY: Final = _OURS.values(
    # Re-added meanwhile and due earlier: that comes first, and stays owed until a finish.
    due_at=case(
        (_TASK.c.again_at < bindparam("due", type_=_INSTANT), _TASK.c.again_at),
        else_=bindparam("due", type_=_INSTANT),
    ),
    leased_until=None,
    reason=bindparam("why"),
)
_NEXT: Final = select(_TASK.c.due_at).where(_OPEN, _FREE, _FIRST).order_by(_TASK.c.due_at).limit(1)
_OVERDUE: Final = (
    select(_TASK.c.port, func.count())
    .where(
        _TASK.c.state.in_([literal_column("'open'"), literal_column("'buried'")]),
        _TASK.c.due_at < bindparam("before", type_=_INSTANT),
    )
    .group_by(_TASK.c.port)
)


class TaskStore:
    """Tasks in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, task: NewTask) -> None:
        """Insert the task, or make the open one with its key due at the earlier of both."""
        row = {
            "key": task.key,
            "port": task.port,
            "lane": task.lane,
            "case": task.case,
            "queue": f"{task.case or ''}/{task.lane}",
            "due": task.due_at,
            "ids": json.dumps(dict(task.ids), sort_keys=True),
        }
        if self._connection.execute(_ADD, row).first() is None:
            # A closed one is opened again by a new row, at the end of its queue.
            self._connection.execute(_DROP_CLOSED, {"of_key": task.key})
            self._connection.execute(_ADD, row)

    def move(self, key: str, due_at: datetime) -> None:
        """Set when an open task is due; on a leased one it holds after the lease."""
        self._connection.execute(_MOVE, {"of_key": key, "due": due_at})

    def cancel(self, key: str) -> None:
        """Drop an open task; whoever has it leased finds its token void."""
        self._connection.execute(_CANCEL, {"of_key": key})

    def claim(self, now: datetime, wall: float, lease: float, limit: int) -> list[LeasedTask]:
        """Lease up to `limit` due tasks, the first of each queue, for `lease` wall seconds."""
        wanted = {"now": now, "wall": wall, "at_most": limit}
        rows = self._connection.execute(_DUE, wanted).all()
        if rows:
            leases = [{"of_id": row.id, "until": wall + lease} for row in rows]
            self._connection.execute(_LEASE, leases)
        return [_leased(row) for row in rows]

    def finish(self, task: LeasedTask) -> bool:
        """Mark done if the token still holds."""
        return self._ours(_CLOSE, task, closed="done", why=None)

    def retry(self, task: LeasedTask, due_at: datetime, reason: str) -> bool:
        """Give the lease back, due again later."""
        return self._ours(_RETRY, task, due=due_at, why=reason)

    def bury(self, task: LeasedTask, reason: str) -> bool:
        """Give up on it: kept, and counted as overdue."""
        return self._ours(_CLOSE, task, closed="buried", why=reason)

    def next_due(self, wall: float) -> datetime | None:
        """Return when the next task is due that is neither leased nor behind another."""
        found: datetime | None = self._connection.scalar(_NEXT, {"wall": wall})
        return found

    def overdue(self, before: datetime) -> Mapping[str, int]:
        """Count tasks due before `before` and not done, by port."""
        rows = self._connection.execute(_OVERDUE, {"before": before}).all()
        return {row[0]: row[1] for row in rows}

    def _ours(self, change: Any, task: LeasedTask, **values: Any) -> bool:  # noqa: ANN401 - a statement and its values
        held = {"of_id": task.id, "of_token": task.token, **values}
        return self._connection.execute(change, held).rowcount == 1


def _leased(row: Found) -> LeasedTask:
    return LeasedTask(
        id=row.id,
        key=row.key,
        port=row.port,
        case=row.case_number,
        due_at=row.due_at,
        ids=json.loads(row.ids),
        attempts=row.attempts + 1,
        token=row.token + 1,
    )
