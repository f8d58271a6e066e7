"""Reaching an owner over several channels: their turns, what comes back, letters, choices."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.deadlines import pending
from bot.domain.errors import Refusal
from bot.domain.events.reaching import LetterTaken, LetterWaits, NoticeArrived, NoticeCameBack
from bot.domain.limits import Limits
from bot.domain.notice import AttemptOutcome, NoticeEnd, NoticeStatus, Safety
from bot.domain.notice_channel import NoticeChannel, channels_of
from bot.domain.reaching import (
    ASK_AGAIN,
    LETTER,
    POST_WITHIN,
    WAITS,
    ChooseChannels,
    PostLetter,
    RecordArrival,
    RecordReturn,
    ReportReturn,
    TakeLetter,
)
from bot.domain.roster import SYSTEM
from tests import factories as make
from tests import reaching
from tests.factories import ANA, BEN, DEE, EVE
from tests.reaching import APP, EMAIL, HANDLE, MARK, begin, ends, notice, telling, tried
from tests.reaching import LETTER as BY_LETTER
from tests.story import Story

SENT, TRANSIENT, PERMANENT, UNKNOWN = AttemptOutcome
BACK = RecordReturn(owner="O1", channel=EMAIL, mark=MARK, code="5.1.1")
POSTED = PostLetter(owner="O1", how="at the post office on Elm Street")


def _posted(story: Story) -> None:
    story.do(TakeLetter(owner="O1"), DEE, 1)
    story.do(POSTED, DEE, 1)


@pytest.mark.parametrize(
    ("channels", "outcomes", "went", "then"),
    [
        ((EMAIL,), [TRANSIENT] * 3, [EMAIL] * 3, NoticeStatus.UNDELIVERED),
        ((EMAIL,), [PERMANENT], [EMAIL], NoticeStatus.UNDELIVERED),
        ((EMAIL, APP), [TRANSIENT] * 3, [EMAIL, APP, EMAIL], NoticeStatus.UNDELIVERED),
        ((EMAIL, APP), [PERMANENT, UNKNOWN, UNKNOWN], [EMAIL, APP, APP], NoticeStatus.UNDELIVERED),
        ((EMAIL, APP), [PERMANENT, PERMANENT], [EMAIL, APP], NoticeStatus.UNDELIVERED),
        ((EMAIL, APP), [TRANSIENT, SENT], [EMAIL, APP], NoticeStatus.SENT),
        ((EMAIL, APP, BY_LETTER), [UNKNOWN] * 3, [EMAIL, APP, EMAIL], NoticeStatus.LETTER),
        ((EMAIL, BY_LETTER), [PERMANENT], [EMAIL], NoticeStatus.LETTER),
        ((APP, BY_LETTER), [TRANSIENT] * 3, [APP] * 3, NoticeStatus.LETTER),
    ],
)
def test_three_attempts_over_two_channels_then_a_letter(
    channels: tuple[NoticeChannel, ...],
    outcomes: list[AttemptOutcome],
    went: list[NoticeChannel],
    then: NoticeStatus,
) -> None:
    """Mail and app take turns, a dead one is left out, and only then people are asked for."""
    story = telling(*channels)
    assert tried(story, *outcomes) == went
    assert notice(story).status is then


@pytest.mark.parametrize(
    ("channels", "then"),
    [((BY_LETTER,), NoticeStatus.LETTER), ((), NoticeStatus.UNDELIVERED)],
)
def test_whoever_has_neither_mail_nor_app_is_a_person_s_work(
    channels: tuple[NoticeChannel, ...], then: NoticeStatus
) -> None:
    """A letter without an address is no channel; with nothing at all people are asked at once."""
    story = telling(*channels)
    begin(story)
    assert notice(story).status is then
    assert story.happened(ev.NoticeAttempted) == []
    assert notice(story).open


def test_the_channels_are_those_that_were_recorded_for_the_person() -> None:
    """An address in blank lines, or an app that we cannot call, is no channel."""
    owner = reaching.jo(EMAIL, APP, BY_LETTER)
    assert channels_of(owner, app=True) == (EMAIL, APP, BY_LETTER)
    assert channels_of(owner, app=False) == (EMAIL, BY_LETTER)
    without = make.owner(email=None, app=True, postal=(None, ""))
    assert channels_of(without, app=True) == ()


def test_a_bounce_reopens_the_closed_case_and_goes_to_the_next_channel() -> None:
    """The mail was taken, the case closed; then it came back, and the letter's turn comes."""
    story = telling(EMAIL, BY_LETTER)
    tried(story, SENT)
    assert story.case.state is State.CLOSED
    story.do(BACK, SYSTEM, 60)
    assert story.case.state is State.RELEASED
    assert notice(story).status is NoticeStatus.LETTER
    assert (notice(story).told_at, notice(story).came_back) == (None, True)
    _posted(story)
    assert story.case.state is State.CLOSED
    assert notice(story).told_at == story.now


