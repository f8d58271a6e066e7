"""What reviewers did, and how their determinations settled."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.codec import event
from bot.domain.determination import CategoryException, ClassAnswers, Decision, OwnerRoute, Reason
from bot.domain.request import Sealed
from bot.domain.roster import Ref
from bot.domain.scope import Scope


class Escalation(StrEnum):
    """Why a senior reviewer is needed."""

    DISAGREEMENT = "disagreement"
    NO_COMMON_SCOPE = "no_common_scope"
    UNSURE = "unsure"
    STOPPED = "stopped"
    OVERRULED_FRAUD = "overruled_fraud"
    SENSITIVE_TARGET = "sensitive_target"


@event("determination.filed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationFiled:
    """A reviewer's determination on one version, bound to the package that was seen."""

    version: int
    package: str
    decision: Decision
    reason: Reason
    scope: Scope
    classes: tuple[ClassAnswers, ...]
    exceptions: tuple[CategoryException, ...] = ()
    owner: OwnerRoute
    rationale: Sealed = None
    basis: tuple[str, ...] = ()
    senior: bool = False
    opened_at: datetime


@event("determination.voided", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationVoided:
    """A determination that no longer counts, and why."""

    person: Ref
    why: str


@event("refusal.answered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalAnswered:
    """A senior's written answer to a refusal for fraud, before it may be overruled."""

    text: Sealed = None


@event("reviewer.recused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerRecused:
    """A person took themselves out of the case for good."""

    ground: str
    note: Sealed = None


@event("agency.asked", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAsked:
    """Questions went to the agency; the review clocks rest until `due`."""

    questions: tuple[str, ...]
    own: Sealed = None
    to: str
    due: datetime


@event("hold.ended", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded:
    """No answer came in time; the reviewers decide on what there is."""


@event("case.escalated", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEscalated:
    """A senior reviewer is needed."""

    cause: Escalation


@event("case.approved", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseApproved:
    """Two people agree on a scope. Slots 1 and 2 are given here, not when filing."""

    pair: tuple[Ref, ...]
    scope: Scope
    package: str
    narrowed: bool
    until: datetime


@event("approval.withdrawn", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWithdrawn:
    """An approval ended before the release: expired, or a reviewer recused or lost standing.

    A greater `version` means that the same request is reviewed anew.
    """

    why: str
    version: int


@event("case.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRefused:
    """Refused by two people."""

    reason: Reason


@event("case.stopped", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStopped:
    """A reviewer stopped the case before the hand-over."""

    why: Sealed = None


@event("case.stopped_for_agency", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStoppedForAgency:
    """The directory says that the agency is compromised or blocked; `agency` is its key there."""

    agency: str
    standing: str
