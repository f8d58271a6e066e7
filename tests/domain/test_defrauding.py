"""Fraud found in any state: two people, and what their finding brings."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.deadlines import clocks
from bot.domain.defrauding import found
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.events.defrauding import FraudConfirmed, FraudDropped, FraudFound
from bot.domain.events.recalling import RecallAnswered, RecallOrdered
from bot.domain.followup import FollowUpStatus
from bot.domain.fraud import (
    AT_ONCE,
    BREACH,
    FINDING,
    WARNING,
    AnswerBreach,
    BreachAnswer,
    ConfirmFraud,
    RefuseFraud,
)
from bot.domain.limits import Limits
from bot.domain.notice import AttemptOutcome, NoticeKind, NoticeStatus, Safety
from bot.domain.notice_kind import kind_of
from bot.domain.recall import RecallAnswer, RecallCause
from bot.domain.roster import SYSTEM, Roster
from bot.domain.rules.telling import ready
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE, ROSTER, SAM
from tests.forging import BREACH as GIVEN
from tests.forging import PROPOSE, confirmed, finding, forged, proposed, refusal, under
from tests.story import Story

BEFORE = sorted(set(State) - {State.RELEASED, State.CLOSED, State.FRAUD})
DROP = RefuseFraud(number=1, why="They called back: it is theirs.")


def running(story: Story) -> set[str]:
    """The names of the clocks that run."""
    return {c.name for c in clocks(story.case, Limits())}


def answered_safe(story: Story) -> None:
    """Two people find it safe to tell the owner, of what is known now."""
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no link"), who, 1)


@pytest.mark.parametrize("state", BEFORE)
def test_before_a_release_it_ends_the_case(state: State) -> None:
    """As fraud, from whatever state; nothing is recalled, and the agency is owed a call."""
    story = forged(stories.STATES[state])
    assert (story.case.state, found(story.case)) == (State.FRAUD, True)
    assert story.happened(RecallOrdered) == []
    assert {"outcome", WARNING} <= running(story) <= {"outcome", WARNING, "senior_call"}


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN, State.EMERGENCY_ENDED])
def test_a_case_that_had_ended_keeps_its_own_reason(state: State) -> None:
    """What it was decided for then stays what it was decided for."""
    before = stories.case(state).reason
    assert forged(stories.STATES[state]).case.reason is before
    assert forged(stories.verified).case.reason is Reason.FRAUD


@pytest.mark.parametrize("state", State)
def test_one_person_s_word_is_no_finding(state: State) -> None:
    """It waits, runs a clock, and changes nothing but that nothing is released."""
    if state is State.FRAUD:
        assert stories.STATES[state]().refused(PROPOSE, ANA) is Refusal.NOTHING_CHANGED
        return
    story = proposed(stories.STATES[state])
    assert (story.case.state, found(story.case)) == (state, False)
    assert FINDING in running(story)
    assert story.refused(PROPOSE, BEN) is Refusal.FRAUD_WAITS
    assert refusal(confirmed(story, ANA)) is Refusal.SAME_PERSON
    assert not story.happened(FraudFound)


def test_nothing_is_released_while_one_person_finds_it_forged() -> None:
    """Also of an approved case; once the finding falls it is released as before."""
    story = proposed(stories.approved)
    assert story.refused(make.clearing(story.case), DEE) is Refusal.FRAUD_WAITS
    assert story.refused(RefuseFraud(number=1, why=" "), BEN) is Refusal.NO_REASON
    assert story.refused(DROP, BEN) is None
    assert story.happened(FraudDropped)
    assert FINDING not in running(story)
    assert story.refused(make.clearing(story.case), DEE) is None
    assert refusal(confirmed(story, BEN)) is Refusal.NOTHING_WAITS


def test_who_may_find_it() -> None:
    """Anybody of the desk says so; whoever confirms decides cases; nobody who has left counts."""
    story = proposed(stories.released, EVE)
    assert refusal(confirmed(story, DEE)) is Refusal.WRONG_ROLE
    assert story.refused(ConfirmFraud(number=2), BEN) is Refusal.NOTHING_WAITS
    story.outside["roster"] = Roster(people=tuple(p for p in ROSTER.people if p.ref != EVE))
    assert refusal(confirmed(story, BEN)) is Refusal.PROPOSER_GONE
    assert story.refused(PROPOSE, ANA) is None
    assert finding(story).proposals == 2
    assert refusal(confirmed(story, BEN)) is None


def test_a_finding_that_waits_calls_the_seniors() -> None:
    """At once, when it is late, and ten minutes later."""
    story = proposed(stories.released)
    story.wait(45)
    pages = [p.people for p in story.happened(ev.PeoplePaged) if p.why == FINDING]
    assert len(pages) == 3
    assert all(SAM in people for people in pages)


def test_after_a_release_everything_is_recalled_and_owed_anew() -> None:
    """The recall, the notice within the hour, the breach's clock, the end of the promise."""
    story = under(proposed(stories.released), GIVEN)
    assert refusal(confirmed(story)) is None
    now = story.now
    assert [e.cause for e in story.happened(RecallOrdered)] == [RecallCause.FRAUD]
    assert [(n.status, n.due) for n in story.case.notices] == [(NoticeStatus.OWED, now + AT_ONCE)]
    assert finding(story).breach_due == now + GIVEN
    assert story.case.follow_up is not None
    assert story.case.follow_up.status is FollowUpStatus.EXCUSED
    assert {BREACH, WARNING, "recall", "notice:O1", "outcome"} == running(story)
    assert kind_of(story.case, "O1") is NoticeKind.FRAUD
    told = {(p.role, p.why) for p in story.happened(ev.PeoplePaged)[-2:]}
    assert told == {("senior", "fraud"), ("safety", "fraud")}


