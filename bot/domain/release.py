"""What leaves the house: items cleared against the approval, and the hand-over."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.request import Sealed
from bot.domain.roster import Ref
from bot.domain.scope import Scope, Window


class Recipient(StrEnum):
    """To whom items may go: never anywhere that the request alone names."""

    OFFICER = "officer"
    DISPATCH = "dispatch"


class Transport(StrEnum):
    """How the items travel."""

    PORTAL = "portal"
    MEDIA = "media"
    LINK = "link"


class Stored(StrEnum):
    """Whether a device's data exists, as the accounts system answers."""

    YES = "yes"
    NO_SUBSCRIPTION = "no_subscription"
    DELETED = "deleted"
    EXPIRED = "expired"
    E2EE = "e2ee"
    WRONG_ID = "wrong_id"
    UNKNOWN = "unknown"


class OwnerRole(StrEnum):
    """What an account holder is to the device."""

    PRIMARY = "primary"
    SHARED = "shared"
    TENANT = "tenant"
    LANDLORD = "landlord"
    BUSINESS = "business"
    MINOR = "minor"


class OwnerFlag(StrEnum):
    """Why care is needed before an account holder is told."""

    SUSPECT = "suspect"
    PERSON_AT_RISK = "person_at_risk"
    PROTECTED = "protected"
    ACCOUNT_TAKEOVER = "account_takeover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """One account holder; `alias` is O1, O2, … within the case."""

    alias: str
    role: OwnerRole
    flags: frozenset[OwnerFlag] = frozenset()
    locale: str = "en"
    account: Sealed = None
    name: Sealed = None
    email: Sealed = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOwner:
    """An owner as the fold keeps them."""

    alias: str
    role: OwnerRole
    flags: frozenset[OwnerFlag]
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAccount:
    """What is known of one device's data and account holders."""

    alias: str
    stored: Stored
    complete: bool
    by: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file. `line` counts the approved windows from 1; size in bytes; SHA-256 in hex."""

    line: int
    window: Window
    size: int
    sha256: str
    name: Sealed = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Two determinations that agree: who, what, until when."""

    at: datetime
    until: datetime
    pair: tuple[Ref, ...]
    scope: Scope
    package: str
    narrowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """Items found to lie inside the approval, not yet known to be handed over."""

    number: int
    at: datetime
    by: Ref
    items: int
    recipient: Recipient
