"""Telling the owners: when it may begin, how attempts end, when the case closes."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.notice import ATTEMPTS, AttemptOutcome, NoticeStatus, Safety
from bot.domain.release import OwnerRole
from bot.domain.roster import SYSTEM
from bot.domain.rules.telling import ready
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE
from tests.story import Story, ended_attempt

BEGIN = cm.BeginNotice(owner="O1", channel="email", message_id="m")


def _ended() -> Story:
    story = stories.released()
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 60)
    return story


def _answer(who: str, answer: Safety, story: Story) -> None:
    story.do(cm.AnswerSafety(owner="O1", answer=answer, why="looked"), who, 1)


@pytest.mark.parametrize(
    ("answers", "safe"),
    [
        ([(ANA, Safety.SAFE), (BEN, Safety.SAFE)], True),
        ([(ANA, Safety.SAFE)], False),
        ([(ANA, Safety.SAFE), (ANA, Safety.SAFE)], False),
        ([(ANA, Safety.SAFE), (BEN, Safety.UNKNOWN)], False),
        ([(ANA, Safety.SAFE), (BEN, Safety.SAFE), (EVE, Safety.UNSAFE)], False),
        ([(ANA, Safety.UNSAFE), (BEN, Safety.SAFE), (ANA, Safety.SAFE)], True),
    ],
)
def test_two_people_find_it_safe_and_nobody_unsafe(
    answers: list[tuple[str, Safety]], safe: bool
) -> None:
    """One person is not two, a doubt of anybody's holds, and a later answer replaces one's own."""
    story = _ended()
    for who, answer in answers:
        _answer(who, answer, story)
    assert ready(story.case, "O1") is safe
    assert (story.refused(BEGIN, SYSTEM) is None) is safe


def test_nobody_is_told_while_it_goes_on() -> None:
    """Safe is not enough: somebody records the end first."""
    story = stories.released()
    for who in (ANA, BEN):
        _answer(who, Safety.SAFE, story)
    assert story.refused(BEGIN, SYSTEM) is Refusal.NOTICE_NOT_READY


def test_an_answer_needs_its_reason_and_an_owner() -> None:
    """Both are asked for by name."""
    story = stories.released()
    silent = cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why=" ")
    assert story.refused(silent, ANA) is Refusal.NO_REASON
    nobody = cm.AnswerSafety(owner="O9", answer=Safety.SAFE, why="looked")
    assert story.refused(nobody, ANA) is Refusal.NO_SUCH_OWNER


def test_an_attempt_is_on_the_record_before_it_is_made() -> None:
    """With its number and message id, so that what was sent can be found."""
    story = stories.telling()
    story.do(BEGIN, SYSTEM)
    attempted = ev.NoticeAttempted(owner="O1", channel="email", attempt=1, message_id="m")
    assert story.happened(ev.NoticeAttempted) == [attempted]
    assert story.case.notices[0].status is NoticeStatus.SENDING


def test_a_mail_that_was_taken_closes_the_case() -> None:
    """The last owner told is the last duty met."""
    story = stories.told()
    assert story.case.state is State.CLOSED
    assert story.case.notices[0].told_at == story.now


@pytest.mark.parametrize("outcome", [AttemptOutcome.TRANSIENT, AttemptOutcome.UNKNOWN])
def test_a_passing_failure_is_tried_again(outcome: AttemptOutcome) -> None:
    """Up to the fifth attempt; then a person must take over."""
    story = stories.telling()
    for attempt in range(1, ATTEMPTS + 1):
        assert story.refused(BEGIN, SYSTEM) is None
        story.do(ended_attempt(outcome, attempt), SYSTEM)
    assert story.case.notices[0].status is NoticeStatus.UNDELIVERED
    assert story.refused(BEGIN, SYSTEM) is Refusal.NOTICE_NOT_READY


def test_a_permanent_failure_is_not_tried_again() -> None:
    """A mailbox that does not exist will not exist in five minutes either."""
    story = stories.telling()
    story.do(BEGIN, SYSTEM)
    story.do(ended_attempt(AttemptOutcome.PERMANENT), SYSTEM)
    assert story.case.notices[0].status is NoticeStatus.UNDELIVERED
    assert story.case.state is State.RELEASED


def test_an_answer_to_another_attempt_is_refused() -> None:
    """What comes late from an earlier try does not end the present one."""
    story = stories.telling()
    story.do(BEGIN, SYSTEM)
    assert story.refused(ended_attempt(attempt=2), SYSTEM) is Refusal.NO_SUCH_OWNER


@pytest.mark.parametrize("outcome", AttemptOutcome)
def test_an_attempt_ends_once(outcome: AttemptOutcome) -> None:
    """Whatever is said of it later, a channel that gave out stays given out."""
    story = stories.telling()
    story.do(BEGIN, SYSTEM)
    story.do(ended_attempt(AttemptOutcome.PERMANENT), SYSTEM)
    assert story.refused(ended_attempt(outcome), SYSTEM) is Refusal.NOTICE_NOT_READY
    assert story.case.notices[0].status is NoticeStatus.UNDELIVERED


def test_each_owner_is_told_apart() -> None:
    """Safety and attempts are per owner, and the case closes with the last of them."""
    story = stories.one_filed()
    story.do(make.determination(story.case), BEN, 1)
    story.do(make.owners(make.owner(), make.owner("O2", OwnerRole.SHARED)), DEE, 1)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 1)
    for who in (ANA, BEN):
        _answer(who, Safety.SAFE, story)
    assert (ready(story.case, "O1"), ready(story.case, "O2")) == (True, False)
    story.do(BEGIN, SYSTEM)
    story.do(ended_attempt(), SYSTEM)
    assert story.case.state is State.RELEASED
    assert [n.owner for n in story.case.notices if n.open] == ["O2"]
