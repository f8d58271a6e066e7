"""Scenario 3: two reviewers approve different scopes, and what both allowed is released."""

from bot.domain.case import State
from bot.domain.errors import Refusal
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import office_over
from tests.factories import ANA, BEN, DEE
from tests.fakes.clock import FrozenClock


async def test_only_the_common_minutes_go_out(database: SqlDatabase, clock: FrozenClock) -> None:
    """Minutes 5 to 20 and 10 to 30 release 10 to 20; a file of Ana's own minutes is refused."""
    desk = await desks.verified(office_over(database, clock), clock)
    case = await desk.now()
    await desk.do(make.determination(case, make.minutes_of(case, 5, 20)), ANA, 1)
    await desk.do(make.determination(case, make.minutes_of(case, 10, 30)), BEN, 1)
    await desk.do(make.owners(), DEE, 1)
    case = await desk.now()
    assert case.approval is not None
    assert case.approval.scope == make.minutes_of(case, 10, 20)
    assert case.approval.narrowed
    hers = make.clearing(case, items=(make.item(make.minutes_of(case, 5, 20)[0]),))
    refused = (await desk.do(hers, DEE, 1)).refused
    assert refused is not None
    assert (refused.reason, refused.detail) == (Refusal.ITEM_OUTSIDE_SCOPE, "item 1")
    assert (await desk.do(make.clearing(case), DEE, 1)).refused is None


async def test_nothing_in_common_goes_to_a_senior(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Two halves that do not meet release nothing until a senior shares a minute with one."""
    desk = await desks.verified(office_over(database, clock), clock)
    case = await desk.now()
    await desk.do(make.determination(case, make.minutes_of(case, 0, 15)), ANA, 1)
    outcome = await desk.do(make.determination(case, make.minutes_of(case, 15, 30)), BEN, 1)
    assert outcome.state is State.ESCALATED
    outcome = await desk.do(make.determination(case, make.minutes_of(case, 12, 14)), make.SAM, 1)
    assert outcome.state is State.APPROVED
    approval = (await desk.now()).approval
    assert approval is not None
    assert (approval.pair, approval.scope) == ((ANA, make.SAM), make.minutes_of(case, 12, 14))
