"""One function, one transaction, one thread hop."""

import asyncio
import contextvars
import threading
from collections.abc import Callable, Iterator

import pytest
from structlog.testing import capture_logs

from bot.workflow.ledger import Conflict, Ledger
from storage import SqlDatabase
from tests.databases import opened
from tests.storage.rows_given import MINUTE, NOW, append, case, task

NUMBER = "EDR-2026-000001"
_caller: contextvars.ContextVar[str] = contextvars.ContextVar("_caller", default="nobody")


@pytest.fixture
def beside(database: SqlDatabase, address: str) -> Iterator[SqlDatabase]:
    """The same database, opened a second time as another process would."""
    other = opened(address)
    yield other
    other.close()


async def test_an_exception_leaves_nothing_behind(database: SqlDatabase) -> None:
    """Everything of a transaction commits, or nothing."""

    def work(ledger: Ledger) -> None:
        ledger.cases.create(case())
        append(ledger)
        ledger.tasks.add(task())
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        await database.tx(work)
    assert await database.read(lambda ledger: ledger.cases.get(NUMBER)) is None
    assert (await database.read(lambda ledger: ledger.record.peek())).position == 0
    assert await database.read(lambda ledger: ledger.tasks.next_due(0)) is None


async def test_a_lost_race_runs_the_whole_function_again(database: SqlDatabase) -> None:
    """From its start, on fresh rows, with nothing kept of the run that lost."""
    runs: list[int] = []

    def work(ledger: Ledger) -> str:
        runs.append(append(ledger, None))
        if len(runs) < 5:
            raise Conflict("once more")
        return "done"

    assert await database.tx(work) == "done"
    assert runs == [1] * 5
    assert (await database.read(lambda ledger: ledger.record.peek())).position == 1


async def test_a_race_lost_five_times_is_told(database: SqlDatabase) -> None:
    """The sixth run would help nobody."""
    runs: list[None] = []

    def work(_: Ledger) -> None:
        runs.append(None)
        raise Conflict("always")

    with pytest.raises(Conflict, match="always"):
        await database.tx(work)
    assert len(runs) == 5


async def test_a_conflict_may_be_caught_inside(database: SqlDatabase) -> None:
    """A rule that was met does not spoil the rest of the transaction."""

    def work(ledger: Ledger) -> str | None:
        ledger.inbox.remember("slack", "x", "first", 1.0)
        try:
            ledger.inbox.remember("slack", "x", "second", 1.0)
        except Conflict:
            return ledger.inbox.seen("slack", "x")
        return None

    assert await database.tx(work) == "first"


async def test_the_function_sees_the_callers_context_from_another_thread(
    database: SqlDatabase,
) -> None:
    """Log lines of a transaction carry the case and the press they belong to."""
    _caller.set("p_a")

    def work(_: Ledger) -> tuple[str, bool]:
        return _caller.get(), threading.current_thread() is threading.main_thread()

    assert await database.tx(work) == ("p_a", False)
    assert await database.read(work) == ("p_a", False)


async def test_a_transaction_outlives_its_waiter(
    database: SqlDatabase, beside: SqlDatabase
) -> None:
    """Cancelled while it runs, and cancelled while it is queued, it commits all the same."""
    running, go_on = threading.Event(), threading.Event()

    def slow(ledger: Ledger) -> None:
        running.set()
        go_on.wait(5)
        append(ledger, None)

    first = asyncio.ensure_future(database.tx(slow))
    await asyncio.to_thread(running.wait, 5)
    queued = asyncio.ensure_future(database.tx(lambda ledger: append(ledger, None)))
    await asyncio.sleep(0)
    first.cancel()
    queued.cancel()
    await asyncio.gather(first, queued, return_exceptions=True)
    assert first.cancelled()
    assert queued.cancelled()
    go_on.set()
    database.close()
    assert (await beside.read(lambda ledger: ledger.record.peek())).position == 2


async def test_a_failure_that_nobody_awaits_is_logged(address: str) -> None:
    """With its kind alone: the words of an error may quote a case."""
    kept = opened(address)
    running, go_on = threading.Event(), threading.Event()

    def failing(_: Ledger) -> None:
        running.set()
        assert go_on.wait(5)
        raise LookupError("private words")

    with capture_logs() as lines:
        waiter = asyncio.ensure_future(kept.tx(failing))
        await asyncio.to_thread(running.wait, 5)
        waiter.cancel()
        await asyncio.gather(waiter, return_exceptions=True)
        go_on.set()
        kept.close()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    said = {"event": "transaction.failed_unheard", "reason": "LookupError", "log_level": "error"}
    assert lines == [said]


async def test_close_waits_for_what_is_queued(address: str) -> None:
    """A clean shutdown loses nothing that was asked for."""
    kept = opened(address)
    asked = [asyncio.ensure_future(kept.tx(lambda ledger: append(ledger, None))) for _ in range(20)]
    await asyncio.sleep(0)
    kept.close()
    assert sorted(await asyncio.gather(*asked)) == list(range(1, 21))


