"""What time did to a case, and how cases end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.codec import event
from bot.domain.request import Sealed


class Stage(StrEnum):
    """What a clock does on its way."""

    HALF = "half"
    MOST = "most"
    MISSED = "missed"
    SENIOR = "senior"
    REPEAT = "repeat"
    FIRST_CHASE = "first_chase"
    SECOND_CHASE = "second_chase"
    LAST_CHASE = "last_chase"
    ENDS = "ends"
    ASKED = "asked"


@event("clock.reached", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReached:
    """A clock reached one of its stages. `run` tells one running of a clock from the next."""

    clock: str
    stage: Stage
    run: str


@event("case.lapsed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLapsed:
    """The hard stop passed without an approval: no disclosure."""


@event("case.withdrawn", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn:
    """The agency withdrew; `step` says how the withdrawal was confirmed."""

    how: Sealed = None


@event("emergency.ended", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyEnded:
    """The emergency is over."""

    ended_at: datetime
    how: Sealed = None


@event("case.closed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    """Every obligation of the case is met."""
