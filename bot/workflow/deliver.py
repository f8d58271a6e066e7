"""Delivers tasks: leases those that are due, hands each to its port, and records what came of it.

A port that fails is tried again with growing pauses for as long as it takes; only a port that says
that trying cannot help ends a task, and that raises an alarm.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from tenacity import RetryCallState, Retrying, wait_exponential

from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.ports import Again, Delivered, Done, GiveUp, Port
from bot.workflow.rows import LeasedTask

log = structlog.get_logger(__name__)

LEASE = 60.0
"""Seconds of the wall clock that one delivery may take before another worker may try."""
PATIENCE = 45.0
"""Seconds after which a delivery is given up for this time; less than the lease."""
BATCH = 16
"""Tasks leased at once."""
PAUSES = wait_exponential(multiplier=0.5, max=60)
"""Pauses in seconds between tries: 0.5, 1, 2, … up to a minute."""


def pause(attempts: int, jitter: float) -> timedelta:
    """Return how long to wait after `attempts` tries; `jitter` from 0 to 1 spreads the crowd."""
    state = RetryCallState(Retrying(), fn=None, args=(), kwargs={})
    state.attempt_number = max(attempts, 1)
    return timedelta(seconds=PAUSES(state) * (0.5 + jitter / 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """Takes tasks to their ports."""

    office: Office
    ports: Mapping[str, Port]
    patience: float = field(default=PATIENCE)

    async def deliver_due(self) -> int:
        """Deliver what is due now; returns how many tasks were tried."""
        clock = self.office.clock
        now, wall = clock.law(), clock.wall()
        tasks = await self.office.database.tx(
            lambda ledger: ledger.tasks.claim(now, wall, LEASE, BATCH)
        )
        async with asyncio.TaskGroup() as group:
            for task in tasks:
                group.create_task(self._deliver(task))
        return len(tasks)

    async def _deliver(self, task: LeasedTask) -> None:
        delivered = await self._try(task)
        now = self.office.clock.law()
        try:
            held = await self.office.database.tx(
                lambda ledger: self._record(ledger, task, delivered, now)
            )
        except Exception:  # the lease runs out and the task is tried again
            log.exception("effect.unrecorded", case=task.case, port=task.port)
            return
        if not held:
            log.warning("effect.lease_lost", case=task.case, port=task.port)

    async def _try(self, task: LeasedTask) -> Delivered:
        port = self.ports.get(task.port)
        if port is None:
            return GiveUp("no_such_port")
        try:
            async with asyncio.timeout(self.patience):
                return await port.deliver(task)
        except TimeoutError:
            return Again("timed_out")
        except Exception:  # whatever a port does, the task must not be lost
            log.exception("effect.failed", case=task.case, port=task.port)
            return Again("error")

    def _record(
        self, ledger: Ledger, task: LeasedTask, delivered: Delivered, now: datetime
    ) -> bool:
        if isinstance(delivered, Done):
            held = ledger.tasks.finish(task)
            if held and delivered.then is not None:
                delivered.then(ledger)
            return held
        if isinstance(delivered, GiveUp):
            log.error("effect.given_up", case=task.case, port=task.port, reason=delivered.reason)
            return ledger.tasks.bury(task, delivered.reason)
        wait = pause(task.attempts, self.office.clock.random())
        if delivered.after is not None:
            wait = max(wait, timedelta(seconds=delivered.after))
        log.info("effect.again", case=task.case, port=task.port, reason=delivered.reason)
        return ledger.tasks.retry(task, now + wait, delivered.reason)
