"""The contract of the task table, which any other queue under it must keep too."""

from datetime import datetime, timedelta

import pytest

from bot.workflow.rows import LeasedTask
from storage import SqlDatabase
from tests.storage.rows_given import MINUTE, NOW, task

WALL = 1_000.0
LEASE = 30.0
LATER = NOW + MINUTE


class Queue:
    """The table's verbs, one transaction each, at instants that the test names."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def add(self, key: str = "t1", **changes: object) -> None:
        """Add a task."""
        await self._database.tx(lambda ledger: ledger.tasks.add(task(key, **changes)))

    async def claim(
        self, now: datetime = NOW, wall: float = WALL, limit: int = 10
    ) -> list[LeasedTask]:
        """Claim what is due."""
        return await self._database.tx(lambda ledger: ledger.tasks.claim(now, wall, LEASE, limit))

    async def keys(self, now: datetime = NOW, wall: float = WALL) -> list[str]:
        """Claim what is due and return its keys."""
        return sorted(leased.key for leased in await self.claim(now, wall))

    async def finish(self, leased: LeasedTask) -> bool:
        """Finish a leased task."""
        return await self._database.tx(lambda ledger: ledger.tasks.finish(leased))

    async def retry(self, leased: LeasedTask, due: datetime = LATER) -> bool:
        """Give a leased task back."""
        return await self._database.tx(lambda ledger: ledger.tasks.retry(leased, due, "slow"))

    async def bury(self, leased: LeasedTask) -> bool:
        """Give up on a leased task."""
        return await self._database.tx(lambda ledger: ledger.tasks.bury(leased, "gone"))

    async def move(self, key: str, due: datetime) -> None:
        """Move an open task."""
        await self._database.tx(lambda ledger: ledger.tasks.move(key, due))

    async def cancel(self, key: str) -> None:
        """Drop an open task."""
        await self._database.tx(lambda ledger: ledger.tasks.cancel(key))

    async def next_due(self, wall: float = WALL) -> datetime | None:
        """Ask when to look next."""
        return await self._database.read(lambda ledger: ledger.tasks.next_due(wall))

    async def overdue(self, before: datetime) -> dict[str, int]:
        """Ask what is overdue."""
        return dict(await self._database.read(lambda ledger: ledger.tasks.overdue(before)))


@pytest.fixture
def queue(database: SqlDatabase) -> Queue:
    """An empty queue."""
    return Queue(database)


async def test_a_task_comes_back_with_its_ids_at_its_instant(queue: Queue) -> None:
    """Nothing is claimed before it is due; the attempt counts from the claim."""
    await queue.add(ids={"person": "p_a", "version": 2})
    assert await queue.claim(NOW - timedelta(microseconds=1)) == []
    (leased,) = await queue.claim()
    assert (leased.key, leased.port, leased.case) == ("t1", "board", "EDR-2026-000001")
    assert (leased.due_at, leased.ids) == (NOW, {"person": "p_a", "version": 2})
    assert leased.attempts == 1


async def test_a_lane_keeps_its_order(queue: Queue) -> None:
    """Only the oldest of a case and lane goes out; other lanes and cases do not wait for it."""
    await queue.add("first", due_at=LATER)
    await queue.add("second")
    await queue.add("other-lane", lane="mail")
    await queue.add("other-case", case="EDR-2026-000002")
    assert await queue.keys() == ["other-case", "other-lane"]
    (first,) = await queue.claim(LATER)
    assert first.key == "first"
    assert await queue.claim(LATER) == []
    await queue.finish(first)
    assert await queue.keys(LATER) == ["second"]


async def test_tasks_without_a_case_are_ordered_by_lane(queue: Queue) -> None:
    """Two checkpoints for one anchor go one after the other, whatever the cases do."""
    await queue.add("a1", case=None, lane="file")
    await queue.add("a2", case=None, lane="file")
    await queue.add("b1", case=None, lane="slack")
    assert await queue.keys() == ["a1", "b1"]


async def test_no_more_than_the_limit_are_claimed(queue: Queue) -> None:
    """The longest overdue go first."""
    for n in range(4):
        await queue.add(f"t{n}", lane=f"lane{n}", due_at=NOW - n * MINUTE)
    assert [leased.key for leased in await queue.claim(limit=2)] == ["t3", "t2"]


async def test_a_lease_that_ended_is_taken_over_and_fenced(queue: Queue) -> None:
    """The first holder's finish, retry and bury no longer hold once another has the task."""
    await queue.add()
    (slow,) = await queue.claim()
    assert await queue.claim(wall=WALL + LEASE - 0.001) == []
    (quick,) = await queue.claim(wall=WALL + LEASE)
    assert (quick.id, quick.attempts) == (slow.id, 2)
    assert quick.token != slow.token
    assert [await queue.finish(slow), await queue.retry(slow), await queue.bury(slow)] == [
        False
    ] * 3
    assert await queue.finish(quick)
    assert not await queue.finish(quick)
    assert await queue.claim(wall=WALL + 10 * LEASE) == []


async def test_a_holder_whose_lease_ended_may_still_finish(queue: Queue) -> None:
    """As long as nobody else has claimed it, the work that was done counts."""
    await queue.add()
    (leased,) = await queue.claim()
    assert await queue.finish(leased)
    assert await queue.claim(wall=WALL + 2 * LEASE) == []


