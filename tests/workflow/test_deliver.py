"""Tasks taken to their ports, and what comes of each answer."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from bot.workflow.deliver import LEASE, Courier, pause
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.ports import Again, Delivered, Done, GiveUp, Port
from bot.workflow.rows import LeasedTask, NewTask
from storage import SqlDatabase
from tests.desk import office_over
from tests.fakes.clock import FrozenClock


class Way:
    """A port that answers as it is told, and remembers what it was handed."""

    def __init__(self, answer: Callable[[LeasedTask], Delivered] | Delivered) -> None:
        self._answer = answer
        self.handed: list[LeasedTask] = []

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Answer."""
        self.handed.append(task)
        return self._answer(task) if callable(self._answer) else self._answer


class Deaf:
    """A port that never answers."""

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Wait for ever."""
        await asyncio.Event().wait()
        return Done()


@pytest.fixture
async def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office with one task that is due."""
    await database.tx(lambda ledger: ledger.tasks.add(_task(clock)))
    return office_over(database, clock)


def _task(clock: FrozenClock, key: str = "card:1", port: str = "card") -> NewTask:
    return NewTask(key=key, port=port, lane=port, case=None, due_at=clock.law())


def _courier(office: Office, port: Port, patience: float = 5.0) -> Courier:
    return Courier(office=office, ports={"card": port}, patience=patience)


async def _overdue(office: Office, clock: FrozenClock) -> Mapping[str, int]:
    later = clock.law() + timedelta(hours=1)
    return await office.database.read(lambda ledger: ledger.tasks.overdue(later))


async def test_a_task_that_is_done_is_done(office: Office, clock: FrozenClock) -> None:
    """It is handed over once and then gone."""
    way = Way(Done())
    courier = _courier(office, way)
    assert (await courier.deliver_due(), await courier.deliver_due()) == (1, 0)
    assert [t.key for t in way.handed] == ["card:1"]
    assert await _overdue(office, clock) == {}


async def test_what_follows_commits_with_the_end(office: Office, clock: FrozenClock) -> None:
    """The port's last words run in the transaction that finishes the task."""

    def then(ledger: Ledger) -> None:
        ledger.tasks.add(_task(clock, "card:2"))

    await _courier(office, Way(Done(then))).deliver_due()
    second = Way(Done())
    await _courier(office, second).deliver_due()
    assert [t.key for t in second.handed] == ["card:2"]


async def test_again_waits_longer_each_time(office: Office, clock: FrozenClock) -> None:
    """Nothing is tried before its pause is over, and each try counts."""
    way = Way(Again("down"))
    courier = _courier(office, way)
    for attempt in (1, 2, 3):
        assert await courier.deliver_due() == 1
        assert await courier.deliver_due() == 0
        clock.advance(pause(attempt, clock.random()))
    assert [t.attempts for t in way.handed] == [1, 2, 3]


async def test_the_other_sides_pause_is_kept(office: Office, clock: FrozenClock) -> None:
    """Told to come back in half a minute, the courier does not come sooner."""
    courier = _courier(office, Way(Again("rate limited", after=30.0)))
    await courier.deliver_due()
    clock.advance(29)
    assert await courier.deliver_due() == 0
    clock.advance(1)
    assert await courier.deliver_due() == 1


async def test_giving_up_is_kept_as_overdue(office: Office, clock: FrozenClock) -> None:
    """Such a task is never tried again, and counts until somebody looks."""
    courier = _courier(office, Way(GiveUp("channel_not_found")))
    await courier.deliver_due()
    clock.advance(timedelta(days=1))
    assert await courier.deliver_due() == 0
    assert await _overdue(office, clock) == {"card": 1}


async def test_a_task_without_a_port_is_given_up(office: Office, clock: FrozenClock) -> None:
    """A way that is not open is an alarm and no endless try."""
    assert await Courier(office=office, ports={}).deliver_due() == 1
    assert await _overdue(office, clock) == {"card": 1}


async def test_a_port_that_breaks_is_tried_again(office: Office, clock: FrozenClock) -> None:
    """Whatever it raises, the task is not lost and the others are delivered."""

    def broken(_task: LeasedTask) -> Delivered:
        raise RuntimeError("boom")

    await office.database.tx(lambda ledger: ledger.tasks.add(_task(clock, "page:1", "page")))
    good = Way(Done())
    ports: dict[str, Port] = {"card": Way(broken), "page": good}
    courier = Courier(office=office, ports=ports)
    assert await courier.deliver_due() == 2
    assert len(good.handed) == 1
    clock.advance(timedelta(minutes=2))
    assert await courier.deliver_due() == 1


async def test_a_port_that_hangs_is_given_up_for_this_time(
    office: Office, clock: FrozenClock
) -> None:
    """Its patience is shorter than the lease, so that nobody else has the task meanwhile."""
    courier = _courier(office, Deaf(), patience=0.01)
    assert await courier.deliver_due() == 1
    clock.advance(timedelta(minutes=2))
    assert await _courier(office, Way(Done())).deliver_due() == 1


async def test_a_courier_that_lost_its_lease_records_nothing(
    office: Office, clock: FrozenClock
) -> None:
    """While it was away another delivered the task; the late answer is dropped."""
    other = Way(Done())

    class Slow:
        """A port during which the lease runs out."""

        async def deliver(self, task: LeasedTask) -> Delivered:
            """Let another courier deliver first."""
            clock.advance(LEASE + 1)
            assert await _courier(office, other).deliver_due() == 1
            return Again("late")

    assert await _courier(office, Slow()).deliver_due() == 1
    assert len(other.handed) == 1
    clock.advance(timedelta(hours=1))
    assert await _courier(office, other).deliver_due() == 0


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 0.5), (2, 1), (3, 2), (8, 60), (50, 60)])
def test_pauses_double_up_to_a_minute(attempts: int, seconds: float) -> None:
    """Chance takes up to half of a pause away, so that a crowd does not come back together."""
    assert pause(attempts, 1.0) == timedelta(seconds=seconds)
    assert pause(attempts, 0.0) == timedelta(seconds=seconds / 2)
