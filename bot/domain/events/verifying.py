"""What happened while the requester was verified."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.request import Sealed
from bot.domain.verification import NumberSource, Reached, StepFinding, StepKind, StepResult


@event("verification.taken", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationTaken:
    """A caller took the verification."""


@event("number.proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NumberProposed:
    """A number found outside the directory, and where; of no use until a second person found it."""

    key: str
    number: Sealed = None
    source: Sealed = None


@event("number.confirmed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NumberConfirmed:
    """A second person found the same number by a source of their own."""

    key: str
    source: Sealed = None


@event("verification.step_recorded", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecorded:
    """One verification step and its result. `number` is a directory or ad hoc key.

    `findings` are what the product's own checks came to: of a mail, and of earlier requests.
    """

    step: StepKind
    result: StepResult
    number: str | None = None
    source: NumberSource | None = None
    reached: Reached | None = None
    answered: Sealed = None
    code_matched: bool | None = None
    duty_confirmed: bool = False
    findings: tuple[StepFinding, ...] = ()


@event("code.renewed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRenewed:
    """The challenge code was burnt by wrong tries; this is the next one."""

    code: Sealed = None


@event("life_safety.supported", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LifeSafetySupported:
    """A person holds that the level 3 gate itself would cost a life."""

    senior: bool
    why: Sealed = None


@event("facts.reconfirmed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FactsReconfirmed:
    """The emergency was confirmed again; no new version."""

    confirmed_at: datetime
    how: Sealed = None
