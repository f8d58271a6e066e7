"""What is due to be erased is found each hour, shown, and forgotten where another erased it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import commands as cm
from bot.domain.decision import Opened
from bot.domain.erasing import AgreeErasure, EraseCase, ProposeErasure
from bot.domain.roster import SYSTEM
from bot.workflow.checkup import Grade, kept_check
from bot.workflow.keeping import Keeping
from handlers.blocks.keeping import due_words, with_due
from storage import SqlDatabase
from tests.desk import Desk, office_over, opened
from tests.factories import CYD, DEE, EVE
from tests.fakes.clock import FrozenClock
from tests.keeping import OUTCOME, YEARS

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


async def due(database: SqlDatabase, clock: FrozenClock) -> Desk:
    """A case that was withdrawn three years ago."""
    desk = await opened(office_over(database, clock), clock)
    await desk.do(cm.WithdrawRequest(how="they called"), EVE)
    for who in (EVE, DEE):
        await desk.do(OUTCOME, who)
    clock.advance(3 * YEARS + timedelta(minutes=1))
    return desk


async def test_what_is_due_is_shown(database: SqlDatabase, clock: FrozenClock) -> None:
    """Nothing before its time; after it the number in App Home and queue, and a doctor's line."""
    desk = await due(database, clock)
    clock.advance(-YEARS)
    await Keeping(desk.office).look()
    assert desk.office.due.numbers == ()
    assert (await kept_check(desk.office)).grade is Grade.OK
    clock.advance(YEARS)
    await Keeping(desk.office).look()
    assert desk.office.due.numbers == (desk.case,)
    assert desk.case in str(with_due({"blocks": []}, desk.office.due.numbers))
    found = await kept_check(desk.office)
    assert (found.grade, "exigent erase --due" in found.words) == (Grade.WARN, True)


def test_many_are_counted(database: SqlDatabase) -> None:
    """Five are named, the others counted; nothing is said of none."""
    words = due_words([f"EDR-{n}" for n in range(9)])
    assert "9 cases" in words
    assert "EDR-4, 4 more" in words
    assert with_due({"blocks": [1]}, []) == {"blocks": [1]}


async def test_another_process_forgets_what_was_erased(
    database: SqlDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    """A replica that has the case opened in memory draws nothing of it, and drops it."""
    desk = await due(database, clock)
    replica = office_over(database, clock)
    other = Desk(replica, clock, desk.case)
    assert (await other.seen_by(EVE)).opened.request is not None
    look = Keeping(replica)
    await look.look()
    await desk.do(ProposeErasure(), DEE)
    await desk.do(AgreeErasure(number=1), CYD)
    assert (await desk.do(EraseCase(), SYSTEM)).refused is None
    kept = replica.folds._kept[desk.case]
    assert kept.opened.request is not None
    await look.look()
    assert desk.case not in replica.folds._kept
    assert replica.due.numbers == ()
    seen = await other.seen_by(EVE)
    assert seen.opened == Opened()
    assert "Alvarez" not in str(seen)
