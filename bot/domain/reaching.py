"""Reaching an owner: commands about channels, letters and what comes back, and their clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.limits import DAY
from bot.domain.notice import NoticeOwed, NoticeStatus
from bot.domain.notice_channel import NoticeChannel

POST_WITHIN = 2 * DAY
"""How long a letter may wait until a person has posted it."""
ASK_AGAIN = 7 * DAY
"""How often people are asked for a notice that waits for them, until it ends."""
LETTER = "letter:"
WAITS = "notice_waits:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseChannels:
    """Choose over which channels an owner is told, in which order and language.

    Leaving a channel out that was checked for this person needs a reason.
    """

    owner: str
    channels: tuple[NoticeChannel, ...]
    locale: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReturn:
    """Record that a notice known by `mark` did not arrive, as the channel itself says."""

    owner: str
    channel: NoticeChannel
    mark: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordArrival:
    """Record that a notice known by `mark` was delivered, as the channel itself says."""

    owner: str
    channel: NoticeChannel
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReturn:
    """Say that what was sent to an owner came back; `how` is how that is known."""

    owner: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLetter:
    """Open an owner's letter, to print it."""

    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLetter:
    """Say that the letter was posted; `how` is how and where."""

    owner: str
    how: str


ReachingCommand = (
    ChooseChannels | RecordReturn | RecordArrival | ReportReturn | TakeLetter | PostLetter
)


def waiting_for_people(case: Case) -> tuple[NoticeOwed, ...]:
    """Return the notices that a person must carry on: a letter to post, or no channel left."""
    asked = (NoticeStatus.LETTER, NoticeStatus.UNDELIVERED)
    return tuple(n for n in case.notices if n.status in asked)


def limits_of_letters(case: Case) -> Iterator[tuple[str, datetime, timedelta]]:
    """Yield the limit of every letter that waits: its clock's name, its start, its length."""
    for notice in case.notices:
        if notice.status is NoticeStatus.LETTER and notice.waits is not None:
            yield LETTER + notice.owner, notice.waits, POST_WITHIN


def asked_again(case: Case) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield when people are next asked for what waits for them: a clock's name, start and due."""
    for notice in waiting_for_people(case):
        if notice.waits is None:
            continue
        name = WAITS + notice.owner
        runs = {run for clock, _, run in case.reached if clock == name}
        start = notice.waits
        while run_of(start) in runs:
            start += ASK_AGAIN
        yield name, start, start + ASK_AGAIN


def run_of(start: datetime) -> str:
    """Return what tells a running of a clock from the next of the same clock."""
    return start.strftime("%Y%m%dT%H%M%S.%fZ")
