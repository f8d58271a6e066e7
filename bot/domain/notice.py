"""The owner's notice: an obligation with a due date, attempts and proof."""

from collections.abc import Iterable
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


class AttemptOutcome(StrEnum):
    """How an attempt ended; `unknown` may have arrived."""

    SENT = "sent"
    TRANSIENT = "transient"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyAnswer:
    """One person's latest answer about one owner."""

    by: Ref
    owner: str
    answer: Safety


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOwed:
    """The notice owed to one owner. `due` moves only from the hard maximum to the target."""

    owner: str
    owed_at: datetime
    due: datetime
    status: NoticeStatus = NoticeStatus.OWED
    attempts: int = 0
    told_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the obligation still stands."""
        return self.status not in (NoticeStatus.SENT, NoticeStatus.LIFTED)


def cleared_safe(owner: str, answers: Iterable[SafetyAnswer]) -> bool:
    """Whether two people, and nobody against them, found it safe to contact `owner`."""
    about = [a for a in answers if a.owner == owner]
    people = {a.by for a in about if a.answer is Safety.SAFE}
    return len(people) >= 2 and all(a.answer is Safety.SAFE for a in about)  # noqa: PLR2004 — two people are the rule itself
