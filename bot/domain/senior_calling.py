"""The call that a senior owes an agency that is known, so that no neutral answer stops a rescue.

It decides nothing and verifies nothing: it tells people at a number of the directory that their
request was refused, or cannot be verified, and what would cure it. It is owed within minutes, runs
as a clock of its own, also after the case has ended, until a recorded call ends it, or until there
is nobody left who could or may be told.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.verification import Reached

CLOCK = "senior_call"
"""The clock's name, and why a senior is paged for it."""
MOST_TRIES = 3
"""Calls at which nobody answered, after which it is known that nobody can be told."""


class CallCause(StrEnum):
    """Why an agency must be told by a person."""

    REFUSED = "refused"
    LAPSED = "lapsed"
    UNVERIFIED = "unverified"
    DENIED = "denied"


class CallLapse(StrEnum):
    """Why a call that was owed is owed no more, though nobody made it."""

    NOT_LISTED = "not_listed"
    NO_NUMBER = "no_number"
    DISTRUSTED = "distrusted"
    NEVER_TOLD = "never_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorCall:
    """A call that is owed, or was made; `tries` are the calls at which nobody answered."""

    cause: CallCause
    owed_at: datetime
    tries: int = 0
    made_at: datetime | None = None
    lapsed: CallLapse | None = None

    @property
    def ended(self) -> bool:
        """Whether somebody was told, or nobody could be."""
        answered = self.made_at is not None or self.tries >= MOST_TRIES
        return answered or self.lapsed is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSeniorCall:
    """Record the call: which number of the directory, who answered, what would cure it."""

    number: str
    reached: Reached
    said: str | None = field(default=None, repr=False)
