"""Scenario 24: a live view is wanted. What is not recorded yet is never in question."""

from datetime import timedelta

from bot.domain import commands as cm
from bot.domain.case import State
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.explaining import explained
from bot.domain.standards.us_federal import STANDARD
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import office_over
from tests.factories import AGENCY, ANA, AT, BEN, DEE, MINUTE
from tests.fakes.clock import FrozenClock


async def test_only_the_future_is_refused(database: SqlDatabase, clock: FrozenClock) -> None:
    """Nothing is stored of it, so nobody can allow any of it; the page names a court's order."""
    later = make.sought(start=AT + MINUTE, end=AT + timedelta(hours=6))
    desk = await desks.verified(
        office_over(database, clock), clock, make.request(data_sought=(later,))
    )
    case = await desk.now()
    assert case.scope == ()
    outcome = await desk.do(make.determination(case), ANA, 1)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.DECISION_CONTRADICTS
    for who in (ANA, BEN):
        outcome = await desk.do(make.determination(case, refuse=Reason.PROSPECTIVE), who, 1)
    assert outcome.state is State.REFUSED
    assert explained(await desk.now(), AGENCY, STANDARD) == (Reason.PROSPECTIVE,)


async def test_what_was_recorded_by_then_can_be_given(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """A window that reaches into the future ends at the request, and the officer is told so."""
    reaching = make.sought(end=AT + timedelta(hours=6))
    wanted = make.request(data_sought=(reaching,))
    desk = await desks.approved(office_over(database, clock), clock, wanted)
    case = await desk.now()
    assert case.approval is not None
    assert [w.end for w in case.approval.scope] == [case.version_at]
    await desk.do(make.clearing(case), DEE, 1)
    await desk.do(cm.ConfirmHandover(done=True), DEE, 1)
    case = await desk.now()
    assert case.state is State.RELEASED
    assert explained(case, AGENCY, STANDARD) == (Reason.PROSPECTIVE,)
