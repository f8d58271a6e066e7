"""The watch: finds what is overdue and says so by a way that no failed worker can hold up.

It reads the database and calls the alarm itself; it adds no task, since the courier may be what
has failed. `/alarm` asks the same question for a probe outside.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.workflow.exports import overdue_exports
from bot.workflow.holding import NEARLY
from bot.workflow.office import Office
from bot.workflow.queries import overdue
from bot.workflow.unpublished import record_troubles

log = structlog.get_logger(__name__)

LATE = timedelta(minutes=5)
"""A task this late is overdue: the courier tries at least once a minute."""
AGAIN = timedelta(hours=1)
"""How often the same alarm is repeated while nothing changes."""
Ring = Callable[[Mapping[str, int]], Awaitable[bool]]
"""Tells people what is overdue; True when somebody's mailbox took it."""


async def count_overdue(office: Office) -> Mapping[str, int]:
    """Count overdue clocks by name, overdue effects by port, and held requests nobody saw to.

    Empty when all is on time.
    """
    now = office.clock.law()
    clocks = Counter(clock.partition(":")[0] for _, clock in await overdue(office, now))
    tasks = await office.database.read(lambda ledger: ledger.tasks.overdue(now - LATE))
    held, size = await office.database.read(lambda db: (db.held.waiting(), db.held.size()))
    waiting = sum(row.at <= now - office.limits.acknowledge for row in held)
    return {
        **{f"clock.{name}": count for name, count in clocks.items()},
        **{f"effect.{port}": count for port, count in tasks.items() if count},
        **await office.database.read(lambda ledger: overdue_exports(ledger, now)),
        **await office.database.read(
            lambda ledger: record_troubles(ledger, office.ways.anchors, office.held_outside, now)
        ),
        **({"requests.held": waiting} if waiting else {}),
        **({"requests.held_full": len(held)} if size >= NEARLY * office.held_most else {}),
    }


class Watch:
    """Rings when something is overdue, and again while it stays so."""

    def __init__(self, office: Office, ring: Ring) -> None:
        self._office = office
        self._ring = ring
        self._rung: frozenset[str] = frozenset()
        self._at: datetime | None = None

    async def look(self) -> None:
        """Look once; rings at what is new, and hourly at what is not."""
        counts = await count_overdue(self._office)
        now, names = self._office.clock.law(), frozenset(counts)
        if not names:
            self._rung, self._at = frozenset(), None
            return
        repeated = names <= self._rung and self._at is not None and now - self._at < AGAIN
        if repeated:
            return
        log.warning("obligations.overdue", counts=dict(counts))
        if await self._ring(counts):
            self._rung, self._at = names, now