async def test_adding_again_takes_the_earlier_instant(queue: Queue) -> None:
    """One row for one key, due at the earlier of both."""
    await queue.add(due_at=LATER)
    await queue.add(due_at=NOW)
    await queue.add(due_at=LATER + MINUTE)
    assert await queue.next_due() == NOW
    assert await queue.keys(LATER + MINUTE) == ["t1"]


async def test_added_while_leased_it_is_due_again_after_the_finish(queue: Queue) -> None:
    """What changed while a card was being drawn is drawn once more."""
    await queue.add()
    (leased,) = await queue.claim()
    await queue.add(due_at=LATER)
    await queue.add(due_at=LATER + MINUTE)
    assert await queue.claim(LATER) == []
    assert await queue.finish(leased)
    assert await queue.claim(LATER - timedelta(microseconds=1)) == []
    (again,) = await queue.claim(LATER)
    assert again.attempts == 1
    assert await queue.finish(again)
    assert await queue.claim(LATER + 2 * MINUTE) == []


async def test_added_while_leased_it_survives_a_lost_holder(queue: Queue) -> None:
    """A holder that dies takes nothing with it: the next one's finish leaves it due again."""
    await queue.add()
    await queue.claim()
    await queue.move("t1", LATER)
    (heir,) = await queue.claim(wall=WALL + LEASE)
    assert await queue.finish(heir)
    assert await queue.next_due() == LATER


async def test_a_retry_waits_and_keeps_count(queue: Queue) -> None:
    """Given back, it is due later, and the next claim is a further attempt."""
    await queue.add()
    (leased,) = await queue.claim()
    assert await queue.retry(leased)
    assert await queue.claim() == []
    (again,) = await queue.claim(LATER)
    assert again.attempts == 2


async def test_added_while_leased_a_retry_does_not_put_it_off(queue: Queue) -> None:
    """The earlier of the retry and what was asked for meanwhile holds."""
    await queue.add()
    (leased,) = await queue.claim()
    await queue.add(due_at=NOW)
    assert await queue.retry(leased)
    assert await queue.next_due() == NOW


async def test_a_buried_task_is_kept_and_frees_its_lane(queue: Queue) -> None:
    """It counts as overdue, is not claimed again, and holds up nothing behind it."""
    await queue.add()
    await queue.add("t2")
    (leased,) = await queue.claim()
    assert await queue.bury(leased)
    assert await queue.keys() == ["t2"]
    assert await queue.keys(LATER, WALL + LEASE) == ["t2"]
    assert await queue.overdue(NOW + MINUTE) == {"board": 2}


@pytest.mark.parametrize("close", [Queue.finish, Queue.bury])
async def test_a_closed_task_is_opened_again(queue: Queue, close: object) -> None:
    """Added anew, it starts from no attempts, and an old lease does not hold for it."""
    await queue.add()
    (leased,) = await queue.claim()
    await close(queue, leased)
    await queue.add(due_at=LATER)
    assert await queue.claim() == []
    (again,) = await queue.claim(LATER)
    assert again.attempts == 1
    assert not await queue.finish(leased)
    assert await queue.finish(again)


async def test_buried_after_being_added_again_it_is_open(queue: Queue) -> None:
    """Who asked for it meanwhile gets another try."""
    await queue.add()
    (leased,) = await queue.claim()
    await queue.add()
    assert await queue.bury(leased)
    assert await queue.keys() == ["t1"]


async def test_a_move_sets_the_instant_and_only_of_open_tasks(queue: Queue) -> None:
    """Later as well as earlier; a finished or unknown task stays as it is."""
    await queue.add()
    await queue.move("t1", LATER)
    assert await queue.next_due() == LATER
    await queue.move("t1", NOW)
    (leased,) = await queue.claim()
    await queue.finish(leased)
    await queue.move("t1", NOW)
    await queue.move("unknown", NOW)
    assert await queue.next_due() is None


async def test_a_cancelled_task_is_gone(queue: Queue) -> None:
    """An open task is dropped, leased or not, and its holder learns it at the finish."""
    await queue.add()
    await queue.add("held", lane="mail")
    leased = {each.key: each for each in await queue.claim()}
    await queue.cancel("held")
    assert not await queue.finish(leased["held"])
    await queue.add("plain", lane="pager")
    await queue.cancel("plain")
    assert await queue.keys(LATER, WALL + LEASE) == ["t1"]


async def test_the_next_instant_leaves_out_leased_and_waiting_tasks(queue: Queue) -> None:
    """Otherwise the scheduler would wake again and again for what it cannot claim."""
    await queue.add("first", due_at=LATER)
    await queue.add("behind", due_at=NOW)
    assert await queue.next_due() == LATER
    await queue.claim(LATER)
    assert await queue.next_due() is None
    assert await queue.next_due(WALL + LEASE) == LATER


async def test_overdue_tasks_are_counted_by_port(queue: Queue) -> None:
    """Open, leased and buried ones, and no finished one."""
    for port in ("mail", "board", "pager"):
        await queue.add(port, port=port, lane=port)
    leased = {each.key: each for each in await queue.claim()}
    await queue.finish(leased["mail"])
    await queue.bury(leased["board"])
    assert await queue.overdue(NOW) == {}
    assert await queue.overdue(LATER) == {"board": 1, "pager": 1}