@pytest.mark.parametrize(
    "forged",
    [
        RecordReturn(owner="O1", channel=EMAIL, mark="<guess@c.example>"),
        RecordReturn(owner="O1", channel=EMAIL, mark=""),
        RecordReturn(owner="O1", channel=APP, mark=MARK),
        RecordReturn(owner="O1", channel=APP, mark=""),
        RecordReturn(owner="O1", channel=BY_LETTER, mark=MARK),
        RecordReturn(owner="O2", channel=EMAIL, mark=MARK),
    ],
)
def test_a_forged_bounce_changes_nothing(forged: RecordReturn) -> None:
    """Whoever does not know the mark of what we sent says nothing about it."""
    story = telling(EMAIL, APP, BY_LETTER)
    tried(story, SENT)
    before, entries = story.case, len(story.entries)
    assert story.refused(forged, SYSTEM, 60) is Refusal.NO_SUCH_NOTICE
    assert (story.case, len(story.entries)) == (before, entries)


def test_a_bounce_counts_once() -> None:
    """The same one again, or one of an address that was corrected since, changes nothing."""
    story = telling(EMAIL, APP)
    tried(story, SENT)
    story.do(BACK, SYSTEM, 60)
    assert story.refused(BACK, SYSTEM, 1) is Refusal.NOTHING_CHANGED
    story.do(
        make.owners(reaching.jo(EMAIL), corrects=frozenset({"O1"})),
        DEE,
        1,
    )
    assert story.refused(BACK, SYSTEM, 1) is Refusal.NO_SUCH_NOTICE
    assert len(story.happened(NoticeCameBack)) == 1


def test_what_comes_back_while_another_channel_is_in_use() -> None:
    """The channel is dead from then on; the attempt that is under way ends by itself."""
    story = telling(EMAIL, APP, BY_LETTER)
    tried(story, UNKNOWN)
    begin(story)
    story.do(BACK, SYSTEM)
    assert (notice(story).status, notice(story).channel) == (NoticeStatus.SENDING, APP)
    ends(story, SENT)
    assert story.case.state is State.CLOSED
    assert notice(story).dead == {EMAIL}


def test_the_app_s_receipts_are_taken_at_their_word() -> None:
    """Delivered is noted, once; failed reopens. Neither of them without the app's own handle."""
    story = telling(EMAIL, APP)
    tried(story, PERMANENT, SENT)
    here = RecordArrival(owner="O1", channel=APP, mark=HANDLE)
    assert story.refused(RecordArrival(owner="O1", channel=APP, mark="x"), SYSTEM) is not None
    story.do(here, SYSTEM, 1)
    assert story.refused(here, SYSTEM) is Refusal.NOTHING_CHANGED
    assert story.happened(NoticeArrived) == [NoticeArrived(owner="O1", channel=APP)]
    assert notice(story).status is NoticeStatus.SENT
    story.do(RecordReturn(owner="O1", channel=APP, mark=HANDLE, code="failed"), SYSTEM, 1)
    assert notice(story).status is NoticeStatus.UNDELIVERED
    assert notice(story).arrived_at is None


def test_a_letter_is_printed_then_posted_then_the_owner_is_told() -> None:
    """In this order, with a reason each, and by people; the letter that comes back reopens it."""
    story = telling(BY_LETTER)
    begin(story)
    assert story.refused(POSTED, DEE) is Refusal.LETTER_NOT_PRINTED
    story.do(TakeLetter(owner="O1"), DEE, 1)
    assert story.happened(LetterTaken) == [LetterTaken(owner="O1")]
    assert story.refused(PostLetter(owner="O1", how=" "), DEE) is Refusal.NO_REASON
    story.do(POSTED, EVE, 1)
    assert (story.case.state, notice(story).channel) == (State.CLOSED, BY_LETTER)
    assert story.refused(POSTED, EVE) is Refusal.WRONG_STATE
    assert story.refused(ReportReturn(owner="O1", how=""), EVE) is Refusal.NO_REASON
    story.do(ReportReturn(owner="O1", how="moved away, says the envelope"), EVE, 60 * 24 * 9)
    assert (story.case.state, notice(story).status) == (State.RELEASED, NoticeStatus.UNDELIVERED)
    assert story.refused(ReportReturn(owner="O1", how="again"), EVE) is Refusal.NOTHING_SENT


def test_a_letter_to_somebody_who_may_not_be_told_stays_closed() -> None:
    """A doubt that comes while it waits holds the letter as it would hold a mail."""
    story = telling(BY_LETTER)
    begin(story)
    story.do(cm.AnswerSafety(owner="O1", answer=Safety.UNSAFE, why="he called"), BEN, 1)
    assert story.refused(TakeLetter(owner="O1"), DEE) is Refusal.NOTICE_NOT_READY
    assert story.happened(LetterTaken) == []


