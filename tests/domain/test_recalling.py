"""Recalling what was handed over: when it is ordered, who answers for it, and how it ends."""

from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain.case import State
from bot.domain.deadlines import clocks
from bot.domain.errors import Refusal
from bot.domain.events import ClockReached, PeoplePaged, Stage
from bot.domain.events.recalling import RecallAnswered, RecallOrdered
from bot.domain.limits import DAY, Limits
from bot.domain.recall import CLOCK, AnswerRecall, OrderRecall, RecallAnswer, RecallCause
from bot.domain.recalling import recalled, unanswered
from tests import story as stories
from tests.factories import ANA, DEE, EVE
from tests.owing import DAYS
from tests.story import Story

WITHDRAW = cm.WithdrawRequest(how="Dispatch says it was the wrong house.")
DELETED = AnswerRecall(answer=RecallAnswer.DELETED, how="The officer, by telephone.")
REFUSED = AnswerRecall(answer=RecallAnswer.REFUSED, how="Their counsel: they must keep it.")
SILENT = AnswerRecall(answer=RecallAnswer.NO_ANSWER, how="Rang the desk twice.")


def taken_back() -> Story:
    """A release, and then the agency withdraws."""
    story = stories.released()
    assert story.refused(WITHDRAW, EVE, 5) is None
    return story


def runs(story: Story) -> bool:
    """Whether the recall's clock runs."""
    return CLOCK in {c.name for c in clocks(story.case, Limits())}


@pytest.mark.parametrize("at", [stories.received, stories.verified, stories.approved])
def test_a_withdrawal_before_the_release_recalls_nothing(at: stories.Callable[[], Story]) -> None:
    """It ends the case: nothing went out, so nothing is asked back."""
    story = at()
    story.do(WITHDRAW, EVE, 5)
    assert (story.case.state, recalled(story.case)) == (State.WITHDRAWN, False)


@pytest.mark.parametrize("at", [stories.released, stories.told])
def test_a_withdrawal_after_the_release_recalls_it(at: stories.Callable[[], Story]) -> None:
    """Also of a case that has closed; the state stays, and the recipient has a day to answer."""
    story = at()
    before = story.case.state
    assert story.refused(WITHDRAW, EVE, 5) is None
    assert (story.case.state, recalled(story.case)) == (before, True)
    due = story.now + timedelta(days=1)
    assert story.happened(RecallOrdered) == [RecallOrdered(cause=RecallCause.WITHDRAWN, due=due)]
    assert runs(story)


def test_nothing_is_withdrawn_while_nobody_knows_whether_it_left() -> None:
    """A clearance is answered for first: then it is known what there is to recall."""
    story = stories.cleared()
    assert story.refused(WITHDRAW, EVE) is Refusal.ALREADY_CLEARED


@pytest.mark.parametrize("answer", [DELETED, REFUSED])
def test_an_answer_ends_the_asking(answer: AnswerRecall) -> None:
    """The clock stops; what was recalled stays recalled."""
    story = taken_back()
    assert story.refused(answer, EVE, 60) is None
    assert (unanswered(story.case), runs(story), recalled(story.case)) == (None, False, True)
    assert story.refused(answer, EVE, 60) is Refusal.NOTHING_CHANGED
    assert story.refused(SILENT, EVE, 60) is Refusal.NOTHING_CHANGED


def test_a_refusal_calls_the_seniors_and_may_become_a_deletion() -> None:
    """Who will not delete is for a senior; who then does is written down too."""
    story = taken_back()
    story.do(REFUSED, EVE, 60)
    assert [(p.role, p.why) for p in story.happened(PeoplePaged)][-1] == ("senior", CLOCK)
    assert story.refused(DELETED, EVE, 60) is None
    recall = story.case.recall
    assert recall is not None
    assert recall.answer is RecallAnswer.DELETED
    assert story.refused(REFUSED, EVE, 60) is Refusal.NOTHING_CHANGED


def test_nobody_at_the_telephone_is_one_try_and_no_end() -> None:
    """A person's `no answer` is kept, and the recipient is asked on."""
    story = taken_back()
    assert story.refused(SILENT, EVE, 60) is None
    recall = story.case.recall
    assert recall is not None
    assert (recall.tries, recall.open) == (1, True)


def test_silence_is_chased_three_times_and_then_counted() -> None:
    """A day, three and ten days after it was due; the last time ends it, and seniors hear of it."""
    story = taken_back()
    for days, stage in ((2, Stage.FIRST_CHASE), (4, Stage.SECOND_CHASE), (11, Stage.LAST_CHASE)):
        story.wait((story.case.recall.ordered_at + days * DAY - story.now) / timedelta(minutes=1))
        reached = [e.stage for e in story.happened(ClockReached) if e.clock == CLOCK]
        assert reached[-1] is stage
    assert story.happened(RecallAnswered) == [RecallAnswered(answer=RecallAnswer.NO_ANSWER)]
    assert story.happened(PeoplePaged)[-1].why == CLOCK
    assert (runs(story), recalled(story.case)) == (False, True)
    assert story.refused(DELETED, EVE, DAYS) is None


def test_who_recalls_by_hand() -> None:
    """Something went out that should not have: one decider or custodian is enough."""
    story = stories.released()
    assert story.refused(OrderRecall(why="the neighbour's camera"), EVE) is Refusal.WRONG_ROLE
    assert story.refused(OrderRecall(why=" "), DEE) is Refusal.NO_REASON
    assert story.refused(DELETED, EVE) is Refusal.NOTHING_TO_RECALL
    assert story.refused(OrderRecall(why="the neighbour's camera"), DEE) is None
    assert story.refused(OrderRecall(why="once more"), ANA) is Refusal.NOTHING_CHANGED
    assert [e.cause for e in story.happened(RecallOrdered)] == [RecallCause.MISTAKE]


def test_nobody_recalls_what_never_left() -> None:
    """There is nothing to ask back before a hand-over."""
    story = stories.approved()
    assert story.refused(DELETED, EVE) is Refusal.NOTHING_TO_RECALL
    assert story.refused(OrderRecall(why="wrong"), ANA) is Refusal.WRONG_STATE
