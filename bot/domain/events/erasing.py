"""How a case was kept, and how what is personal of it was erased: by whom, and on which ground."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.erasing import Kept
from bot.domain.request import Sealed
from bot.domain.roster import Ref


@event("erasure.proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureProposed:
    """One person proposes it. The case was kept as `kept` asks, from `ended_at` until `over_at`."""

    number: int
    kept: Kept
    ended_at: datetime
    over_at: datetime
    why: Sealed = None


@event("erasure.agreed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAgreed:
    """A second person agreed; the word of both holds `until` then, or until the case changes."""

    number: int
    until: datetime
    why: Sealed = None


@event("erasure.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRefused:
    """Somebody held that it must not be erased now."""

    number: int
    why: Sealed = None


@event("case.erased", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseErased:
    """The case's key is destroyed: no personal value of it can be opened from here on."""

    number: int
    proposed_by: Ref
    agreed_by: Ref


@event("legal_hold.placed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHoldPlaced:
    """Somebody needs the case kept; one person's word is enough."""

    number: int
    why: Sealed = None


@event("legal_hold.lift_proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHoldLiftProposed:
    """One person holds that a legal hold may end; a second person must agree."""

    number: int
    why: Sealed = None


@event("legal_hold.lift_refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHoldLiftRefused:
    """A second person holds that the case must still be kept."""

    number: int
    why: Sealed = None


@event("legal_hold.lifted", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHoldLifted:
    """Two people ended a legal hold."""

    number: int
    why: Sealed = None


OfErasure = ErasureProposed | ErasureAgreed | ErasureRefused | CaseErased
OfHolds = LegalHoldPlaced | LegalHoldLiftProposed | LegalHoldLiftRefused | LegalHoldLifted
Erasing = OfErasure | OfHolds
