"""A late order is loud outside the case: counted for the alarm, and said by the doctor."""

import pytest

from bot.domain.case import State
from bot.domain.order import COMPLY, INTERNAL
from bot.domain.standards import STANDARDS
from bot.workflow.checkup import Grade, counsel_check
from bot.workflow.watch import count_overdue
from storage import SqlDatabase
from tests.desk import office_over, opened
from tests.factories import LAW, SAM
from tests.fakes.clock import FrozenClock
from tests.orders import EVERY


async def test_a_late_order_is_counted_and_nobody_sits_it_out(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """After six hours our own limit is overdue, after eight the law's; the case is still open."""
    office = office_over(database, clock, law=EVERY, counsel=SAM)
    desk = await opened(office, clock)
    assert f"clock.{INTERNAL}" not in await count_overdue(office)
    await desk.wait(6 * 60)
    counts = await count_overdue(office)
    assert (counts[f"clock.{INTERNAL}"], counts.get(f"clock.{COMPLY}")) == (1, None)
    await desk.wait(2 * 60)
    assert (await count_overdue(office))[f"clock.{COMPLY}"] == 1
    await desk.wait(40 * 60)
    assert (await desk.now()).state is State.RECEIVED
    assert "clock.hard_stop" not in await count_overdue(office)


@pytest.mark.parametrize(
    ("names", "counsel", "grade", "words"),
    [
        (("us_federal",), "", Grade.OK, "no standard in force knows orders"),
        (("us_federal", "eu"), "lea", Grade.OK, "orders of eu end with lea"),
        (("uk", "germany"), "", Grade.FAIL, "orders of uk, germany"),
    ],
)
def test_the_doctor_asks_for_counsel(
    names: tuple[str, ...], counsel: str, grade: Grade, words: str
) -> None:
    """Where orders bind us somebody must be named."""
    assert LAW.standards == STANDARDS
    law = type(LAW)(standards=STANDARDS, in_force=names, court_days=LAW.court_days)
    check = counsel_check(law, counsel)
    assert (check.name, check.grade) == ("counsel", grade)
    assert words in check.words
