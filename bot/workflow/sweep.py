"""Lets time act: sends `PassTime` to every case whose next due time has come."""

from datetime import datetime

import structlog

from bot.domain.commands import PassTime
from bot.domain.roster import SYSTEM
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office

log = structlog.get_logger(__name__)


async def sweep(office: Office, now: datetime) -> int:
    """Pass time on all due cases; returns how many. One that fails does not hold the others."""
    rows = await office.database.read(lambda ledger: ledger.cases.due(now))
    for row in rows:
        try:
            await execute(office, Order(case=row.number, command=PassTime(), actor=SYSTEM))
        except Exception:  # one broken case must not stop everybody else's clocks
            log.exception("clock.failed", case=row.number)
    return len(rows)


async def next_due(office: Office) -> datetime | None:
    """Return when a case or a task is due next."""
    wall = office.clock.wall()
    due = await office.database.read(
        lambda ledger: (ledger.cases.next_due(), ledger.tasks.next_due(wall))
    )
    return min((d for d in due if d is not None), default=None)
