"""When an order stands: by the law of the case, and while it is in question which law that is."""

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.events.ordering import OrderLifted
from bot.domain.governing import ProposeStandard, SettleStandard
from bot.domain.order import INTERNAL
from bot.domain.rules.ordering import COUNSEL
from tests import story as stories
from tests.factories import AT, CYD, SAM, STANDARD
from tests.orders import BOTH, LAW, bound
from tests.orders import COMPLY as WITHIN
from tests.story import Story

HOURS = 60.0


def _counsel(events: tuple[ev.Event, ...]) -> list[str]:
    return [e.why for e in events if isinstance(e, ev.PeoplePaged) and e.role == COUNSEL]


def _settle(story: Story, name: str) -> None:
    story.do(ProposeStandard(standard=name, why="counsel says so"), CYD, 1)
    (proposal,) = story.case.governing.proposals
    story.do(SettleStandard(number=proposal.number), SAM, 1)


def test_a_case_found_voluntary_has_its_hard_stop_from_then() -> None:
    """Two people say that no order binds us, and the time to decide begins anew."""
    story = stories.verified(**bound(law=BOTH))
    story.wait(7 * HOURS)
    _settle(story, STANDARD.name)
    assert story.happened(OrderLifted) == [OrderLifted()]
    assert story.case.order is None
    story.wait(7 * HOURS)
    assert story.case.state is State.IN_REVIEW
    story.wait(2 * HOURS)
    assert story.case.state is State.LAPSED


def test_what_may_be_an_order_does_not_lapse() -> None:
    """While nobody has said which law applies, counsel is called as for an order."""
    story = stories.verified(**bound(law=BOTH, standard=STANDARD))
    assert story.case.governing.doubt is not None
    assert story.case.standard == STANDARD.name
    assert INTERNAL in _counsel(story.wait(7 * HOURS))
    story.wait(24 * HOURS)
    assert story.case.state is State.IN_REVIEW
    assert story.happened(ev.CaseLapsed) == []


def test_a_case_found_compulsory_counts_from_its_receipt() -> None:
    """Whatever it was taken for, the law counts from when it came."""
    story = stories.verified(**bound(law=BOTH, standard=STANDARD))
    story.wait(3 * HOURS)
    _settle(story, LAW.name)
    assert story.case.order is not None
    assert story.case.order.comply_due == AT + WITHIN
    story.wait(24 * HOURS)
    assert story.case.state is State.IN_REVIEW
