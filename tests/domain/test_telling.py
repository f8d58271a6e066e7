"""Telling the owners: when it may begin, how attempts end, when the case closes."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.limits import Limits
from bot.domain.notice import ATTEMPTS, AttemptOutcome, NoticeEnd, NoticeStatus, Safety
from bot.domain.release import OwnerRole
from bot.domain.roster import SYSTEM, Roster
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


def _ready(story: Story, owner: str = "O1") -> bool:
    return ready(story.case, owner, story.now, make.ROSTER)


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
    assert _ready(story, "O1") is safe
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
    """Up to the third attempt; then a person must take over."""
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
    stories.addresses_read(story)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 1)
    for who in (ANA, BEN):
        _answer(who, Safety.SAFE, story)
    assert (_ready(story, "O1"), _ready(story, "O2")) == (True, False)
    story.do(BEGIN, SYSTEM)
    story.do(ended_attempt(), SYSTEM)
    assert story.case.state is State.RELEASED
    assert [n.owner for n in story.case.notices if n.open] == ["O2"]


def test_an_attempt_that_was_cut_off_counts_and_makes_no_second_one() -> None:
    """Asked to begin while one is under way, its end goes on the record, and nothing is sent."""
    story = stories.telling()
    story.do(BEGIN, SYSTEM)
    decided = story.do(BEGIN, SYSTEM)
    assert [type(e) for _, e in decided.events] == [ev.NoticeAttemptEnded]
    ended = story.happened(ev.NoticeAttemptEnded)[-1]
    assert (ended.attempt, ended.outcome) == (1, AttemptOutcome.UNKNOWN)
    assert (story.case.notices[0].status, story.case.notices[0].attempts) == (NoticeStatus.OWED, 1)


def test_attempts_that_are_all_cut_off_end_with_a_person() -> None:
    """The fifth one that nobody saw the end of is given up aloud, never left under way."""
    story = stories.telling()
    for _ in range(ATTEMPTS):
        story.do(BEGIN, SYSTEM)
        story.do(BEGIN, SYSTEM)
    assert len(story.happened(ev.NoticeAttempted)) == ATTEMPTS
    assert story.happened(ev.NoticeUndelivered) == [ev.NoticeUndelivered(owner="O1")]
    assert story.case.notices[0].status is NoticeStatus.UNDELIVERED


def test_at_the_latest_day_it_goes_out_even_if_nobody_recorded_the_end() -> None:
    """Ninety days after the release two safe answers are enough, and not an hour before."""
    story = stories.served(stories.released())
    for who in (ANA, BEN):
        _answer(who, Safety.SAFE, story)
    due = story.case.notices[0].due
    story.wait((due - story.now).total_seconds() / 60 - 60)
    assert not _ready(story)
    assert story.refused(BEGIN, SYSTEM) is Refusal.NOTICE_NOT_READY
    story.wait(60)
    assert story.now == due
    assert story.case.released_at is not None
    assert due <= story.case.released_at + Limits().notice_hard_max
    assert story.refused(BEGIN, SYSTEM) is None


REPORT = {
    end: cm.ReportNotice(owner="O1", end=end, how="Visited on Monday morning.") for end in NoticeEnd
}


def _undelivered() -> Story:
    story = stories.telling()
    story.do(BEGIN, SYSTEM)
    story.do(ended_attempt(AttemptOutcome.PERMANENT), SYSTEM)
    return story


@pytest.mark.parametrize(
    ("end", "kind", "status"),
    [
        (NoticeEnd.TOLD, ev.NoticeToldOtherwise, NoticeStatus.TOLD),
        (NoticeEnd.UNREACHABLE, ev.NoticeUnreachable, NoticeStatus.UNREACHABLE),
    ],
)
def test_two_people_end_what_no_mail_could(
    end: NoticeEnd, kind: type[ev.Event], status: NoticeStatus
) -> None:
    """The first proposes, the second says the same, and with the last notice the case closes."""
    story = _undelivered()
    story.do(REPORT[end], DEE)
    assert story.case.notices[0].open
    assert story.happened(kind) == []
    assert story.refused(REPORT[end], DEE) is Refusal.SAME_PERSON
    decided = story.do(REPORT[end], EVE)
    assert [type(e) for _, e in decided.events] == [kind, ev.CaseClosed]
    assert story.case.notices[0].status is status
    assert story.case.state is State.CLOSED


def test_two_different_reports_end_nothing() -> None:
    """Told and unreachable contradict each other: the later one waits for its own second."""
    story = _undelivered()
    story.do(REPORT[NoticeEnd.TOLD], DEE)
    story.do(REPORT[NoticeEnd.UNREACHABLE], EVE)
    story.do(REPORT[NoticeEnd.TOLD], ANA)
    assert story.case.notices[0].status is NoticeStatus.UNDELIVERED
    story.do(REPORT[NoticeEnd.TOLD], BEN)
    assert story.case.notices[0].status is NoticeStatus.TOLD


def test_a_report_of_somebody_who_left_is_no_first() -> None:
    """A second person is a second person of today's roster."""
    story = _undelivered()
    story.do(REPORT[NoticeEnd.TOLD], EVE)
    story.outside["roster"] = Roster(people=tuple(p for p in make.ROSTER.people if p.ref != EVE))
    story.do(REPORT[NoticeEnd.TOLD], DEE)
    assert story.case.notices[0].open
    story.do(REPORT[NoticeEnd.TOLD], ANA)
    assert not story.case.notices[0].open


def test_what_still_goes_out_by_itself_is_not_reported() -> None:
    """Nobody talks a notice away that the mail can still bring; and each report says how."""
    story = stories.telling()
    assert story.refused(REPORT[NoticeEnd.TOLD], DEE) is Refusal.NOTICE_UNDER_WAY
    silent = cm.ReportNotice(owner="O1", end=NoticeEnd.TOLD, how=" ")
    assert _undelivered().refused(silent, DEE) is Refusal.NO_REASON
    nobody = cm.ReportNotice(owner="O9", end=NoticeEnd.TOLD, how="Visited.")
    assert _undelivered().refused(nobody, DEE) is Refusal.NO_SUCH_OWNER
