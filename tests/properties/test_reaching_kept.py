"""No order of outcomes loses a notice: it has a next step and a clock, or its end on the record."""

from collections.abc import Callable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.address import addressed
from bot.domain.case import State
from bot.domain.deadlines import NOTICE, pending
from bot.domain.limits import Limits
from bot.domain.notice import AttemptOutcome, NoticeEnd, NoticeStatus
from bot.domain.notice_channel import ELECTRONIC, NoticeChannel
from bot.domain.reaching import (
    WAITS,
    ChooseChannels,
    PostLetter,
    RecordArrival,
    RecordReturn,
    ReportReturn,
    TakeLetter,
)
from bot.domain.roster import SYSTEM
from bot.domain.rules.telling import ready
from tests import factories as make
from tests import reaching
from tests.factories import ANA, BEN, DEE, EVE
from tests.reaching import APP, EMAIL, HANDLE, LETTER, MARK, begin, ends, notice
from tests.story import Story

LIMITS = Limits()
ENDED = (ev.NoticeToldOtherwise, ev.NoticeUnreachable)


def _ends(outcome: AttemptOutcome) -> Callable[[Story], object]:
    return lambda story: ends(story, outcome)


def _report(who: str, end: NoticeEnd) -> Callable[[Story], object]:
    return lambda story: story.do(cm.ReportNotice(owner="O1", end=end, how="asked"), who)


def _choose(*channels: NoticeChannel) -> Callable[[Story], object]:
    command = ChooseChannels(owner="O1", channels=channels, why="as she asked")
    return lambda story: story.do(command, EVE)


def _readdress(*channels: NoticeChannel) -> Callable[[Story], object]:
    right = make.owners(reaching.jo(*channels), corrects=frozenset({"O1"}))
    return lambda story: story.do(right, DEE)


def _back(channel: NoticeChannel, mark: str) -> Callable[[Story], object]:
    return lambda story: story.do(RecordReturn(owner="O1", channel=channel, mark=mark), SYSTEM)


def _tried(outcome: AttemptOutcome) -> Callable[[Story], object]:
    """A whole attempt, where one may be made; what was under way before is cut off."""

    def act(story: Story) -> None:
        begin(story)
        ends(story, outcome)

    return act


ACTS: Mapping[str, Callable[[Story], object]] = {
    "begin": begin,
    **{outcome.value: _ends(outcome) for outcome in AttemptOutcome},
    **{f"one try: {outcome.value}": _tried(outcome) for outcome in AttemptOutcome},
    "bounce": _back(EMAIL, MARK),
    "forged": _back(EMAIL, "<guess@c.example>"),
    "app failed": _back(APP, HANDLE),
    "app delivered": lambda s: s.do(RecordArrival(owner="O1", channel=APP, mark=HANDLE), SYSTEM),
    "returned": lambda s: s.do(ReportReturn(owner="O1", how="it is back"), BEN),
    "take": lambda s: s.do(TakeLetter(owner="O1"), DEE),
    "post": lambda s: s.do(PostLetter(owner="O1", how="at the office"), DEE),
    "letter first": _choose(LETTER, EMAIL, APP),
    "mail alone": _choose(EMAIL),
    "new address": _readdress(EMAIL, LETTER),
    "no address": _readdress(),
    "told, says Ana": _report(ANA, NoticeEnd.TOLD),
    "unreachable, says Ana": _report(ANA, NoticeEnd.UNREACHABLE),
    "unreachable, says Ben": _report(BEN, NoticeEnd.UNREACHABLE),
    "a day": lambda s: s.wait(60 * 24),
    "a month": lambda s: s.wait(60 * 24 * 31),
}
STARTS = ((), (EMAIL,), (EMAIL, APP), (EMAIL, APP, LETTER), (LETTER,))


LIKELY = [*ACTS, *("one try: sent", "one try: permanent", "bounce", "returned") * 3]
"""What happens most comes most often, so that histories get far."""


@settings(max_examples=60)
@given(st.sampled_from(STARTS), st.lists(st.sampled_from(LIKELY), min_size=10, max_size=30))
def test_a_notice_is_under_way_or_ended_on_the_record(
    channels: tuple[NoticeChannel, ...], acts: list[str]
) -> None:
    """Whatever a channel says, in whatever order, somebody or something goes on until the end."""
    story = reaching.telling(*channels)
    for act in acts:
        ACTS[act](story)
        _kept(story)


def _kept(story: Story) -> None:
    found = notice(story)
    assert (story.case.state is State.CLOSED) is not found.open
    if found.open:
        _goes_on(story)
    elif found.status is NoticeStatus.SENT:
        assert found.told_at is not None
        assert found.channel not in found.dead
    else:
        assert found.status in (NoticeStatus.TOLD, NoticeStatus.UNREACHABLE)
        by = [who for _, who, e in story.entries if isinstance(e, ENDED)][-1]
        said = {p for _, p, e in story.entries if isinstance(e, ev.NoticeEndProposed)}
        assert said - {by}, "one person alone ended it"


def _goes_on(story: Story) -> None:
    """An open notice has a clock until it is overdue, and a next step for ever."""
    found = notice(story)
    clocks = {c.name for _, c, _ in pending(story.case, LIMITS)}
    overdue = any(
        isinstance(e, ev.ClockReached) and (e.clock, e.stage) == (f"{NOTICE}O1", ev.Stage.MISSED)
        for _, _, e in story.entries
    )
    assert NOTICE + "O1" in clocks or overdue
    if found.status is NoticeStatus.OWED:
        # What somebody typed goes out once another person has read it: that has a card of its own.
        unread = not addressed(story.case, "O1")
        assert unread or ready(story.case, "O1", story.now, make.ROSTER)
    elif found.status is NoticeStatus.SENDING:
        assert found.channel in ELECTRONIC
    else:
        assert found.status in (NoticeStatus.LETTER, NoticeStatus.UNDELIVERED)
        assert WAITS + "O1" in clocks