async def test_a_report_does_not_block_a_press(database: SqlDatabase) -> None:
    """A reader in the middle of the record sees one state of it while a writer commits."""
    await database.tx(lambda ledger: append(ledger, None))
    reading, written = threading.Event(), threading.Event()

    def report(ledger: Ledger) -> tuple[int, int]:
        before = ledger.record.peek().position
        reading.set()
        assert written.wait(5)
        return before, ledger.record.peek().position

    reader = asyncio.ensure_future(database.read(report))
    await asyncio.to_thread(reading.wait, 5)
    await database.tx(lambda ledger: append(ledger, None))
    written.set()
    assert await reader == (1, 1)


async def test_a_reader_cannot_write(database: SqlDatabase) -> None:
    """What is called a read changes nothing, by the engine's own refusal."""
    with pytest.raises(Exception, match=r"readonly|read-only"):
        await database.read(lambda ledger: ledger.tasks.add(task()))


async def test_two_processes_append_one_chain(database: SqlDatabase, beside: SqlDatabase) -> None:
    """Forty entries by two at once: every position once, and none missing."""
    positions = await asyncio.gather(
        *(each.tx(lambda ledger: append(ledger, None)) for each in (database, beside) * 20)
    )
    assert sorted(positions) == list(range(1, 41))


async def test_two_workers_claim_each_task_once(database: SqlDatabase, beside: SqlDatabase) -> None:
    """Sixty tasks, two workers, many claims at once: each task is leased exactly once."""

    def fill(ledger: Ledger) -> None:
        for number in range(60):
            ledger.tasks.add(task(f"t{number}", lane=f"lane{number}"))

    await database.tx(fill)
    claims = await asyncio.gather(
        *(
            each.tx(lambda ledger: ledger.tasks.claim(NOW, 1.0, 30.0, 7))
            for each in (database, beside) * 10
        )
    )
    keys = [leased.key for claimed in claims for leased in claimed]
    assert sorted(keys) == sorted(f"t{number}" for number in range(60))


async def test_two_people_at_once_both_count(database: SqlDatabase, beside: SqlDatabase) -> None:
    """Both lock the case, one after the other: nothing is written over, and none runs twice."""
    await database.tx(lambda ledger: ledger.cases.create(case()))
    runs: list[None] = []

    def press(ledger: Ledger) -> int:
        runs.append(None)
        row = ledger.cases.lock(NUMBER)
        assert row is not None
        ledger.cases.save(case(revision=row.revision + 1), expected=row.revision)
        return row.revision

    seen = await asyncio.gather(*(each.tx(press) for each in (database, beside) * 5))
    assert sorted(seen) == list(range(1, 11))
    assert len(runs) == 10


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_a_worker_does_not_wait_for_anothers_claim(
    database: SqlDatabase, beside: SqlDatabase
) -> None:
    """What another transaction is claiming is passed over, and the rest goes out."""
    await database.tx(lambda ledger: ledger.tasks.add(task("a", due_at=NOW - MINUTE)))
    await database.tx(lambda ledger: ledger.tasks.add(task("b", lane="mail")))
    claimed, go_on = threading.Event(), threading.Event()

    def slowly(ledger: Ledger) -> list[str]:
        keys = [leased.key for leased in ledger.tasks.claim(NOW, 1.0, 30.0, 1)]
        claimed.set()
        assert go_on.wait(5)
        return keys

    slow = asyncio.ensure_future(database.tx(slowly))
    await asyncio.to_thread(claimed.wait, 5)
    quick = await beside.tx(lambda ledger: ledger.tasks.claim(NOW, 1.0, 30.0, 5))
    go_on.set()
    assert await slow == ["a"]
    assert [leased.key for leased in quick] == ["b"]


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_a_deadlock_is_run_again(database: SqlDatabase) -> None:
    """Two that wait for one another: the server ends one, which runs again, and both commit."""
    both = ("EDR-2026-000001", "EDR-2026-000002")
    for number in both:
        await database.tx(lambda ledger, n=number: ledger.cases.create(case(n)))
    meeting = threading.Barrier(2)
    runs: list[str] = []

    def crossing(first: str, second: str) -> Callable[[Ledger], None]:
        def work(ledger: Ledger) -> None:
            ledger.cases.lock(first)
            if first not in runs:
                runs.append(first)
                meeting.wait(5)
            else:
                runs.append("again")
            ledger.cases.lock(second)
            ledger.inbox.remember("crossing", first, "", 1.0)

        return work

    await asyncio.gather(database.tx(crossing(*both)), database.tx(crossing(*reversed(both))))
    assert sorted(runs) == [*both, "again"]


async def test_errors_do_not_quote_rows(database: SqlDatabase) -> None:
    """A refusal by the database names the rule, never the values that met it."""

    def work(ledger: Ledger) -> None:
        ledger.cases.create(case(state="private words"))
        ledger.cases.create(case(state="private words"))

    with pytest.raises(Conflict) as refusal:
        await database.tx(work)
    assert "private" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert "edr_case" in str(refusal.value)
