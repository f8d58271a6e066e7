"""Scenario 19: the owner cannot be reached, and the obligation ends by two people or not at all."""

from pathlib import Path

from bot import asks
from bot.clock import PracticeClock
from bot.domain.case import State
from bot.domain.notice import NoticeStatus
from bot.practice.scripts import unreachable
from bot.practice_house import practice_house
from tests.faults.onlookers import kinds


async def test_nothing_but_two_people_ends_it(address: str, tmp_path: Path) -> None:
    """A mail, its bounce, a letter, its return: all on the record, and one forged bounce is not."""
    async with practice_house(tmp_path, PracticeClock(), database_url=address) as practice:
        number = await unreachable.play(practice.stage)
        office = practice.house.office
        row = await office.database.read(lambda db: db.cases.get(number))
        assert row is not None
        case = await office.database.read(lambda db: office.folds.load(db, row).case)
        counts = await kinds(practice, number)
        report = await asks.check(practice.house)
    (notice,) = case.notices
    assert (case.state, notice.status) == (State.RELEASED, NoticeStatus.UNREACHABLE)
    assert [counts[f"notice.{kind}"] for kind in ("attempted", "came_back", "letter_posted")] == [
        1,
        2,
        1,
    ]
    assert counts["notice.end_proposed"] == counts["notice.unreachable"] == 1
    assert report.whole, report.troubles
