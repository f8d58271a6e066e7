"""What people may do about a restriction: propose it, agree, refuse, renew, and end it early."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.restriction import OrderCovers, RestrictionKind
from bot.domain.standard import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRestriction:
    """Propose that owners are not told until a day; a second person must agree.

    `owner` is an alias, None for every account holder. An order has its issuer, its docket and an
    answer to whether it covers this release. One of the same kind that is in force is renewed.
    """

    kind: RestrictionKind
    ground: Ground
    until: datetime | None
    why: str
    owner: str | None = None
    covers: OrderCovers | None = None
    issuer: str | None = None
    docket: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeRestriction:
    """Agree, as the second person, on one's own judgement."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseRestriction:
    """Hold that the owner may be told: what was proposed never restricts anything."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeLift:
    """Propose that a restriction ends early; `document` is the court's or authority's word."""

    number: int
    why: str
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeLift:
    """Agree, as the second person, that a restriction ends early."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseLift:
    """Hold that a restriction must stand until its end."""

    number: int
    why: str


RestrictionCommand = (
    ProposeRestriction | AgreeRestriction | RefuseRestriction | ProposeLift | AgreeLift | RefuseLift
)
