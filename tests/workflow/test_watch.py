"""What is overdue is found and rung for, by nobody who may have failed."""

from collections.abc import Mapping
from datetime import timedelta

from bot.workflow.watch import AGAIN, LATE, Watch, count_overdue
from storage import SqlDatabase
from tests import desk as desks
from tests.desk import Desk, office_over
from tests.fakes.clock import FrozenClock

MINUTE = timedelta(minutes=1)


class Bell:
    """Rings, or cannot be heard."""

    def __init__(self) -> None:
        self.rung: list[Mapping[str, int]] = []
        self.heard = True

    async def ring(self, counts: Mapping[str, int]) -> bool:
        """Remember what was told."""
        self.rung.append(dict(counts))
        return self.heard


async def _desk(database: SqlDatabase, clock: FrozenClock) -> Desk:
    return await desks.opened(office_over(database, clock), clock)


async def test_in_time_there_is_nothing_to_ring_for(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """A fresh case is not overdue."""
    desk = await _desk(database, clock)
    assert await count_overdue(desk.office) == {}


async def test_overdue_clocks_and_effects_are_counted(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """A case that nobody opened, and pages that nobody delivered."""
    desk = await _desk(database, clock)
    clock.advance(LATE + MINUTE)
    counts = await count_overdue(desk.office)
    assert counts["clock.acknowledge"] == 1
    assert (counts["effect.page"], counts["effect.card"]) == (3, 1)


async def test_owners_are_counted_without_their_names(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Every notice that is late is one clock called notice."""
    desk = await desks.released(office_over(database, clock), clock)
    clock.advance(timedelta(days=91))
    assert (await count_overdue(desk.office))["clock.notice"] == 1


async def test_it_rings_at_once_and_then_hourly(database: SqlDatabase, clock: FrozenClock) -> None:
    """The same trouble is not shouted every minute, nor forgotten."""
    desk = await _desk(database, clock)
    bell = Bell()
    watch = Watch(desk.office, bell.ring)
    clock.advance(40 * MINUTE)
    for _ in range(3):
        await watch.look()
        clock.advance(MINUTE)
    assert len(bell.rung) == 1
    clock.advance(AGAIN)
    await watch.look()
    assert len(bell.rung) == 2


async def test_new_trouble_rings_within_the_hour(database: SqlDatabase, clock: FrozenClock) -> None:
    """A clock that joins the overdue ones is told when it does."""
    desk = await _desk(database, clock)
    bell = Bell()
    watch = Watch(desk.office, bell.ring)
    clock.advance(6 * MINUTE)
    await watch.look()
    clock.advance(10 * MINUTE)
    await watch.look()
    assert [("clock.triage" in counts) for counts in bell.rung] == [False, True]


async def test_a_bell_that_nobody_heard_is_rung_again(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Until a mailbox took the alarm, every look tries again."""
    desk = await _desk(database, clock)
    bell = Bell()
    bell.heard = False
    watch = Watch(desk.office, bell.ring)
    clock.advance(6 * MINUTE)
    await watch.look()
    await watch.look()
    assert len(bell.rung) == 2


async def test_it_adds_no_task(database: SqlDatabase, clock: FrozenClock) -> None:
    """The alarm does not lean on the courier, which may be what has failed."""
    desk = await _desk(database, clock)
    clock.advance(LATE + MINUTE)
    before = await count_overdue(desk.office)
    await Watch(desk.office, Bell().ring).look()
    assert await count_overdue(desk.office) == before
