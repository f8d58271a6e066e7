"""The owner's notice: an obligation with a due date, attempts and proof."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.roster import Ref

ATTEMPTS = 5
"""Attempts over one channel before the notice is shown as undelivered and a person takes over."""


class Safety(StrEnum):
    """Whether it is safe to contact an account holder."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"


class NoticeStatus(StrEnum):
    """Where one owner's notice stands."""

    OWED = "owed"
    SENDING = "sending"
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


_OPEN = frozenset({NoticeStatus.OWED, NoticeStatus.SENDING, NoticeStatus.UNDELIVERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOwed:
    """The notice owed to one owner. `due` moves only from the hard maximum to the target.

    `attempts` counts those at the present address; `attempt` numbers the latest of all, which
    went by `channel`. That told of the notices `also`; where another case led it, that is first.
    """

    owner: str
    owed_at: datetime
    due: datetime
    status: NoticeStatus = NoticeStatus.OWED
    attempts: int = 0
    attempt: int = 0
    channel: str = ""
    also: tuple[Companion, ...] = ()
    leads: bool = True
    told_at: datetime | None = None
    proposed: EndProposed | None = None

    @property
    def open(self) -> bool:
        """Whether the obligation still stands."""
        return self.status in _OPEN
