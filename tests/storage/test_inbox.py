"""Inbound ids and refusal counts."""

import pytest

from bot.workflow.ledger import Conflict, Ledger
from storage import SqlDatabase
from tests.storage.rows_given import MINUTE, NOW


async def test_an_id_is_answered_once_per_source(database: SqlDatabase) -> None:
    """The answer comes back, a second one is a conflict, and sources do not meet."""
    await database.tx(lambda ledger: ledger.inbox.remember("slack", "x", "done", 10.0))
    await database.tx(lambda ledger: ledger.inbox.remember("webhook", "x", "other", 10.0))
    assert await database.read(lambda ledger: ledger.inbox.seen("slack", "x")) == "done"
    assert await database.read(lambda ledger: ledger.inbox.seen("slack", "y")) is None
    with pytest.raises(Conflict):
        await database.tx(lambda ledger: ledger.inbox.remember("slack", "x", "again", 11.0))


async def test_ids_are_forgotten_by_age(database: SqlDatabase) -> None:
    """Older than the instant goes; the instant itself stays."""

    def work(ledger: Ledger) -> int:
        for number in range(3):
            ledger.inbox.remember("slack", str(number), "", 1_700_000_000.5 + number)
        return ledger.inbox.forget(1_700_000_001.5)

    assert await database.tx(work) == 1
    assert await database.read(lambda ledger: ledger.inbox.seen("slack", "0")) is None
    assert await database.read(lambda ledger: ledger.inbox.seen("slack", "1")) == ""


async def test_refusals_are_counted_and_taken_once(database: SqlDatabase) -> None:
    """One row a source, minute and reason; what was taken is gone, the running minute stays."""

    def work(ledger: Ledger) -> None:
        for minute in (NOW, NOW, NOW + MINUTE):
            ledger.inbox.count_refusal("slack", minute, "signature")
        ledger.inbox.count_refusal("slack", NOW, "replay")

    await database.tx(work)
    taken = await database.tx(lambda ledger: ledger.inbox.take_refusals(NOW + MINUTE))
    assert taken == [("slack", NOW, "replay", 1), ("slack", NOW, "signature", 2)]
    assert await database.tx(lambda ledger: ledger.inbox.take_refusals(NOW + MINUTE)) == []
