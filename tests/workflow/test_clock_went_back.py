"""Claims about a clock that was set back: decisions go on, and the record says why times stand."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import commands as cm
from bot.domain.audit import Reason
from bot.domain.events.clocks import ClockWentBack
from bot.domain.limits import Limits
from bot.workflow.export import Bundle, export_case
from bot.workflow.findings import Sort
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger
from bot.workflow.verify import verify
from bot.workflow.verify_anchors import Outside
from storage import SqlDatabase
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import ANA, BEN, KEY, act, notary_over, office_over, open_case
from tests.workflow.test_export import checked, written

HOUR = timedelta(hours=1)


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
async def test_a_clock_put_right_is_a_note_and_no_trouble(
    database: SqlDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    """The export tells of it, its bundle is good, and verification says why times are to come."""
    office, right = office_over(database, clock), clock.law()
    clock.advance(5 * 3600)
    case = await open_case(office)
    clock.set(right)
    found = await verify(database, [KEY], Limits(), outside=Outside(now=right))
    assert {t.sort for t in found.troubles} == {Reason.TIME}
    bundle = await export_case(office, notary_over(database), case)
    assert isinstance(bundle, Bundle)
    assert checked(written(bundle, tmp_path / "bundle"))[0] == 0
    assert await database.read(_told) == [timedelta(hours=5)]
    found = await verify(database, [KEY], Limits(), outside=Outside(now=right))
    assert (found.troubles, [n.sort for n in found.notes]) == ((), [Sort.CLOCK])


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("then", "ahead"), [(3 * HOUR, 3 * HOUR), (0 * HOUR, 6 * HOUR)])
async def test_what_no_clock_put_right_explains_is_trouble(
    database: SqlDatabase, clock: FrozenClock, then: timedelta, ahead: timedelta
) -> None:
    """A clock that is still ahead once it went back explains nothing, nor an entry later on."""
    office, right = office_over(database, clock), clock.law()
    clock.advance(5 * 3600)
    case = await open_case(office)
    clock.set(right + then)
    await act(office, case, cm.ViewCase(surface="card"), ANA)
    assert len(await database.read(_told)) == 1
    clock.set(right + ahead)
    await act(office, case, cm.ViewCase(surface="card"), BEN)
    found = await verify(database, [KEY], Limits(), outside=Outside(now=right))
    assert {t.sort for t in found.troubles} == {Reason.TIME}
    last = await database.read(lambda db: db.record.peek())
    assert found.troubles[-1].position == last.position


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
