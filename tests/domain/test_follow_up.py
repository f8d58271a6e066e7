"""The legal process that must follow a release: when it is owed, and what is read of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import events as ev
from bot.domain.codec import join_event, split
from bot.domain.deadlines import FOLLOW_UP, clocks
from bot.domain.errors import Refusal
from bot.domain.events import Stage
from bot.domain.folding import evolve
from bot.domain.followup import (
    AcceptProcess,
    Covers,
    FollowUpStatus,
    ProcessKind,
    RefuseProcess,
    kind_named,
)
from bot.domain.limits import DAY, HOUR, Limits
from bot.domain.stamp import Stamp
from tests import story as stories
from tests.factories import ANA, EVE
from tests.owing import DAYS, READ, late, owed, released, sent


@pytest.mark.parametrize(
    ("promised", "due"),
    [
        (None, 10 * DAY),
        (timedelta(days=3), 3 * DAY),
        (timedelta(hours=2), DAY),
        (timedelta(days=-2), DAY),
        (timedelta(days=30), 30 * DAY),
        (timedelta(days=400), 30 * DAY),
    ],
)
def test_when_it_is_due(promised: timedelta | None, due: timedelta) -> None:
    """By the promise within a day and thirty of the release; ten days after it without one."""
    at = stories.released().now
    story = released(at + promised if promised is not None else None)
    assert (owed(story).owed_at, owed(story).due) == (at, at + due)
    assert owed(story).process is ProcessKind.WARRANT


def test_without_a_promise_it_is_owed_as_well() -> None:
    """A release without a word of a warrant owes one in ten days, and says that none was named."""
    story = stories.released()
    assert story.happened(ev.FollowUpIsOwed) == [ev.FollowUpIsOwed(due=story.now + 10 * DAY)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("warrant", ProcessKind.WARRANT),
        ("Court Order", ProcessKind.COURT_ORDER),
        ("<!channel> *warrant*", ProcessKind.OTHER),
        ("", ProcessKind.OTHER),
    ],
)
def test_a_promise_becomes_a_word_of_ours(text: str, kind: ProcessKind) -> None:
    """What an agency calls it never reaches the record's open part as it was typed."""
    assert kind_named(text) is kind


def test_the_clock_of_a_follow_up() -> None:
    """Reminds at half and four fifths, is late when due, and chases after 1, 3 and 10 days."""
    story = released()
    (clock,) = (c for c in clocks(story.case, Limits()) if c.name == FOLLOW_UP)
    assert [(stage, at - clock.start) for stage, at in clock.stages] == [
        (Stage.HALF, 5 * DAY),
        (Stage.MOST, 8 * DAY),
        (Stage.MISSED, 10 * DAY),
        (Stage.FIRST_CHASE, 11 * DAY),
        (Stage.SECOND_CHASE, 13 * DAY),
        (Stage.LAST_CHASE, 20 * DAY),
    ]


def test_every_stage_acts_once_and_none_before_its_time() -> None:
    """An hour before nothing happens, at the minute it does, and no wait repeats it."""
    story = released()
    for stage, after in ((Stage.FIRST_CHASE, 1), (Stage.SECOND_CHASE, 3), (Stage.LAST_CHASE, 10)):
        late(story, after * DAY - HOUR)
        assert stage not in {e.stage for e in story.happened(ev.ClockReached)}
        story.wait(60)
        story.wait(1)
        reached = [e for e in story.happened(ev.ClockReached) if e.stage is stage]
        assert [e.clock for e in reached] == [FOLLOW_UP]


@pytest.mark.parametrize(
    ("after", "is_late"), [(-HOUR, False), (timedelta(), False), (HOUR, True), (9 * DAY, True)]
)
def test_received_in_time_or_late(after: timedelta, is_late: bool) -> None:
    """What counts is when the document came, not when somebody of the desk read it."""
    story = released()
    late(story, after)
    sent(story)
    assert story.refused(READ, EVE, 3 * DAYS) is None
    assert owed(story).status is FollowUpStatus.RECEIVED
    assert (owed(story).received, owed(story).late) == (1, is_late)
    assert story.happened(ev.FollowUpMissed) == []
    assert FOLLOW_UP not in {c.name for c in clocks(story.case, Limits())}


