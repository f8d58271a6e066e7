"""How an owner is reached: the channels chosen, what came back or arrived, the letter."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.notice_channel import NoticeChannel
from bot.domain.request import Sealed


@event("notice.channels_chosen", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsChosen:
    """Somebody chose over which channels an owner is told, in which order and language."""

    owner: str
    channels: tuple[NoticeChannel, ...]
    locale: str | None = None
    why: Sealed = None


@event("notice.came_back", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCameBack:
    """What went out over a channel did not arrive; it is used no more.

    `code` is a status code (RFC 3463) or a word of ours; `how` is what a person says of it. The
    obligation stands again, even where the case was closed.
    """

    owner: str
    channel: NoticeChannel
    code: str = ""
    how: Sealed = None


@event("notice.arrived", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeArrived:
    """The channel says that the notice was delivered."""

    owner: str
    channel: NoticeChannel


@event("notice.letter_waits", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWaits:
    """A letter must be printed and posted by a person."""

    owner: str


@event("notice.letter_taken", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTaken:
    """Somebody opened the letter to print it."""

    owner: str


@event("notice.letter_posted", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPosted:
    """Somebody posted the letter; `how` is how and where."""

    owner: str
    how: Sealed = None


Reaching = (
    ChannelsChosen | NoticeCameBack | NoticeArrived | LetterWaits | LetterTaken | LetterPosted
)
"""How an owner is reached."""
