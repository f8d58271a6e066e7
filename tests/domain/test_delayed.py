"""What a late notice says of its delay is what the record has, and only where it was held."""

from datetime import timedelta

from bot.domain import commands as cm
from bot.domain.delayed import delay_told, delays
from bot.domain.notice import NoticeKind
from bot.domain.notice_kind import kind_of
from bot.domain.restricting import AgreeRestriction
from bot.domain.restriction import RestrictionKind
from bot.domain.standard import Ground
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE
from tests.holds import DAY, MINUTES, in_force, order, wanted
from tests.story import Story


def told(story: Story) -> object:
    """What is told of the first owner's delay."""
    return delay_told(story.case, (e for _, _, e in story.entries), "O1")


def test_a_notice_in_time_says_nothing_of_a_delay() -> None:
    """Nor does one for which a hold was only proposed."""
    story = stories.telling()
    assert told(story) is None
    story.do(wanted(story), ANA)
    assert told(story) is None
    assert kind_of(story.case, "O1") is NoticeKind.ORDINARY


def test_an_order_is_told_with_its_court() -> None:
    """Until when, on which ground, which court, under which number."""
    story = stories.telling()
    in_force(story, order(story))
    until = story.case.restrictions[0].until
    story.wait(33 * MINUTES)
    found = delay_told(story.case, (e for _, _, e in story.entries), "O1")
    assert found is not None
    assert (found.kind, found.ground) == (RestrictionKind.COURT_ORDER, Ground.PROHIBITED)
    assert (found.authority, found.provision) == ("Superior Court", "order 26-SW-118")
    assert found.until == until
    assert until is not None
    assert found.since == until - 30 * DAY
    assert kind_of(story.case, "O1") is NoticeKind.LATE


def test_a_hold_of_another_owner_delays_nobody_else() -> None:
    """The delay is told to whom it concerned."""
    story = stories.telling()
    in_force(story, wanted(story, owner="O1"))
    story.wait(31 * MINUTES)
    assert len(delays(story.case, "O1")) == 1
    assert delays(story.case, "O2") == ()


def test_a_hold_that_ended_before_the_release_delayed_nothing() -> None:
    """It was over when something was first given."""
    story = stories.approved()
    in_force(story, wanted(story, until=story.now + timedelta(minutes=1)))
    story.do(make.clearing(story.case), DEE, 5)
    story.do(cm.ConfirmHandover(done=True), DEE)
    story.wait(5)
    assert delays(story.case, "O1") == ()


def test_a_renewed_hold_is_told_from_its_first_day() -> None:
    """One delay, however often it was renewed."""
    story = stories.telling()
    begun = story.now
    in_force(story, wanted(story))
    story.wait(20 * MINUTES)
    story.do(wanted(story), ANA)
    story.do(AgreeRestriction(number=2), BEN)
    story.wait(31 * MINUTES)
    found = delay_told(story.case, (e for _, _, e in story.entries), "O1")
    assert found is not None
    assert found.since == begun
