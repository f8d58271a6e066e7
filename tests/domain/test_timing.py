"""What time does by itself: reminds, calls others, lapses, expires."""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.events import Stage
from bot.domain.roster import SYSTEM
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE, clearing, determination


def _reached(events: tuple[ev.Event, ...]) -> list[tuple[str, Stage]]:
    return [(e.clock, e.stage) for e in events if isinstance(e, ev.ClockReached)]


def test_stages_act_in_the_order_they_fell_due() -> None:
    """An hour of silence is caught up in order, and each stage acts once."""
    story = stories.received()
    happened = _reached(story.wait(45))
    assert happened[:4] == [
        ("acknowledge", Stage.HALF),
        ("acknowledge", Stage.MOST),
        ("acknowledge", Stage.MISSED),
        ("triage", Stage.HALF),
    ]
    assert len(happened) == len(set(happened))
    assert story.wait(0) == ()


def test_time_passed_in_steps_or_at_once_reaches_the_same() -> None:
    """A sweep that slept through an hour finds every stage that a careful one found."""
    once, steps = stories.received(), stories.received()
    once.wait(50)
    for _ in range(50):
        steps.wait(1)
    # What a missed limit begins is begun when somebody finds that it was missed.
    found = [{r for r in s.case.reached if r[0] != "senior_call"} for s in (once, steps)]
    assert found[0] == found[1]
    assert once.case.state is steps.case.state


def test_a_reminder_calls_nobody_new() -> None:
    """Half and most are reminders; people are paged when a limit is missed."""
    story = stories.verified()
    story.wait(5)
    assert not [e for e in story.wait(8) if isinstance(e, ev.PeoplePaged)]


def test_a_hold_that_is_not_answered_ends() -> None:
    """The reviewers go on with what there is, with clocks of their own."""
    story = stories.STATES[State.ON_HOLD]()
    happened = story.wait(60)
    assert isinstance(happened[-1], ev.HoldEnded)
    assert (story.case.state, story.case.asked_at) == (State.IN_REVIEW, None)


def test_an_expired_approval_is_a_new_review_of_the_same_request() -> None:
    """Version 2 of the same content: nobody's determination counts, everybody may file."""
    story = stories.approved()
    mark = story.case.mark
    story.wait(12 * 60)
    withdrawn = story.happened(ev.ApprovalWithdrawn)
    assert [(w.why, w.version) for w in withdrawn] == [("expired", 2)]
    assert (story.case.version, story.case.mark, story.case.filed) == (2, mark, ())
    for who in (ANA, BEN):
        story.do(determination(story.case), who, 1)
    assert story.case.state is State.APPROVED
    assert story.refused(clearing(story.case), DEE, 1) is None


def test_stale_facts_are_said_to_be_stale() -> None:
    """An hour after the last confirmation the clock acts, and the approval stands."""
    story = stories.approved()
    stale = [s for c, s in _reached(story.wait(70)) if c == "facts_fresh"]
    assert stale == [Stage.MISSED]
    assert story.case.state is State.APPROVED
    story.do(cm.ReconfirmFacts(how="called"), EVE)
    assert [s for c, s in _reached(story.wait(60)) if c == "facts_fresh"] == [Stage.MISSED]


def test_a_clearance_that_nobody_confirms_is_escalated() -> None:
    """Whether the items left the house is asked of callers, then of seniors."""
    story = stories.cleared()
    happened = story.wait(25)
    assert [s for c, s in _reached(happened) if c == "handover"] == [
        Stage.HALF,
        Stage.MOST,
        Stage.MISSED,
        Stage.SENIOR,
    ]
    assert story.case.clearance is not None


def test_an_overdue_notice_reaches_its_stages_and_stays() -> None:
    """Half, most and missed; the obligation does not go away."""
    story = stories.released()
    happened = _reached(story.wait(91 * 24 * 60))
    assert [s for c, s in happened if c == "notice:O1"] == [Stage.HALF, Stage.MOST, Stage.MISSED]
    assert story.case.notices[0].open


def test_time_is_written_as_the_products_own() -> None:
    """What time did is nobody's act, even when a person's click brought it to light."""
    story = stories.one_filed()
    decided = story.do(determination(story.case), BEN, 20)
    timely = [(actor, e) for actor, e in decided.events if isinstance(e, ev.ClockReached)]
    assert timely
    assert {actor for actor, _ in timely} == {SYSTEM}
    assert decided.events.index(timely[-1]) < [type(e) for _, e in decided.events].index(
        ev.DeterminationFiled
    )


def test_a_year_of_sleep_is_caught_up() -> None:
    """However long nothing ran, time settles, in as many passes as it takes."""
    story = stories.released()
    story.wait(365 * 24 * 60)
    for _ in range(5):
        story.wait(0)
    assert story.wait(0) == ()
