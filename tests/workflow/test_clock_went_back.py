"""Claims about a clock that was set back: decisions go on, and the record says why times stand."""

from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain.events.clocks import ClockWentBack
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger
from storage import SqlDatabase
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import ANA, BEN, act, office_over, open_case


def _told(ledger: Ledger) -> list[timedelta]:
    """By how much the record says that the clock went back, each time."""
    events: list[object] = [happened(r).event for r in ledger.record.of_no_case("clock.went_back")]
    return [event.behind for event in events if isinstance(event, ClockWentBack)]


async def test_it_is_told_once_before_the_entries_that_stand(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """One entry for each time the clock was set back, and every entry after it bears its time."""
    office = office_over(database, clock)
    case = await open_case(office)
    start = clock.law()
    clock.set(start - timedelta(days=1))
    for who in (ANA, BEN):
        await act(office, case, cm.ViewCase(surface="card"), who)
        clock.advance(60)
    assert await database.read(_told) == [timedelta(days=1)]
    assert (await database.read(lambda db: db.record.peek())).at == start
    clock.set(start + timedelta(minutes=1))
    await act(office, case, cm.ViewCase(surface="card"), ANA)
    clock.set(start)
    await act(office, case, cm.ViewCase(surface="card"), BEN)
    assert await database.read(_told) == [timedelta(days=1), timedelta(minutes=1)]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_what_clocks_do_every_day_is_not_told(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """A step of two seconds, as clocks are corrected, is no entry."""
    office = office_over(database, clock)
    case = await open_case(office)
    clock.set(clock.law() - timedelta(seconds=2))
    await act(office, case, cm.ViewCase(surface="card"), ANA)
    assert await database.read(_told) == []
