"""How owed legal process ends: excused by two, or missed, counted, and the owner told early."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.deadlines import FOLLOW_UP, clocks
from bot.domain.errors import Refusal
from bot.domain.folding import evolve, opened
from bot.domain.followup import (
    AgreeExcuse,
    DropExcuse,
    ExcuseProcess,
    FollowUpStatus,
)
from bot.domain.limits import DAY, HOUR, Limits
from bot.domain.notice import NoticeStatus, Safety
from bot.domain.roster import SYSTEM, Roster
from bot.domain.rules.telling import ready
from bot.domain.stamp import Stamp
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE
from tests.owing import DAYS, EXCUSE, READ, late, owed, released, sent
from tests.story import Story


def test_two_people_excuse_it() -> None:
    """One alone excuses nothing; the second must be another, and a reason stands on the record."""
    story = released()
    assert story.refused(ExcuseProcess(why=" "), ANA) is Refusal.NO_REASON
    assert story.refused(AgreeExcuse(), BEN) is Refusal.NO_FOLLOW_UP
    story.do(EXCUSE, ANA)
    assert owed(story).open
    assert story.refused(EXCUSE, ANA) is Refusal.SAME_PERSON
    assert story.refused(AgreeExcuse(), ANA) is Refusal.SAME_PERSON
    assert story.happened(ev.FollowUpExcused) == []
    assert story.refused(AgreeExcuse(), BEN) is None
    assert owed(story).status is FollowUpStatus.EXCUSED


def test_an_excuse_falls_by_one_and_with_who_proposed_it() -> None:
    """Anybody may drop it with a reason; of somebody who left, it counts for nothing."""
    story = released()
    story.do(EXCUSE, ANA)
    assert story.refused(DropExcuse(why=""), BEN) is Refusal.NO_REASON
    assert story.refused(DropExcuse(why="They promised it."), BEN) is None
    assert story.refused(AgreeExcuse(), EVE) is Refusal.NO_FOLLOW_UP
    story.do(EXCUSE, ANA)
    story.outside["roster"] = Roster(people=tuple(p for p in make.ROSTER.people if p.ref != ANA))
    assert story.refused(AgreeExcuse(), BEN) is Refusal.NO_FOLLOW_UP
    story.do(EXCUSE, BEN)
    assert owed(story).open


def test_a_late_click_meets_what_time_has_done() -> None:
    """Whoever agrees after the last day finds it missed, though no timer had run."""
    story = released()
    story.do(EXCUSE, ANA)
    minutes = (owed(story).due + 10 * DAY - story.now).total_seconds() / 60
    assert story.refused(AgreeExcuse(), BEN, minutes) is Refusal.NO_FOLLOW_UP
    assert owed(story).status is FollowUpStatus.MISSED
    assert story.happened(ev.FollowUpExcused) == []


def test_a_miss_brings_the_notice_forward_and_bypasses_no_safety_answer() -> None:
    """The owner is told early, and only once two people found it safe."""
    story = released()
    story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no tie"), ANA)
    far = story.case.notices[0].due
    late(story, 10 * DAY)
    assert story.happened(ev.FollowUpMissed) == [ev.FollowUpMissed()]
    near = story.case.notices[0].due
    assert near == story.now + Limits().notice_target
    assert near < far
    assert not ready(story.case, "O1", story.now, make.ROSTER)
    story.do(cm.AnswerSafety(owner="O1", answer=Safety.UNSAFE, why="asked again"), BEN)
    assert not ready(story.case, "O1", story.now, make.ROSTER)
    story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="asked once more"), BEN)
    assert ready(story.case, "O1", story.now, make.ROSTER)


def test_while_it_is_owed_nobody_is_told_early() -> None:
    """Overdue is not yet missed: the day before the last nothing is brought forward."""
    story = released()
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no tie"), who)
    late(story, 10 * DAY - HOUR)
    assert not ready(story.case, "O1", story.now, make.ROSTER)
    assert story.happened(ev.NoticeDueSet) == []


def _told(story: Story) -> None:
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 60)
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no tie"), who)
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m"), SYSTEM)
    story.do(stories.ended_attempt(), SYSTEM)
    assert story.case.notices[0].status is NoticeStatus.SENT


@pytest.mark.parametrize("end", ["received", "excused", "missed"])
def test_a_case_closes_with_its_last_duty(end: str) -> None:
    """The owner is told and the case stays open; it closes when the process is settled."""
    story = released()
    _told(story)
    assert story.case.state is State.RELEASED
    if end == "received":
        sent(story)
        story.do(READ, EVE)
    elif end == "excused":
        story.do(EXCUSE, ANA)
        story.do(EXCUSE, DEE)
    else:
        late(story, 10 * DAY)
    assert owed(story).status == end
    assert story.case.state is State.CLOSED
    assert story.happened(ev.CaseClosed) == [ev.CaseClosed()]


def test_what_comes_after_the_miss_came_late() -> None:
    """A closed case still takes and reads it; that it was missed stays on the record."""
    story = released()
    _told(story)
    late(story, 10 * DAY)
    missed_at = owed(story).missed_at
    sent(story, 5 * DAYS)
    assert story.refused(READ, EVE) is None
    assert (owed(story).status, owed(story).late) == (FollowUpStatus.RECEIVED, True)
    assert owed(story).missed_at == missed_at
    assert story.happened(ev.CaseClosed) == [ev.CaseClosed()]


def test_nothing_is_owed_before_something_left_the_house() -> None:
    """Neither an approval nor a clearance owes anything, nor one that was taken back."""
    story = stories.cleared()
    assert story.case.follow_up is None
    story.do(cm.ConfirmHandover(done=False), DEE, 1)
    assert story.case.follow_up is None
    assert story.refused(EXCUSE, ANA) is Refusal.WRONG_STATE


def test_a_case_of_before_owes_nothing() -> None:
    """A release on the record from before this was asked for closes with its last notice."""
    now = released()
    kept = [e for e in now.entries if not isinstance(e[2], ev.FollowUpIsOwed)]
    assert len(kept) == len(now.entries) - 1
    case = opened(kept[0][2], make.NUMBER, Stamp(*kept[0][:2]))
    for at, actor, event in kept[1:]:
        case = evolve(case, event, Stamp(at, actor))
    before = Story(case, now.opened, kept, now.outside, now=now.now)
    assert FOLLOW_UP not in {c.name for c in clocks(before.case, Limits())}
    _told(before)
    assert before.case.state is State.CLOSED
