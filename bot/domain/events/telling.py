"""What was done to tell the owners."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.notice import AttemptOutcome, Companion, NoticeEnd, Safety
from bot.domain.notice_channel import NoticeChannel
from bot.domain.request import Sealed


@event("notice.owed", schema=2, added=("channels",))
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeIsOwed:
    """An owner must be told, by `due` at the very latest, over `channels` in their order."""

    owner: str
    due: datetime
    channels: tuple[NoticeChannel, ...] = (NoticeChannel.EMAIL,)


@event("notice.due_set", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDueSet:
    """The emergency ended, or promised process never came, so the notice is due sooner."""

    owner: str
    due: datetime


@event("notice.lifted", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLifted:
    """Nothing was released after all."""

    owner: str


@event("notice.safety_answered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyAnswered:
    """One of two answers to whether this account holder could be involved or endangered."""

    owner: str
    answer: Safety
    why: Sealed = None


@event("notice.attempted", schema=2, added=("also", "leads"))
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAttempted:
    """An attempt is about to be made; on the record before it is made.

    The same message tells of the notices `also`, each of which has such an entry of its own; where
    another case `leads`, that is the first of them.
    """

    owner: str
    channel: str
    attempt: int
    message_id: str
    also: tuple[Companion, ...] = ()
    leads: bool = True


@event("notice.attempt_ended", schema=2, added=("handle",))
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAttemptEnded:
    """How the attempt ended; `reply` is a status code, never the server's text.

    `handle` is what the company's app calls the notice that it took.
    """

    owner: str
    channel: str
    attempt: int
    outcome: AttemptOutcome
    reply: str = ""
    handle: str = ""


@event("notice.undelivered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeUndelivered:
    """Every channel is used up; a person must take over. The obligation stands."""

    owner: str


@event("notice.readdressed", schema=2, added=("channels",))
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReaddressed:
    """The owner's entry was wrong and is corrected, so the notice is tried anew over `channels`.

    Where it is `somebody_else`, what was answered about the safety of the first counts no more.
    """

    owner: str
    somebody_else: bool
    channels: tuple[NoticeChannel, ...] = (NoticeChannel.EMAIL,)


@event("notice.end_proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEndProposed:
    """One person says how an undelivered notice ended; a second person must say the same."""

    owner: str
    end: NoticeEnd
    how: Sealed = None


@event("notice.told_otherwise", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeToldOtherwise:
    """Two people say that the owner was told by other means."""

    owner: str
    how: Sealed = None


@event("notice.unreachable", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeUnreachable:
    """Two people say that the owner cannot be reached; it is counted and stays shown."""

    owner: str
    how: Sealed = None