def test_a_letter_has_its_clock_and_people_are_asked_every_week() -> None:
    """Two days to post it, a senior after that; then a question a week until it ends."""
    story = telling(BY_LETTER)
    begin(story)
    waits = notice(story).waits
    assert waits is not None
    due = {(c.name, s): at for at, c, s in pending(story.case, Limits())}
    assert due[LETTER + "O1", ev.Stage.MISSED] == waits + POST_WITHIN
    assert due[WAITS + "O1", ev.Stage.REPEAT] == waits + ASK_AGAIN
    happened = story.wait(60 * 24 * 15)
    reached = [(e.clock, e.stage) for e in happened if isinstance(e, ev.ClockReached)]
    assert reached.count((WAITS + "O1", ev.Stage.REPEAT)) == 2
    assert (LETTER + "O1", ev.Stage.SENIOR) in reached
    _posted(story)
    names = {c.name for _, c, _ in pending(story.case, Limits())}
    assert not {LETTER + "O1", WAITS + "O1"} & names


def test_a_person_chooses_the_order_before_it_goes_out() -> None:
    """The choice and its language are on the record, and the next attempt goes by it."""
    story = telling(EMAIL, APP, BY_LETTER)
    chosen = ChooseChannels(owner="O1", channels=(APP, EMAIL, BY_LETTER), locale="es")
    assert story.refused(chosen, EVE) is None
    assert story.refused(chosen, EVE) is Refusal.NOTHING_CHANGED
    assert (notice(story).channels, notice(story).locale) == (chosen.channels, "es")
    assert tried(story, UNKNOWN, UNKNOWN) == [APP, EMAIL]


@pytest.mark.parametrize(
    ("channels", "why", "refused"),
    [
        ((), "", Refusal.CHANNEL_NOT_THERE),
        ((EMAIL, EMAIL), "x", Refusal.CHANNEL_NOT_THERE),
        ((APP,), "x", Refusal.CHANNEL_NOT_THERE),
        ((EMAIL,), " ", Refusal.NO_REASON),
        ((EMAIL, BY_LETTER), "", Refusal.NOTHING_CHANGED),
        ((BY_LETTER,), "her husband reads her mail", None),
    ],
)
def test_only_channels_that_are_there_and_none_left_out_without_a_reason(
    channels: tuple[NoticeChannel, ...], why: str, refused: Refusal | None
) -> None:
    """A channel that nobody checked for this person cannot be chosen."""
    story = telling(EMAIL, BY_LETTER)
    command = ChooseChannels(owner="O1", channels=channels, why=why)
    assert story.refused(command, EVE) is refused


def test_nobody_chooses_while_a_message_is_under_way() -> None:
    """What is being sent is not called back."""
    story = telling(EMAIL, BY_LETTER)
    begin(story)
    command = ChooseChannels(owner="O1", channels=(BY_LETTER, EMAIL))
    assert story.refused(command, EVE) is Refusal.NOTICE_UNDER_WAY


def test_a_letter_put_first_goes_first_and_mail_takes_over_when_it_returns() -> None:
    """The order is the person's; what is left is still used."""
    story = telling(EMAIL, BY_LETTER)
    story.do(ChooseChannels(owner="O1", channels=(BY_LETTER, EMAIL)), EVE, 1)
    begin(story)
    assert notice(story).status is NoticeStatus.LETTER
    _posted(story)
    story.do(ReportReturn(owner="O1", how="returned"), EVE, 60)
    assert (notice(story).status, notice(story).next_channel) == (NoticeStatus.OWED, EMAIL)


def test_a_channel_that_was_left_out_can_be_taken_in_again() -> None:
    """Also once the others are used up; a choice of dead channels alone is none."""
    story = telling(EMAIL, APP)
    story.do(ChooseChannels(owner="O1", channels=(EMAIL,), why="shared phone"), EVE, 1)
    tried(story, PERMANENT)
    assert notice(story).status is NoticeStatus.UNDELIVERED
    only = ChooseChannels(owner="O1", channels=(EMAIL,), locale="es", why="shared phone")
    assert story.refused(only, EVE) is Refusal.NOTHING_CHANGED
    story.do(ChooseChannels(owner="O1", channels=(EMAIL, APP)), EVE, 1)
    assert tried(story, SENT) == [APP]


def test_unreachable_ends_by_two_people_and_by_nothing_else() -> None:
    """The product records that every channel is used up and asks; it never closes the case."""
    story = telling(EMAIL)
    tried(story, PERMANENT)
    story.wait(60 * 24 * 100)
    assert (story.case.state, notice(story).status) == (State.RELEASED, NoticeStatus.UNDELIVERED)
    said = cm.ReportNotice(owner="O1", end=NoticeEnd.UNREACHABLE, how="no such person there")
    story.do(said, ANA, 1)
    assert notice(story).open
    story.do(said, DEE, 1)
    assert notice(story).status is NoticeStatus.UNREACHABLE
    assert story.happened(LetterWaits) == []
