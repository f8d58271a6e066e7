"""Timer lateness: cases whose first reminder falls due one after the other, on the real scheduler.

The law clock is the machine's. The cases are opened 20 to 50 ms apart, so that their reminders
fall due as far apart, and the second reminder of the first case comes after the last first one.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.events import ClockReached, Stage
from bot.domain.limits import Limits
from bot.scheduler import Scheduler
from bot.workflow.deliver import Courier
from bot.workflow.execute import Outcome
from bot.workflow.folds import happened
from bot.workflow.ledger import Database, Ledger
from bot.workflow.office import Office
from bot.workflow.ports import Done
from bot.workflow.reactions import PORTS
from bot.workflow.rows import LeasedTask
from tests.bench.figures import MILLISECONDS, Figure, percentile, spread
from tests.bench.premises import CLOCK, furnish, receive

T = TypeVar("T")
GAP = (0.020, 0.050)
"""Seconds between two timers, at least and at most."""
_STAGES_APART = 0.3
"""Of a limit, how much lies between its first and its second reminder."""
_SPARE = 2.0
AIM = 10.0
"""Milliseconds at p99 on an idle machine."""


@dataclass(slots=True)
class Watched:
    """A database that notes, in seconds, how late each first reminder was committed."""

    inner: Database
    limit: timedelta
    wanted: int
    late: list[float] = field(default_factory=list)
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def tx(self, work: Callable[[Ledger], T]) -> T:
        """Pass on, and look at what came of it."""
        done = await self.inner.tx(work)
        now = CLOCK.law()
        carried: Any = done
        if isinstance(carried, tuple) and isinstance(carried[0], Outcome):
            outcome, folded = carried
            if folded is not None and any(map(_first, outcome.events)):
                due = folded.case.opened_at + self.limit / 2
                self.late.append((now - due).total_seconds())
                if len(self.late) >= self.wanted:
                    self.enough.set()
        return done

    async def read(self, work: Callable[[Ledger], T]) -> T:
        """Pass on."""
        return await self.inner.read(work)


class _Taken:
    """A way out that takes everything at once."""

    async def deliver(self, _task: LeasedTask) -> Done:
        return Done()


def _first(event: object) -> bool:
    return isinstance(event, ClockReached) and event.stage is Stage.HALF


async def measure(folder: Path, timers: int) -> list[Figure]:
    """Let so many timers fall due, and say how late they were recorded and committed."""
    premises = await furnish(folder)
    limit = timedelta(seconds=timers * sum(GAP) / 2 / _STAGES_APART + _SPARE)
    house = premises.open()
    watched = Watched(house.database, limit, timers)
    office = replace(house.office, database=watched, limits=Limits(acknowledge=limit))
    ports = dict.fromkeys(PORTS, _Taken())
    scheduler = Scheduler(office, Courier(office=office, ports=ports))
    scheduler.start()
    try:
        for _ in range(timers):
            await receive(office)
            await asyncio.sleep(_gap())
        bare = await _sleeps(watched.enough)
        recorded = await _recorded(office, limit)
    finally:
        await scheduler.stop()
        house.database.close()
    return _figures(recorded[:timers], watched.late[:timers], bare)


def _gap() -> float:
    return GAP[0] + (GAP[1] - GAP[0]) * CLOCK.random()


async def _sleeps(enough: asyncio.Event) -> list[float]:
    """Beside the scheduler, sleep as long as its gaps are; return how late each sleep ended."""
    late = []
    while not enough.is_set():
        gap, started = _gap(), CLOCK.monotonic()
        await asyncio.sleep(gap)
        late.append(CLOCK.monotonic() - started - gap)
    return late


async def _recorded(office: Office, limit: timedelta) -> list[float]:
    """Read from the record when each first reminder says that it came, after it was due."""

    def work(ledger: Ledger) -> list[float]:
        opened = {row.number: row.opened_at for row in ledger.cases.find()}
        entries = ((row.case, happened(row)) for row in ledger.record.stream() if row.case)
        return [
            (entry.at - opened[case] - limit / 2).total_seconds()
            for case, entry in entries
            if _first(entry.event)
        ]

    return await office.database.read(work)


def _figures(recorded: list[float], committed: list[float], bare: list[float]) -> list[Figure]:
    late, slept = percentile(committed, 0.99) * 1e3, percentile(bare, 0.99) * 1e3
    return [
        *spread("timer, due to its entry's time", recorded, f"{len(recorded)} timers"),
        *spread("timer, due to its commit", committed)[:1],
        Figure(name="timer, due to its commit p99", value=late, unit=MILLISECONDS, aim=AIM),
        *spread("a bare asyncio sleep beside it", bare),
        Figure(name="timer to bare sleep, p99", value=late / slept),
    ]
