"""Scenario 26: one human with two accounts, an administrator, a replay, a deactivated reviewer."""

import pytest

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.roster import StandingProblem
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, CYD, DEE, determination
from tests.fakes.clock import FrozenClock


@pytest.fixture
async def desk(database: SqlDatabase, clock: FrozenClock) -> Desk:
    """A case that Ana has approved by her first account."""
    made = await desks.verified(office_over(database, clock), clock)
    await made.press("U1ANA", determination(await made.now()), 1)
    return made


async def test_a_second_account_is_no_second_person(desk: Desk) -> None:
    """Ana's other account is refused, and the case still waits for somebody else."""
    outcome = await desk.press("U2ANA", determination(await desk.now()), 1)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.ALREADY_FILED
    assert outcome.state is State.IN_REVIEW
    assert (await desk.now()).filers == {ANA}


async def test_an_administrator_is_nobody_here(desk: Desk) -> None:
    """Whoever rules the workspace but is not on the roster is refused, on the record."""
    outcome = await desk.press("U1ADMIN", determination(await desk.now()), 1)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.NOT_ON_ROSTER
    assert isinstance((await desk.entries())[-1].event, ev.CommandRefused)


async def test_a_replayed_button_settles_nothing(desk: Desk) -> None:
    """The same press delivered again answers as before and files nothing more."""
    form = determination(await desk.now())
    first = await desk.do(form, BEN, 1, inbound=("slack", "press-7"))
    again = await desk.do(form, BEN, 1, inbound=("slack", "press-7"))
    assert first.state is again.state is State.APPROVED
    assert again.duplicate
    assert again.position == first.position
    filed = [e for e in await desk.entries() if isinstance(e.event, ev.DeterminationFiled)]
    assert len(filed) == 2


async def test_a_reviewer_deactivated_before_the_release(desk: Desk) -> None:
    """The custodian's clearance is refused, the approval ends, and two others decide anew."""
    await desk.do(determination(await desk.now()), BEN, 1)
    await desk.do(make.owners(), DEE, 1)
    desk.away = {ANA: StandingProblem.DELETED}
    outcome = await desk.do(make.clearing(await desk.now()), DEE, 1)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.REVIEWER_LOST_STANDING
    assert outcome.state is State.IN_REVIEW
    assert (await desk.now()).filed == ()
    for who, state in ((BEN, State.IN_REVIEW), (CYD, State.APPROVED)):
        assert (await desk.do(determination(await desk.now()), who, 1)).state is state
    assert (await desk.do(make.clearing(await desk.now()), DEE, 1)).refused is None
