"""Was it truly an emergency? When it is asked, who answers, and what an answer brings."""

from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import ENDED, State
from bot.domain.deadlines import clocks
from bot.domain.defrauding import found, stands
from bot.domain.errors import Refusal
from bot.domain.events.defrauding import OutcomeRecorded
from bot.domain.limits import DAY, MINUTE, Limits
from bot.domain.notice import NoticeKind, NoticeStatus
from bot.domain.notice_kind import kind_of
from bot.domain.outcome import AGAIN, CLOCK, OutcomeOwed, RecordOutcome, Truth
from bot.domain.roster import SYSTEM, Roster
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, EVE, ROSTER, SAM
from tests.forging import forged
from tests.story import Story

ENDS = sorted(ENDED | {State.RELEASED})


def says(truth: Truth) -> RecordOutcome:
    """One answer."""
    return RecordOutcome(truth=truth, source="The county's own report.")


def owed(story: Story) -> OutcomeOwed:
    """What the case owes the public."""
    assert story.case.outcome is not None
    return story.case.outcome


@pytest.mark.parametrize("state", ENDS)
def test_every_end_is_asked_about_after_thirty_days(state: State) -> None:
    """A release too, whose notice may still be held; nothing that still runs is."""
    story = stories.STATES[state]()
    (clock,) = (c for c in clocks(story.case, Limits()) if c.name == CLOCK)
    assert clock.due - clock.start == 30 * DAY


@pytest.mark.parametrize("state", sorted(set(State) - set(ENDS)))
def test_what_has_not_ended_is_not_asked_about(state: State) -> None:
    """Nobody says in the middle how it ends."""
    story = stories.STATES[state]()
    assert story.case.outcome is None
    assert story.refused(says(Truth.CONFIRMED), EVE) is Refusal.WRONG_STATE


def test_it_is_asked_daily_for_a_week_and_then_weekly() -> None:
    """From the thirtieth day on, until two people have said; the clock stays late all the while."""
    story = stories.STATES[State.WITHDRAWN]()
    ended = owed(story).since
    asked = []
    for _ in range(62):
        before = len(story.happened(ev.ClockReached))
        story.wait(DAY / MINUTE)
        if len(story.happened(ev.ClockReached)) > before:
            asked.append((story.now - ended) // DAY)
    assert asked == [30, 31, 32, 33, 34, 35, 36, 37, 44, 51, 58]
    names = {e.clock for e in story.happened(ev.ClockReached)[-8:]}
    assert names == {AGAIN}
    late = next(c for c in clocks(story.case, Limits()) if c.name == CLOCK)
    assert late.due < story.now


@pytest.mark.parametrize("truth", Truth)
def test_two_people_who_say_the_same_record_it(truth: Truth) -> None:
    """One alone records nothing, and not by saying it twice."""
    story = stories.told()
    assert story.refused(says(truth), EVE) is None
    assert owed(story).open
    assert story.refused(says(truth), EVE) is Refusal.NOTHING_CHANGED
    assert story.refused(says(truth), DEE) is None
    assert (owed(story).found, owed(story).found_at) == (truth, story.now)
    assert story.refused(says(truth), ANA) is Refusal.OUTCOME_KNOWN
    assert [c.name for c in clocks(story.case, Limits())] == []
    author = [by for _, by, e in story.entries if isinstance(e, OutcomeRecorded)]
    assert author == [SYSTEM]


def test_a_source_is_named() -> None:
    """Without one an answer is a guess."""
    story = stories.told()
    assert story.refused(RecordOutcome(truth=Truth.CONFIRMED, source=" "), EVE) is Refusal.NO_SOURCE


def test_where_two_differ_a_senior_is_one_of_those_who_agree() -> None:
    """Seniors are called; a third person who is none settles nothing."""
    story = stories.told()
    story.do(says(Truth.CONFIRMED), EVE)
    assert story.refused(says(Truth.MISTAKEN), DEE) is None
    assert (owed(story).open, owed(story).disputed) == (True, True)
    assert story.happened(ev.PeoplePaged)[-1].why == CLOCK
    story.do(says(Truth.MISTAKEN), ANA)
    assert owed(story).open
    story.do(says(Truth.CONFIRMED), SAM)
    assert owed(story).found is Truth.CONFIRMED


def test_whoever_thinks_better_of_it_agrees() -> None:
    """A later answer takes the place of the earlier one of the same person."""
    story = stories.told()
    story.do(says(Truth.CONFIRMED), EVE)
    story.do(says(Truth.MISTAKEN), DEE)
    assert story.refused(says(Truth.MISTAKEN), EVE) is None
    assert owed(story).found is Truth.MISTAKEN


def test_who_left_the_roster_does_not_count() -> None:
    """Nobody can ask them how they know."""
    story = stories.told()
    story.do(says(Truth.CONFIRMED), EVE)
    story.outside["roster"] = Roster(people=tuple(p for p in ROSTER.people if p.ref != EVE))
    story.do(says(Truth.CONFIRMED), DEE)
    assert owed(story).open


def test_a_fraud_found_later_is_asked_about_anew() -> None:
    """What two people said of it before they knew is no answer any more."""

    def known() -> Story:
        story = stories.told()
        story.do(says(Truth.CONFIRMED), EVE)
        story.do(says(Truth.CONFIRMED), DEE)
        return story

    story = forged(known)
    assert (owed(story).open, owed(story).said, owed(story).since) == (True, (), story.now)


def told_of_fraud() -> Story:
    """A release that was found forged, and its owner was told so."""
    story = forged()
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=cm.Safety.SAFE, why="no link"), who, 1)
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m1"), SYSTEM)
    story.do(stories.ended_attempt(), SYSTEM)
    assert story.case.notices[0].status is NoticeStatus.SENT
    return story


@pytest.mark.parametrize(
    ("truth", "genuine"),
    [
        (Truth.CONFIRMED, True),
        (Truth.MISTAKEN, True),
        (Truth.MISREPRESENTED, False),
        (Truth.UNKNOWN, False),
    ],
)
def test_a_finding_that_was_wrong(truth: Truth, genuine: bool) -> None:
    """The outcome sets it right: it stands no more, is kept, and owners hear the true story."""
    story = told_of_fraud()
    story.do(says(truth), CYD)
    story.do(says(truth), SAM)
    assert (found(story.case), stands(story.case)) == (True, not genuine)
    assert story.case.notices[0].open is genuine
    assert story.case.state is (State.RELEASED if genuine else State.CLOSED)
    kind = NoticeKind.ORDINARY if genuine else NoticeKind.FRAUD
    assert kind_of(story.case, "O1") is kind


def test_time_that_nobody_let_pass_asks_once_for_each() -> None:
    """Half a year of dead timers is caught up without end and without loss."""
    story = stories.STATES[State.WITHDRAWN]()
    story.wait(timedelta(days=180) / MINUTE)
    due = next(c for c in clocks(story.case, Limits()) if c.name == AGAIN).due
    assert story.now < due <= story.now + 7 * DAY
