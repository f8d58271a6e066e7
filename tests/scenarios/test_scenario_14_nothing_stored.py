"""Scenario 14: nothing is stored, and the answer reveals no more than needed."""

import pytest

from bot.domain.case import State
from bot.domain.determination import Reason
from bot.domain.explaining import explained
from bot.domain.release import Stored
from bot.domain.rules.owners import NOTHING
from bot.domain.standards.us_federal import STANDARD
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import office_over
from tests.factories import AGENCY, DEE
from tests.fakes.clock import FrozenClock


@pytest.mark.parametrize("stored", list(NOTHING))
async def test_one_answer_for_whatever_is_missing(
    database: SqlDatabase, clock: FrozenClock, stored: Stored
) -> None:
    """The record keeps the true reason; the verified hear one for all, the others none."""
    office = office_over(database, clock)
    for begin, heard in (
        (desks.verified, (Reason.NO_RESPONSIVE_DATA,)),
        (desks.opened, ()),
    ):
        desk = await begin(office, clock)
        await desk.do(make.owners(stored=stored), DEE, 1)
        case = await desk.now()
        assert (case.state, case.reason) == (State.REFUSED, NOTHING[stored])
        assert explained(case, AGENCY, STANDARD) == heard
        assert case.senior_calls == ()


async def test_several_kinds_of_nothing_are_one_too(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Two devices that hold nothing for different reasons end as no responsive data."""
    second = make.sought("D2", device="B8:7C:6F:00:00:02")
    wanted = make.request(data_sought=(make.sought(), second))
    desk = await desks.verified(office_over(database, clock), clock, wanted)
    for device, stored in (("D1", Stored.DELETED), ("D2", Stored.E2EE)):
        await desk.do(make.owners(device=device, stored=stored), DEE, 1)
    case = await desk.now()
    assert (case.state, case.reason) == (State.REFUSED, Reason.NO_RESPONSIVE_DATA)