def test_the_finding_is_the_product_s_word_and_the_yes_the_person_s() -> None:
    """Who confirmed is on the record; what follows is nobody's choice."""
    story = forged()
    authors = {type(e): by for _, by, e in story.entries}
    assert (authors[FraudConfirmed], authors[FraudFound]) == (BEN, SYSTEM)


def test_a_standard_without_a_breach_clock_has_none() -> None:
    """Where the law names no time, none runs."""
    story = forged()
    assert finding(story).breach_due is None
    assert BREACH not in running(story)
    reported = AnswerBreach(answer=BreachAnswer.REPORTED, how="To the commission.")
    assert story.refused(reported, SAM) is Refusal.NO_FRAUD


def test_who_found_it_safe_is_asked_anew() -> None:
    """Answers about another story count no more: nothing goes out until two people answer again."""
    story = stories.telling()
    assert ready(story.case, "O1", story.now, ROSTER)
    story.do(PROPOSE, ANA, 1)
    confirmed(story)
    assert (story.case.safety, ready(story.case, "O1", story.now, ROSTER)) == ((), False)
    answered_safe(story)
    assert ready(story.case, "O1", story.now, ROSTER)


def test_an_owner_is_told_without_waiting_for_the_end() -> None:
    """The emergency need not be over: there was none."""
    story = forged()
    assert story.case.ended_at is None
    answered_safe(story)
    assert ready(story.case, "O1", story.now, ROSTER)


def test_an_owner_who_was_told_is_told_anew() -> None:
    """A closed case opens again; the new attempt has a number of its own."""
    story = forged(stories.told)
    assert story.case.state is State.RELEASED
    (notice,) = story.case.notices
    assert (notice.status, notice.attempt) == (NoticeStatus.OWED, 1)
    answered_safe(story)
    begin = cm.BeginNotice(owner="O1", channel="email", message_id="m2")
    assert story.refused(begin, SYSTEM) is None
    assert story.happened(ev.NoticeAttempted)[-1].attempt == 2
    story.do(stories.ended_attempt(attempt=2), SYSTEM)
    assert story.case.state is State.CLOSED


def test_an_attempt_under_way_settles_nothing() -> None:
    """Its letter tells the earlier story, so its end is not the notice's end."""
    story = stories.telling()
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m1"), SYSTEM)
    story.do(PROPOSE, ANA)
    confirmed(story)
    ends = story.happened(ev.NoticeAttemptEnded)
    assert [e.outcome for e in ends] == [AttemptOutcome.UNKNOWN]
    assert story.refused(stories.ended_attempt(), SYSTEM) is Refusal.NOTICE_NOT_READY
    assert story.case.notices[0].open


@pytest.mark.parametrize("done", [True, False])
def test_fraud_while_nobody_knows_whether_it_left(done: bool) -> None:
    """Recalled at once; the custodian then says, and the case goes on or ends as fraud."""
    story = under(proposed(stories.cleared), GIVEN)
    assert refusal(confirmed(story)) is None
    assert (story.case.state, found(story.case)) == (State.APPROVED, True)
    assert BREACH not in running(story)
    assert story.refused(cm.ConfirmHandover(done=done), DEE, 1) is None
    if done:
        assert (story.case.state, story.case.follow_up) == (State.RELEASED, None)
        assert BREACH in running(story)
        assert story.case.notices[0].open
    else:
        assert (story.case.state, BREACH in running(story)) == (State.FRAUD, False)
        left = [e.answer for e in story.happened(RecallAnswered)]
        assert left == [RecallAnswer.NOTHING_LEFT]
        assert not any(n.open for n in story.case.notices)
