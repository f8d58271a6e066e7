"""Scenario 11: the request is widened after the first determination."""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import office_over
from tests.factories import ANA, BEN, EVE, determination
from tests.fakes.clock import FrozenClock


async def test_a_wider_request_is_decided_anew(database: SqlDatabase, clock: FrozenClock) -> None:
    """Version 2 voids what was filed, refuses the open form, and needs both people again."""
    desk = await desks.verified(office_over(database, clock), clock)
    form = determination(await desk.now())
    await desk.do(form, ANA, 1)
    wider = make.request(data_sought=(make.sought(end=make.AT),))
    widened = cm.AmendRequest(base=1, request=wider, mark="m2", changed=("D1 ends later",))
    outcome = await desk.do(widened, EVE, 1)
    assert (outcome.version, (await desk.now()).filed) == (2, ())
    stale = (await desk.do(form, BEN, 1)).refused
    assert stale is not None
    assert (stale.reason, stale.detail) == (Refusal.REQUEST_CHANGED, "version 2")
    for who, state in ((BEN, State.IN_REVIEW), (ANA, State.APPROVED)):
        assert (await desk.do(determination(await desk.now()), who, 1)).state is state
    approval = (await desk.now()).approval
    assert approval is not None
    assert approval.scope == (await desk.now()).scope
    changed = [e.event for e in await desk.entries() if isinstance(e.event, ev.RequestAmended)]
    assert [c.changed for c in changed] == [("D1 ends later",)]


async def test_two_changes_at_once_are_one_change(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """The second amendment of the same version is told that the request changed meanwhile."""
    desk = await desks.verified(office_over(database, clock), clock)
    wider = make.request(data_sought=(make.sought(end=make.AT),))
    for mark, refused in (("m2", False), ("m3", True)):
        outcome = await desk.do(cm.AmendRequest(base=1, request=wider, mark=mark), EVE, 1)
        assert (outcome.refused is not None) is refused
    assert (await desk.now()).version == 2
