"""Scenario 10: the emergency ends between the first and the second determination."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.request import Ongoing
from storage import SqlDatabase
from tests import desk as desks
from tests.desk import office_over
from tests.factories import ANA, BEN, DEE, EVE, clearing, determination
from tests.fakes.clock import FrozenClock


async def test_nothing_is_released_once_it_is_over(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """The case ends at once, and the second determination is refused."""
    desk = await desks.verified(office_over(database, clock), clock)
    form = determination(await desk.now())
    await desk.do(form, ANA, 1)
    outcome = await desk.do(cm.EndEmergency(ended_at=clock.law(), how="radio"), EVE, 1)
    assert outcome.state is State.EMERGENCY_ENDED
    late = (await desk.do(form, BEN, 1)).refused
    assert late is not None
    assert (late.reason, late.detail) == (Refusal.WRONG_STATE, "emergency_ended")
    case = await desk.now()
    assert (case.approval, case.notices) == (None, ())


@pytest.mark.parametrize("ongoing", [Ongoing.NO, Ongoing.UNKNOWN])
async def test_the_custodian_asks_once_more(
    database: SqlDatabase, clock: FrozenClock, ongoing: Ongoing
) -> None:
    """After the approval, an emergency that is over or unknown keeps everything in the house."""
    desk = await desks.approved(office_over(database, clock), clock)
    outcome = await desk.do(clearing(await desk.now(), ongoing=ongoing), DEE, 1)
    over = ongoing is Ongoing.NO
    assert outcome.state is (State.EMERGENCY_ENDED if over else State.APPROVED)
    assert (outcome.refused is None) is over
    kinds = [type(e.event) for e in await desk.entries()]
    assert ev.ReleaseCleared not in kinds
