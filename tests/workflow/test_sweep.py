"""Time acts on every case that is due, whatever becomes of the one before."""

from datetime import timedelta

from bot.domain import events as ev
from bot.domain.case import State
from bot.workflow.sweep import next_due, sweep
from storage import SqlDatabase
from tests import desk as desks
from tests.desk import office_over
from tests.fakes.clock import FrozenClock
from tests.storage import raw


async def test_only_what_is_due_is_swept(database: SqlDatabase, clock: FrozenClock) -> None:
    """Nothing at the start, one case at its first due time, nothing right after."""
    office = office_over(database, clock)
    desk = await desks.opened(office, clock)
    assert await sweep(office, clock.law()) == 0
    row = await database.read(lambda ledger: ledger.cases.get(desk.case))
    assert row is not None
    assert row.next_due is not None
    clock.set(row.next_due)
    assert await sweep(office, clock.law()) == 1
    assert await sweep(office, clock.law()) == 0
    assert isinstance((await desk.entries())[-1].event, ev.ClockReached)


async def test_after_a_long_sleep_one_sweep_catches_up(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """A process that was down for a day finds its cases lapsed, each with every stage between."""
    office = office_over(database, clock)
    cases = [await desks.opened(office, clock) for _ in range(3)]
    clock.advance(timedelta(days=1))
    assert await sweep(office, clock.law()) == 3
    for desk in cases:
        assert (await desk.now()).state is State.LAPSED
    assert await sweep(office, clock.law()) == 0


async def test_a_broken_case_does_not_hold_the_others(
    database: SqlDatabase, clock: FrozenClock, address: str
) -> None:
    """One whose entries cannot be read is logged, and the rest go on."""
    office = office_over(database, clock)
    broken, sound = [await desks.opened(office, clock) for _ in range(2)]
    office.folds.forget(broken.case)
    raw.run(address, f"DELETE FROM case_key WHERE case_number = '{broken.case}'")
    raw.run(
        address,
        "INSERT INTO edr_case (number, revision, state, version, opened_at, next_due)"
        " SELECT 'EDR-2026-000000', 0, state, version, opened_at, next_due FROM edr_case"
        f" WHERE number = '{sound.case}'",
    )
    clock.advance(timedelta(hours=9))
    assert await sweep(office, clock.law()) == 3
    assert (await sound.now()).state is State.LAPSED


async def test_the_next_due_is_of_cases_and_tasks(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """None in an empty database; with a case, its pages are due at once."""
    office = office_over(database, clock)
    assert await next_due(office) is None
    await desks.opened(office, clock)
    assert await next_due(office) == clock.law()
