"""Which clocks run in which state, and when each acts."""

from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain.case import Case, State
from bot.domain.deadlines import clocks, next_due, pending
from bot.domain.events import Stage
from bot.domain.limits import DAY, HANDOVER, HOUR, MINUTE, SENIOR_AFTER, Limits
from tests import story as stories
from tests.factories import ANA, AT, DEE, EVE

LIMITS = Limits()


def _running(case: Case) -> set[str]:
    return {c.name for c in clocks(case, LIMITS)}


RUNNING = {
    State.RECEIVED: {
        "hard_stop",
        "acknowledge",
        "triage",
        "verification",
        "first_determination",
    },
    State.VERIFYING: {"hard_stop", "verification", "first_determination"},
    State.IN_REVIEW: {"hard_stop", "first_determination"},
    State.ON_HOLD: {"hard_stop", "answer"},
    State.ESCALATED: {"hard_stop", "senior_determination"},
    State.APPROVED: {"approval_valid", "facts_fresh"},
    State.RELEASED: {"notice:O1", "emergency_end", "follow_up", "outcome"},
    State.REFUSED: {"senior_call", "outcome"},
    State.LAPSED: {"senior_call", "outcome"},
    State.WITHDRAWN: {"outcome"},
    State.EMERGENCY_ENDED: {"outcome"},
    State.FRAUD: {"outcome", "agency_warning"},
    State.CLOSED: {"outcome"},
}


@pytest.mark.parametrize("state", State)
def test_the_clocks_of_each_state(state: State) -> None:
    """Undecided cases have the hard stop; ended ones the outcome, and calls that are owed."""
    assert _running(stories.case(state)) == RUNNING.get(state, set())


def test_the_default_lengths() -> None:
    """What the field's practice is, in one place."""
    lengths = {c.name: c.due - c.start for c in clocks(stories.received().case, LIMITS)}
    assert lengths == {
        "hard_stop": 8 * HOUR,
        "acknowledge": 5 * MINUTE,
        "triage": 15 * MINUTE,
        "verification": 30 * MINUTE,
        "first_determination": 30 * MINUTE,
    }
    assert (LIMITS.approval_valid, LIMITS.facts_fresh) == (12 * HOUR, 60 * MINUTE)
    assert (LIMITS.notice_target, LIMITS.notice_hard_max) == (24 * HOUR, 90 * DAY)


def test_a_stage_limit_acts_four_times() -> None:
    """At half, at four fifths, when it is missed, and ten minutes later at a senior's."""
    case = stories.received().case
    first = next(c for c in clocks(case, LIMITS) if c.name == "first_determination")
    assert first.stages == (
        (Stage.HALF, AT + 15 * MINUTE),
        (Stage.MOST, AT + 24 * MINUTE),
        (Stage.MISSED, AT + 30 * MINUTE),
        (Stage.SENIOR, AT + 30 * MINUTE + SENIOR_AFTER),
    )


def test_the_second_clock_starts_with_the_first_determination() -> None:
    """Not with the receipt."""
    story = stories.one_filed()
    second = next(c for c in clocks(story.case, LIMITS) if c.name == "second_determination")
    assert second.start == story.case.filed[0].at


def test_review_clocks_rest_while_the_agency_is_asked() -> None:
    """The hard stop does not, and the review begins anew when the hold ends."""
    story = stories.verified()
    story.do(cm.AskAgency(questions=("where",), own=None, to="officer"), ANA)
    assert "first_determination" not in _running(story.case)
    story.wait(60)
    first = next(c for c in clocks(story.case, LIMITS) if c.name == "first_determination")
    assert first.start == story.now
    assert story.case.stop_from == AT


def test_a_cleared_release_has_one_clock() -> None:
    """Somebody must say within a quarter of an hour whether it was handed over."""
    story = stories.cleared()
    (handover,) = clocks(story.case, LIMITS)
    assert (handover.name, handover.due - handover.start) == ("handover", HANDOVER)


def test_a_stop_keeps_only_the_hard_stop() -> None:
    """Nobody is chased to decide a case that was stopped; a clearance still wants its answer."""
    story = stories.one_filed()
    story.do(cm.StopCase(why="she is home"), ANA)
    assert _running(story.case) == {"hard_stop"}
    cleared = stories.cleared()
    cleared.do(cm.StopCase(why="she is home"), ANA)
    assert _running(cleared.case) == {"handover"}
    cleared.do(cm.ConfirmHandover(done=False), DEE)
    assert _running(cleared.case) == {"hard_stop"}


def test_the_desk_is_asked_daily_whether_it_is_over() -> None:
    """Every day after the release, until somebody records the end."""
    story = stories.released()
    for _ in range(3):
        due = next_due(story.case, LIMITS)
        assert due is not None
        story.wait((due - story.now) / MINUTE)
    asked = [name for name, _, _ in story.case.reached if name == "emergency_end"]
    assert len(asked) == 3
    assert story.now - AT >= 3 * DAY
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE)
    assert "emergency_end" not in _running(story.case)


@pytest.mark.parametrize("state", State)
def test_the_next_due_time_is_the_first_that_has_not_acted(state: State) -> None:
    """After acting at that instant the next one is later, or none."""
    story = stories.STATES[state]()
    due = next_due(story.case, LIMITS)
    assert due == min((at for at, _, _ in pending(story.case, LIMITS)), default=None)
    if due is not None:
        story.wait(max(timedelta(), due - story.now) / MINUTE)
        later = next_due(story.case, LIMITS)
        assert later is None or later > due
