"""The owner's notice: an obligation with a due date, attempts and proof."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.notice_channel import ELECTRONIC, NoticeChannel
from bot.domain.roster import Ref

ATTEMPTS = 3
"""Attempts over mail and app together; after them a letter, and then a person takes over."""


class Safety(StrEnum):
    """Whether it is safe to contact an account holder."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"


class NoticeStatus(StrEnum):
    """Where one owner's notice stands."""

    OWED = "owed"
    SENDING = "sending"
    LETTER = "letter"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    LIFTED = "lifted"
    TOLD = "told"
    UNREACHABLE = "unreachable"


class NoticeEnd(StrEnum):
    """What two people may say of a notice that could not be delivered."""

    TOLD = "told"
    UNREACHABLE = "unreachable"


class NoticeKind(StrEnum):
    """Which text an owner reads.

    `late` is what 18 U.S.C. 2705(a)(5) asks of a notice that was held back; `safety_reviewed`
    shows nothing by which an owner could see that somebody helped.
    """

    ORDINARY = "ordinary"
    LATE = "late"
    FRAUD = "fraud"
    SAFETY_REVIEWED = "safety_reviewed"


class AttemptOutcome(StrEnum):
    """How an attempt ended; `unknown` may have arrived."""

    SENT = "sent"
    TRANSIENT = "transient"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyAnswer:
    """One person's latest answer about one owner, and when it was given."""

    by: Ref
    owner: str
    answer: Safety
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndProposed:
    """What one person said of a notice; it counts once another says the same."""

    by: Ref
    end: NoticeEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """The notice of one case to one owner, by their alias in that case."""

    case: str
    owner: str


_OPEN = frozenset(
    {NoticeStatus.OWED, NoticeStatus.SENDING, NoticeStatus.LETTER, NoticeStatus.UNDELIVERED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOwed:
    """The notice owed to one owner.

    `due` moves from the hard maximum to the target only or, once a hold of it has ended, to the
    target after that end. `channels` are those that may be used, in their order; `used` those of
    the attempts at the present address, and `dead` those that gave out or from which a notice came
    back. `attempt`
    numbers the latest of all attempts, which went by `channel` and told of the notices `also`;
    where another case led it, that is first. `mark` and `handle` are what the latest mail and the
    latest in-app notice are known by. `waits` is since when a person has been asked for.
    `holder` counts the persons whom a correction put in the place of another, the last of them
    `holder_since`: what the one was given opens nothing of the other.
    """

    owner: str
    owed_at: datetime
    due: datetime
    status: NoticeStatus = NoticeStatus.OWED
    channels: tuple[NoticeChannel, ...] = (NoticeChannel.EMAIL,)
    used: tuple[NoticeChannel, ...] = ()
    dead: frozenset[NoticeChannel] = frozenset()
    attempt: int = 0
    channel: str = ""
    also: tuple[Companion, ...] = ()
    leads: bool = True
    mark: str = ""
    handle: str = ""
    told_at: datetime | None = None
    arrived_at: datetime | None = None
    came_back: bool = False
    taken_by: Ref | None = None
    waits: datetime | None = None
    locale: str | None = None
    proposed: EndProposed | None = None
    holder: int = 0
    holder_since: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the obligation still stands."""
        return self.status in _OPEN

    @property
    def attempts(self) -> int:
        """How many attempts were made at the present address."""
        return len(self.used)

    @property
    def next_channel(self) -> NoticeChannel | None:
        """The channel of the next attempt; None where all that there were are used up.

        Mail and app take turns, so that three attempts go over two channels where there are two.
        The letter comes last, unless a person put it first.
        """
        living = [c for c in self.channels if c not in self.dead]
        turns = [c for c in living if c in ELECTRONIC]
        if turns and living[0] in ELECTRONIC and self.attempts < ATTEMPTS:
            return min(turns, key=self.used.count)
        if NoticeChannel.LETTER in living:
            return NoticeChannel.LETTER
        return min(turns, key=self.used.count) if self.attempts < ATTEMPTS and turns else None

    def back_from(self, channel: NoticeChannel) -> "NoticeOwed":
        """Return the notice after what went over `channel` came back.

        It is owed again where that was how the owner was told; an attempt over another channel,
        or a letter that waits, goes on.
        """
        dead = self.dead | {channel}
        if self.status is not NoticeStatus.SENT or self.channel != channel:
            return replace(self, dead=dead)
        owed = NoticeStatus.OWED
        return replace(self, status=owed, dead=dead, told_at=None, arrived_at=None, came_back=True)

    def over(self, channels: tuple[NoticeChannel, ...]) -> "NoticeOwed":
        """Return the notice over other channels than before."""
        return replace(self, status=NoticeStatus.OWED, channels=channels, waits=None, proposed=None)
