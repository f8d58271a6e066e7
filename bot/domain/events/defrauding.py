"""What was found of a forged request, what that made owed, and what a case was in the end."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.events.recalling import Recalling
from bot.domain.fraud import BreachAnswer
from bot.domain.outcome import Truth
from bot.domain.request import Sealed
from bot.domain.verification import Reached


@event("fraud.proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FraudProposed:
    """One person finds that the request was forged; nothing is released while that waits."""

    number: int
    why: Sealed = None


@event("fraud.confirmed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FraudConfirmed:
    """A second person finds so too; what it brings follows at once."""

    number: int
    why: Sealed = None


@event("fraud.dropped", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FraudDropped:
    """A proposed finding fell: it is not known that the request was forged."""

    number: int
    why: Sealed = None


@event("fraud.found", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FraudFound:
    """The request was forged, by the word of two people. `after_release`: data may have left.

    `breach_due` is when the authority must know, `warn_due` when the agency must have been called.
    """

    after_release: bool
    warn_due: datetime
    breach_due: datetime | None = None


@event("breach.answered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class BreachAnswered:
    """A person says that the breach was reported, or why none must be."""

    answer: BreachAnswer
    how: Sealed = None


@event("agency.warned", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyWarned:
    """Somebody called the agency in whose name it was asked; `number` is the directory's key."""

    number: str
    reached: Reached
    said: Sealed = None


@event("outcome.said", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSaid:
    """One person says whether it truly was an emergency, and how they know."""

    truth: Truth
    source: Sealed = None


@event("outcome.recorded", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRecorded:
    """Two people say the same of whether it truly was an emergency."""

    truth: Truth


Defrauding = (
    Recalling
    | FraudProposed
    | FraudConfirmed
    | FraudDropped
    | FraudFound
    | BreachAnswered
    | AgencyWarned
    | OutcomeSaid
    | OutcomeRecorded
)