def test_a_document_that_nobody_read_is_not_never_sent() -> None:
    """While one lies unread the case stays late and loud, and the agency is not blamed for it."""
    story = released()
    late(story, 2 * DAY)
    sent(story)
    late(story, 30 * DAY)
    assert (owed(story).status, owed(story).missed_at) == (FollowUpStatus.OWED, None)
    (clock,) = (c for c in clocks(story.case, Limits()) if c.name == FOLLOW_UP)
    assert clock.due < story.now
    story.do(RefuseProcess(number=1, why="another case's"), EVE)
    story.wait(0)
    assert owed(story).status is FollowUpStatus.MISSED


def test_a_document_that_covers_nothing_changes_nothing() -> None:
    """It cannot be accepted; it is put aside with a reason, and read once."""
    story = released()
    sent(story)
    none = AcceptProcess(number=1, covers=Covers.NO, process=ProcessKind.OTHER, issuer="Court")
    assert story.refused(none, EVE) is Refusal.PROCESS_NOT_COVERING
    assert story.refused(RefuseProcess(number=1, why=" "), EVE) is Refusal.NO_REASON
    assert story.refused(RefuseProcess(number=2, why="no"), EVE) is Refusal.NO_SUCH_PROCESS
    assert story.refused(RefuseProcess(number=1, why="a parking ticket"), EVE) is None
    assert story.refused(READ, ANA) is Refusal.PROCESS_READ
    assert owed(story).open


def test_whoever_takes_a_document_names_its_issuer() -> None:
    """A warrant of nobody's is none; one that covers part is taken and says so."""
    story = released()
    sent(story)
    nobodys = AcceptProcess(number=1, covers=Covers.YES, process=ProcessKind.WARRANT, issuer=" ")
    assert story.refused(nobodys, EVE) is Refusal.NO_REASON
    part = AcceptProcess(
        number=1, covers=Covers.PARTLY, process=ProcessKind.WARRANT, issuer="Court"
    )
    story.do(part, EVE)
    assert story.happened(ev.ProcessAccepted)[0].covers is Covers.PARTLY
    assert story.case.uploads[0].covers is Covers.PARTLY


def test_a_document_for_a_part_leaves_the_rest_owed() -> None:
    """It is chased and missed as before, until another covers the rest or two people excuse it."""
    part = AcceptProcess(
        number=1, covers=Covers.PARTLY, process=ProcessKind.WARRANT, issuer="Court"
    )
    story, missed = released(), released()
    for one in (story, missed):
        sent(one)
        assert one.refused(part, EVE) is None
        assert (owed(one).open, owed(one).part, owed(one).received) == (True, 1, 0)
        assert FOLLOW_UP in {c.name for c in clocks(one.case, Limits())}
    sent(story)
    assert story.refused(replace(READ, number=2), EVE) is None
    assert (owed(story).status, owed(story).received) == (FollowUpStatus.RECEIVED, 2)
    late(missed, 11 * DAY)
    assert owed(missed).status is FollowUpStatus.MISSED


def test_a_part_that_was_taken_before_the_rest_was_asked_for_stays_enough() -> None:
    """An entry of the first schema says nothing of a rest, and ends the promise as it did."""
    story = released()
    sent(story)
    accepted = ev.ProcessAccepted(
        number=1, covers=Covers.PARTLY, process=ProcessKind.WARRANT, late=False
    )
    before = {k: v for k, v in split(accepted).public.items() if k != "rest_owed"}
    old = join_event("process.accepted", {**before, "schema": 1}, None)
    case = evolve(story.case, old, Stamp(story.now, EVE))
    assert case.follow_up is not None
    assert case.follow_up.status is FollowUpStatus.RECEIVED
