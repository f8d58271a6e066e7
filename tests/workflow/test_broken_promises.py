"""An agency whose legal process never came goes on watch, once for each case."""

from datetime import timedelta

from bot.domain import events as ev
from bot.domain.followup import FollowUpStatus
from bot.workflow.broken_promises import BrokenPromises
from bot.workflow.ledger import Ledger
from bot.workflow.queries import overdue
from bot.workflow.reactions_ends import AGENCY_WATCH
from bot.workflow.rows import LeasedTask
from bot.workflow.watch import count_overdue
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk, office_over
from tests.fakes.clock import FrozenClock

DAYS = 24 * 60


def task_of(number: str) -> LeasedTask:
    """The task that a miss adds."""
    return LeasedTask(
        id=1, key=f"{AGENCY_WATCH}:{number}", port=AGENCY_WATCH, case=number, due_at=make.AT,
        ids={}, attempts=1, token=1,
    )  # fmt: skip


async def standing(desk: Desk) -> str:
    """How the agency stands now."""

    def work(ledger: Ledger) -> str:
        listed = ledger.agencies.named(make.AGENCY.name)
        assert listed is not None
        return listed.standing

    return await desk.office.database.read(work)


async def test_a_miss_is_overdue_then_counted_and_lowers_the_standing(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Late is counted where the other clocks are; missed is an entry, a task and a standing."""
    desk = await desks.released(office_over(database, clock), clock)
    await desk.wait(10 * DAYS - 60)
    assert "clock.follow_up" not in await count_overdue(desk.office)
    await desk.wait(61)
    assert (await count_overdue(desk.office))["clock.follow_up"] == 1
    assert (desk.case, "follow_up") in await overdue(desk.office, clock.law())
    await desk.wait(10 * DAYS)
    assert "clock.follow_up" not in await count_overdue(desk.office)
    owed = (await desk.now()).follow_up
    assert owed is not None
    assert owed.status is FollowUpStatus.MISSED
    added = await database.read(lambda db: db.tasks.overdue(clock.law() + timedelta(days=1)))
    assert added[AGENCY_WATCH] == 1
    assert await standing(desk) == "verified"
    for _ in range(2):
        await BrokenPromises(desk.office).deliver(task_of(desk.case))
        assert await standing(desk) == "watch"
    missed = [e for e in await desk.entries() if isinstance(e.event, ev.FollowUpMissed)]
    assert len(missed) == 1
