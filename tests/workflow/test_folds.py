"""Cases folded from the record, with and without memory, with and without their key."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain.errors import ExigentError
from bot.workflow.folds import KEPT, Folded, Folds
from bot.workflow.rows import CaseRow
from storage import SqlDatabase
from tests import desk as desks
from tests.desk import Desk, office_over
from tests.factories import ANA, EVE
from tests.fakes.clock import FrozenClock
from tests.storage import raw


@pytest.fixture
async def desk(database: SqlDatabase, clock: FrozenClock) -> Desk:
    """A verified case."""
    return await desks.verified(office_over(database, clock), clock)


async def _row(desk: Desk) -> CaseRow:
    row = await desk.office.database.read(lambda ledger: ledger.cases.get(desk.case))
    assert row is not None
    return row


async def test_memory_reads_only_what_is_new(desk: Desk) -> None:
    """A fold that is behind catches up to what a fold from the start gives."""
    folds, row = Folds(), await _row(desk)
    folds.keep(await desk.office.database.read(lambda ledger: folds.load(ledger, row)))
    await desk.do(cm.TakeVerification(), EVE, 1)
    later = await _row(desk)
    caught_up = await desk.office.database.read(lambda ledger: folds.load(ledger, later))
    assert caught_up == await desk.folded_anew()
    assert caught_up.revision == later.revision


async def test_memory_that_is_ahead_is_not_believed(desk: Desk) -> None:
    """A row read before the memory was written is folded from the record."""
    early, folds = await _row(desk), Folds()
    await desk.do(cm.TakeVerification(), EVE, 1)
    ahead = await desk.folded_anew()
    folds.keep(Folded(ahead.case, ahead.opened, ahead.revision + 1))
    later = await _row(desk)
    loaded = await desk.office.database.read(lambda ledger: folds.load(ledger, later))
    assert loaded.revision == later.revision > early.revision


async def test_an_erased_case_is_the_same_case_unopened(desk: Desk, address: str) -> None:
    """Without its key everything but the personal values is there."""
    before = await desk.folded_anew()
    raw.run(address, f"DELETE FROM case_key WHERE case_number = '{desk.case}'")
    after = await desk.folded_anew()
    assert after.case == before.case
    assert before.opened.code is not None
    assert after.opened.code is None
    request = after.opened.request
    assert request is not None
    assert (request.officer.name, request.incident_number) == (None, None)


async def test_an_erased_case_takes_no_more_secrets(desk: Desk, address: str) -> None:
    """What holds nothing personal is still recorded; what does is refused with an error."""
    desk.office.folds.forget(desk.case)
    raw.run(address, f"DELETE FROM case_key WHERE case_number = '{desk.case}'")
    assert (await desk.do(cm.ViewCase(surface="show"), ANA)).refused is None
    with pytest.raises(ExigentError, match="erased"):
        await desk.do(cm.StopCase(why="she is home"), ANA)


async def test_a_row_without_entries_is_an_error(desk: Desk) -> None:
    """A case that the record does not know is not made up."""
    row = await _row(desk)
    ghost = CaseRow(
        number="EDR-2026-000999",
        revision=9,
        state=row.state,
        version=1,
        opened_at=row.opened_at,
        next_due=None,
    )
    with pytest.raises(ExigentError, match="has no entries"):
        await desk.office.database.read(lambda ledger: Folds().load(ledger, ghost))


async def test_the_oldest_is_forgotten(desk: Desk) -> None:
    """Memory is bounded, whatever the number of cases."""
    folds, one = Folds(), await desk.folded_anew()
    for number in range(KEPT + 10):
        case = replace(one.case, number=f"EDR-2026-{number:06d}")
        folds.keep(Folded(case, one.opened, one.revision))
    assert len(folds._kept) == KEPT
    assert "EDR-2026-000009" not in folds._kept
