"""What kept owners from being told: on which ground, by whom, until when, and how it ended."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.events.addressing import Addressing
from bot.domain.request import Sealed
from bot.domain.restriction import OrderCovers, RestrictionKind
from bot.domain.roster import Ref
from bot.domain.standard import Ground


@event("restriction.proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionProposed:
    """One person holds that owners must not be told yet; it restricts nothing by itself.

    `proposer` is set where the product writes down what somebody found elsewhere.
    """

    number: int
    restriction: RestrictionKind
    ground: Ground
    until: datetime | None
    owner: str | None = None
    covers: OrderCovers | None = None
    provision: str = ""
    renews: int | None = None
    proposer: Ref | None = None
    issuer: Sealed = None
    docket: Sealed = None
    why: Sealed = None


@event("restriction.agreed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionAgreed:
    """A second person agreed: from here on the owners are not told."""

    number: int
    why: Sealed = None


@event("restriction.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionRefused:
    """A second person refused: it never restricted anything."""

    number: int
    why: Sealed = None


@event("restriction.imposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionImposed:
    """The case's standard forbids the company to tell; nobody needs to agree."""

    number: int
    provision: str


@event("restriction.order_not_covering", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNotCovering:
    """Somebody read a court's order: it does not cover this release, so it holds nothing."""

    issuer: Sealed = None
    docket: Sealed = None
    why: Sealed = None


@event("restriction.lift_proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LiftProposed:
    """One person holds that a restriction may end early; a second person must agree."""

    number: int
    document: Sealed = None
    why: Sealed = None


@event("restriction.lift_refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class LiftRefused:
    """A second person holds that it must stand."""

    number: int
    why: Sealed = None


@event("restriction.lifted", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLifted:
    """It ended early, by two people; `owner` is set where it ended for that one only."""

    number: int
    owner: str | None = None
    why: Sealed = None


@event("restriction.lapsed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLapsed:
    """Its day came: it holds nothing any more."""

    number: int


Restricting = (
    RestrictionProposed
    | RestrictionAgreed
    | RestrictionRefused
    | RestrictionImposed
    | OrderNotCovering
    | LiftProposed
    | LiftRefused
    | RestrictionLifted
    | RestrictionLapsed
    | Addressing
)
"""What keeps an owner from being told: a restriction, or an address that nobody has read twice."""
