"""Claims about a case whose time cannot be passed: it is tried again, but not all the time."""

from datetime import timedelta

from bot.workflow.sweep import FIRST_REST, LONGEST_REST, Resting, sweep
from storage import SqlDatabase
from tests.desk import office_over, opened
from tests.fakes.clock import FrozenClock
from tests.fakes.faulty import FaultyDatabase


async def test_a_broken_case_rests_longer_each_time(database: SqlDatabase) -> None:
    """After each failure it is left alone twice as long; once it goes, nothing is remembered."""
    clock, faulty = FrozenClock(), FaultyDatabase(database)
    office, resting = office_over(faulty, clock), Resting()
    desk = await opened(office, clock)
    faulty.fails_on = "record.append"
    clock.advance(timedelta(minutes=6))
    for rest in (FIRST_REST, FIRST_REST * 2, FIRST_REST * 4):
        assert await sweep(office, clock.law(), resting) == 1
        clock.advance(rest - 0.1)
        assert await sweep(office, clock.law(), resting) == 0
        clock.advance(0.1)
    faulty.fails_on = ""
    entries = len(await desk.entries())
    assert await sweep(office, clock.law(), resting) == 1
    assert len(await desk.entries()) > entries
    assert not resting.holds(desk.case, clock.monotonic())


async def test_a_resting_case_holds_nobody(database: SqlDatabase) -> None:
    """While one rests, time is passed on every other."""
    clock = FrozenClock()
    office, resting = office_over(database, clock), Resting()
    broken, sound = await opened(office, clock), await opened(office, clock)
    clock.advance(timedelta(minutes=6))
    resting.failed(broken.case, clock.monotonic())
    before = len(await broken.entries())
    assert await sweep(office, clock.law(), resting) == 1
    assert len(await broken.entries()) == before
    assert len(await sound.entries()) > before


def test_a_rest_has_an_end() -> None:
    """However often a case failed, it is tried again within five minutes."""
    resting = Resting()
    for _ in range(40):
        resting.failed("EDR-2026-000001", 0.0)
    assert resting.holds("EDR-2026-000001", LONGEST_REST - 1)
    assert not resting.holds("EDR-2026-000001", LONGEST_REST)
    assert not resting.holds("EDR-2026-000002", 0.0)
