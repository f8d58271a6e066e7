"""Claims about the loops: exact when all is well, calm when something cannot be done."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from structlog.testing import capture_logs

from bot.scheduler import LONGEST_SLEEP, SHORTEST_SLEEP, Pace, Scheduler
from bot.workflow.deliver import Courier
from bot.workflow.ledger import Ledger
from tests.databases import opened as database_at
from tests.desk import office_over, opened
from tests.fakes.clock import FrozenClock
from tests.fakes.faulty import FaultyDatabase

T = TypeVar("T")


class Counted(FaultyDatabase):
    """Counts what is read."""

    reads = 0

    async def read(self, work: Callable[[Ledger], T]) -> T:
        """Read, and count it."""
        self.reads += 1
        return await super().read(work)


def test_a_loop_wakes_when_something_is_due() -> None:
    """It sleeps to the next due time, a second at the most, and looks at once when that is past."""
    pace = Pace()
    assert pace.seconds(0.2) == pytest.approx(0.2)
    assert pace.seconds(3600) == LONGEST_SLEEP
    assert pace.seconds(-0.001) == 0.0


def test_a_loop_slows_down_while_what_is_due_stays() -> None:
    """Looks grow rarer up to one a second, and are exact again once it has gone."""
    pace = Pace()
    looks = [pace.seconds(-1) for _ in range(12)]
    assert looks[:4] == [0.0, SHORTEST_SLEEP, SHORTEST_SLEEP * 2, SHORTEST_SLEEP * 4]
    assert looks[-1] == LONGEST_SLEEP
    assert pace.seconds(0.2) == pytest.approx(0.2)
    assert pace.seconds(-1) == 0.0


@pytest.fixture
def counted(sqlite_template: Path, tmp_path: Path) -> Iterator[Counted]:
    """A fresh database that counts."""
    database = database_at(f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'x.db')}")
    yield Counted(database)
    database.close()


async def test_a_broken_case_does_not_keep_the_processor_busy(counted: Counted) -> None:
    """With a case that is due and cannot be written the loops look a few times, not hundreds."""
    clock = FrozenClock()
    office = office_over(counted, clock)
    await opened(office, clock)
    counted.fails_on = "record.append"
    clock.advance(timedelta(minutes=6))
    scheduler = Scheduler(office, Courier(office=office, ports={}))
    with capture_logs() as logged:
        scheduler.start()
        for _ in range(1000):
            if any(line["event"] == "clock.failed" for line in logged):
                break
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        await scheduler.stop()
    assert [line["event"] for line in logged].count("clock.failed") == 1
    assert 2 <= counted.reads <= 40
