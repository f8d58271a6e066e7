"""Scenario 8: an order of the Union: 8, 96 and 48 hours, counsel in time, and no notice by us."""

from pathlib import Path

from bot import asks
from bot.clock import PracticeClock
from bot.domain.case import State
from bot.domain.restriction import RestrictionKind
from bot.practice.scripts import eu_order, orders
from bot.practice_house import practice_house
from tests.faults.onlookers import kinds


async def test_an_order_binds_and_the_owner_hears_nothing(address: str, tmp_path: Path) -> None:
    """Nothing lapses in six silent hours; what nothing confirms is recalled; nobody is told."""
    async with practice_house(
        tmp_path, PracticeClock(), database_url=address, variables=eu_order.LAWS
    ) as practice:
        number = await eu_order.play(practice.stage)
        office = practice.house.office
        row = await office.database.read(lambda db: db.cases.get(number))
        assert row is not None
        case = await office.database.read(lambda db: office.folds.load(db, row).case)
        counts = await kinds(practice, number)
        mailbox = practice.stage.mailbox
        assert mailbox.to(eu_order.OWNER) == []
        assert len(mailbox.to(orders.COUNSEL)) == 1
        report = await asks.check(practice.house)
    assert case.state is State.RELEASED
    assert case.order is not None
    assert case.order.fallen
    assert case.recall is not None
    assert [r.kind for r in case.restrictions if r.in_force] == [RestrictionKind.STATUTORY_SILENCE]
    assert counts["order.stands"] == counts["order.unconfirmed"] == counts["recall.ordered"] == 1
    assert counts["case.lapsed"] == counts["notice.attempted"] == 0
    assert report.whole, report.troubles
