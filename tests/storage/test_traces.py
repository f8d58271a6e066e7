"""Traces of past requests: what is found by a mark, and how much of it is read."""

from datetime import timedelta

from bot.workflow.ledger import Ledger
from storage import SqlDatabase
from tests.storage.rows_given import MINUTE, NOW, trace

LONG_AGO = NOW - timedelta(days=900)


async def test_a_mark_finds_its_cases_newest_first(database: SqlDatabase) -> None:
    """Each case once, by kind and mark together, and none from before the time asked about."""

    def work(ledger: Ledger) -> list[list[str]]:
        for number, at in (("EDR-1", NOW), ("EDR-2", NOW + MINUTE), ("EDR-1", NOW + 2 * MINUTE)):
            ledger.traces.add([trace(case=number, at=at)])
        ledger.traces.add([trace(kind="officer", case="EDR-3"), trace(mark="n", case="EDR-4")])
        found = ledger.traces.cases
        return [
            found("device", "m", LONG_AGO, 9),
            found("device", "m", NOW + 2 * MINUTE, 9),
            found("device", "m", NOW + 3 * MINUTE, 9),
            found("officer", "m", LONG_AGO, 9),
        ]

    assert await database.tx(work) == [["EDR-1", "EDR-2"], ["EDR-1"], [], ["EDR-3"]]


async def test_the_same_trace_is_kept_once(database: SqlDatabase) -> None:
    """A transaction that is run again, or a repeated row, adds nothing."""

    def work(ledger: Ledger) -> int:
        ledger.traces.add([trace(), trace()])
        ledger.traces.add([trace()])
        ledger.traces.add([])
        return ledger.traces.count("device", "m", LONG_AGO, 9)

    assert await database.tx(work) == 1


async def test_a_look_up_reads_no_more_than_its_limit(database: SqlDatabase) -> None:
    """However many traces bear a mark, the newest few are what is read."""

    def work(ledger: Ledger) -> tuple[int, list[str]]:
        ledger.traces.add([trace(case=f"EDR-{n}", at=NOW + n * MINUTE) for n in range(50)])
        counted = ledger.traces.count("device", "m", LONG_AGO, 7)
        return counted, ledger.traces.cases("device", "m", LONG_AGO, 2)

    assert await database.tx(work) == (7, ["EDR-49", "EDR-48"])
