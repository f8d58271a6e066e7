"""Promise 2: silence never approves, and a late click is late even when every timer is dead."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.limits import Limits
from bot.domain.roster import SYSTEM
from tests import story as stories
from tests.factories import AT, BEN, DEE, NUMBER, SAM, clearing, determination
from tests.properties.histories import (
    GRANTS,
    STAGES,
    Entries,
    History,
    Stage,
    folds,
    holds,
    opened_by_code,
    play,
    steps,
)
from tests.properties.moves import Move
from tests.story import Story, received

LIMITS = Limits()
ACTS = {
    ev.CaseApproved: (cm.FileDetermination, cm.RecordCall, cm.AnswerRefusal),
    ev.ReleaseCleared: (cm.ClearRelease,),
    ev.HandedOver: (cm.ConfirmHandover,),
}
waits = st.lists(st.floats(0, 20_000), min_size=1, max_size=12)


@pytest.mark.parametrize("stage", STAGES, ids=range(len(STAGES)))
@settings(max_examples=25)
@given(minutes=waits)
def test_time_alone_never_lets_anything_out(stage: Stage, minutes: list[float]) -> None:
    """However time passes, at whatever stage, it approves, clears and hands over nothing."""
    time = tuple(Move("time", SYSTEM, m) for m in minutes)
    before = len(play(History(0, stage.moves, ())).entries)
    after = play(History(0, stage.moves, time)).entries[before:]
    assert not [e for _, _, e in after if isinstance(e, GRANTS)]


def _each_grant_is_an_act(history: History) -> None:
    for step in steps(history):
        granted = [e for _, e in step.decided.events if isinstance(e, GRANTS)]
        if granted:
            assert step.move.who.startswith("p_") or opened_by_code(step)
            assert step.decided.refused is None
            assert any(actor == step.move.who for actor, _ in step.decided.events)


def test_whatever_goes_out_is_somebodys_act() -> None:
    """An approval and a clearance are an act; so is a hand-over, or the link that it opened."""
    holds(_each_grant_is_an_act)


def in_time(entries: Entries, number: str = NUMBER) -> None:
    """Nothing was approved after the hard stop, nor cleared after the approval's end."""
    stop = entries[0][0] + LIMITS.hard_stop
    until = datetime.max.replace(tzinfo=AT.tzinfo)
    restarts = (ev.RequestAmended, ev.CaseStopped, ev.ApprovalWithdrawn)
    for before, (at, _, event), _ in folds(entries, number):
        if isinstance(event, ev.CaseApproved):
            assert at < stop
            until = at + LIMITS.approval_valid
        elif isinstance(event, ev.ReleaseCleared):
            assert at < until
        elif isinstance(event, restarts) and before.approval is not None:
            stop = at + LIMITS.hard_stop
        elif isinstance(event, ev.DeterminationFiled):
            assert at < stop


def test_nothing_is_decided_after_its_time() -> None:
    """No history has a determination or an approval past the hard stop, or a late clearance."""
    holds(lambda history: in_time(play(history).entries))


@given(st.timedeltas(timedelta(), timedelta(hours=20)))
def test_the_second_determination_counts_until_the_hard_stop(wait: timedelta) -> None:
    """With every timer dead, the click before the hard stop approves and the one at it does not."""
    story = stories.one_filed()
    story.do(determination(story.case), BEN, wait.total_seconds() / 60)
    in_good_time = story.now < AT + LIMITS.hard_stop
    assert (story.case.state is State.APPROVED) is in_good_time
    assert (story.case.state is State.LAPSED) is not in_good_time


def _late(story: Story) -> float:
    return (AT + LIMITS.hard_stop - story.now).total_seconds() / 60


def test_a_click_at_the_hard_stop_is_refused_and_the_case_lapses() -> None:
    """The due time is part of the decision itself: the lapse stands before the refusal."""
    story = stories.one_filed()
    decided = story.do(determination(story.case), BEN, _late(story))
    assert decided.refused is not None
    assert decided.refused.reason is Refusal.TOO_LATE
    assert ev.CaseLapsed in {type(event) for _, event in decided.events}


def test_a_senior_is_late_as_well() -> None:
    """A disagreement that nobody settles lapses."""
    story = stories.disputed()
    assert story.refused(determination(story.case), SAM, _late(story)) is Refusal.TOO_LATE


@given(st.timedeltas(timedelta(), timedelta(hours=20)))
def test_an_approval_clears_until_its_end(wait: timedelta) -> None:
    """Twelve hours after the approval the custodian needs a new review, timers or not."""
    story = stories.approved()
    approval = story.case.approval
    assert approval is not None
    story.do(clearing(story.case), DEE, wait.total_seconds() / 60)
    assert (story.case.clearance is not None) is (story.now < approval.until)


def test_an_unanswered_case_lapses_for_nobody_watching() -> None:
    """A case that nobody ever opens ends as lapsed, loudly, and releases nothing."""
    story = received()
    happened = story.wait(24 * 60)
    assert story.case.state is State.LAPSED
    missed = {e.clock for e in happened if isinstance(e, ev.ClockReached) and e.stage == "missed"}
    assert missed == {
        "acknowledge",
        "triage",
        "verification",
        "first_determination",
        "hard_stop",
    }
