"""Restrictions: how each kind of them ends, and what falls due then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.errors import Refusal
from bot.domain.events import restricting as happened
from bot.domain.notice import NoticeStatus, Safety
from bot.domain.restricting import AgreeLift, AgreeRestriction, ProposeLift, RefuseLift
from bot.domain.restriction import RestrictionStatus, held
from bot.domain.roster import SYSTEM
from bot.domain.standard import Ground
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE
from tests.holds import DAY, MINUTES, SILENT, in_force, is_held, may_tell, order, wanted


@pytest.mark.parametrize("kind", ["order", "policy"])
def test_an_order_and_a_policy_ground_end_by_themselves(kind: str) -> None:
    """At their day nothing holds the notice any more, even where every timer is dead."""
    story = stories.telling()
    in_force(story, order(story) if kind == "order" else wanted(story))
    until = story.case.restrictions[0].until
    assert until is not None
    assert held(story.case, "O1", until - timedelta(seconds=1)) is not None
    assert held(story.case, "O1", until) is None
    story.wait(30 * MINUTES)
    assert story.happened(happened.RestrictionLapsed) == [happened.RestrictionLapsed(number=1)]
    assert story.case.notices[0].due == until + DAY
    assert may_tell(story)


def test_the_notice_goes_out_at_the_end_although_nobody_recorded_the_emergency_s() -> None:
    """The end of what held it is the end of the waiting; two safe answers are needed as ever."""
    story = stories.served(stories.released())
    in_force(story, wanted(story))
    story.wait(30 * MINUTES)
    assert not may_tell(story)
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no link"), who)
    assert may_tell(story)


def test_a_held_notice_is_not_overdue_and_a_lapsed_one_is() -> None:
    """While it is held its own clock rests; a day after the end it is late."""
    story = stories.served(stories.released())
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE)
    in_force(story, wanted(story))
    late = [e for e in story.wait(29 * MINUTES) if isinstance(e, ev.ClockReached)]
    assert not [e for e in late if e.clock == "notice:O1"]
    late = [e for e in story.wait(3 * MINUTES) if isinstance(e, ev.ClockReached)]
    assert [e.stage for e in late if e.clock == "notice:O1"][-1] is ev.Stage.MISSED


def test_a_safety_hold_does_not_end_by_itself() -> None:
    """Its day makes it overdue, loudly, and it holds on until two people find it safe."""
    story = stories.telling()
    in_force(story, wanted(story, Ground.VICTIM_SAFETY))
    late = [e for e in story.wait(31 * MINUTES) if isinstance(e, ev.ClockReached)]
    assert {e.stage for e in late if e.clock == "hold:1"} >= {ev.Stage.MISSED, ev.Stage.SENIOR}
    assert story.happened(happened.RestrictionLapsed) == []
    assert is_held(story)
    assert story.case.notices[0].status is NoticeStatus.OWED


def test_an_extension_is_a_new_act_of_two() -> None:
    """One person's renewal leaves the first day as it was; two people's takes its place."""
    story = stories.telling()
    in_force(story, wanted(story))
    story.wait(20 * MINUTES)
    assert story.refused(wanted(story, until=story.now + 80 * DAY), ANA) is None
    assert story.case.restrictions[1].renews == 1
    before = held(story.case, "O1", story.now)
    assert before is not None
    assert before.number == 1
    assert story.refused(AgreeRestriction(number=2), ANA) is Refusal.SAME_PERSON
    assert story.refused(AgreeRestriction(number=2), BEN) is None
    first, second = story.case.restrictions
    assert first.status is RestrictionStatus.RENEWED
    assert second.since == first.since
    story.wait(70 * MINUTES)
    assert is_held(story)


def test_a_restriction_ends_early_by_two() -> None:
    """The first proposes, another agrees, and the notice falls due a day later."""
    story = stories.telling()
    in_force(story, wanted(story))
    assert story.refused(ProposeLift(number=1, why="He is in custody."), ANA) is None
    assert story.refused(AgreeLift(number=1), ANA) is Refusal.SAME_PERSON
    assert is_held(story)
    assert story.refused(AgreeLift(number=1), BEN) is None
    assert not is_held(story)
    assert story.case.notices[0].due == story.now + DAY
    assert may_tell(story)


def test_a_refused_early_end_leaves_it_standing() -> None:
    """And it can be proposed again."""
    story = stories.telling()
    in_force(story, wanted(story))
    story.do(ProposeLift(number=1, why="He is in custody."), ANA)
    assert story.refused(RefuseLift(number=1, why=""), BEN) is Refusal.NO_REASON
    assert story.refused(RefuseLift(number=1, why="He is not."), BEN) is None
    assert story.refused(AgreeLift(number=1), DEE) is Refusal.NOTHING_WAITS
    assert is_held(story)


def test_an_order_ends_early_by_a_document_only() -> None:
    """Two people's opinion does not end what a court ordered."""
    story = stories.telling()
    in_force(story, order(story))
    lift = ProposeLift(number=1, why="The court ended it.")
    assert story.refused(lift, ANA) is Refusal.NO_PERMISSION_NAMED
    assert story.refused(replace(lift, document="Order of 2 Dec, 26-SW-118"), ANA) is None


def test_a_safety_hold_is_not_argued_away() -> None:
    """It ends by the safety question, and by nothing else."""
    story = stories.telling()
    in_force(story, wanted(story, Ground.ACCOUNT))
    lift = ProposeLift(number=1, why="It will be fine.", document="none")
    assert story.refused(lift, ANA) is Refusal.SAFETY_ENDS_IT


def test_the_law_s_silence_is_imposed_at_the_hand_over() -> None:
    """By the product, without anybody's vote; it has no end, and two lift it by a permission."""
    story = stories.telling(standard=SILENT)
    assert story.happened(happened.RestrictionImposed) == [
        happened.RestrictionImposed(number=1, provision="section 9")
    ]
    imposed = next(w for _, w, e in story.entries if isinstance(e, happened.RestrictionImposed))
    assert imposed == SYSTEM
    story.wait(400 * MINUTES)
    assert is_held(story)
    lift = ProposeLift(number=1, why="They wrote to us.")
    assert story.refused(lift, ANA) is Refusal.NO_PERMISSION_NAMED
    assert story.refused(replace(lift, document="Letter of 3 May"), ANA) is None
    assert story.refused(AgreeLift(number=1), BEN) is None
    assert may_tell(story)
