"""What leaves the house: items cleared against the approval, and the hand-over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

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
    """One account holder; `alias` is O1, O2, … within the case.

    `app` says that the company's app can show them a notice; `postal` are the lines of an address;
    `country` is an ISO 3166-1 code, empty where nobody knows.
    """

    later: ClassVar[tuple[str, ...]] = ("app", "postal", "country")

    alias: str
    role: OwnerRole
    flags: frozenset[OwnerFlag] = frozenset()
    locale: str = "en"
    account: Sealed = None
    name: Sealed = None
    email: Sealed = None
    app: bool = False
    postal: tuple[Sealed, ...] = ()
    country: str = ""


def same_holder(known: Owner, other: Owner) -> bool:
    """Whether two entries mean one account holder: one account, or one mailbox, or one name.

    Where nothing of `known` can be read any more, nothing speaks against it.
    """
    if known.account and other.account:
        return known.account == other.account
    if not (known.account or known.email or known.name):
        return True
    return _same(known.email, other.email) or _same(known.name, other.name)


def _same(one: Sealed, other: Sealed) -> bool:
    return bool(one and other) and (one or "").casefold() == (other or "").casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOwner:
    """An owner as the fold keeps them."""

    alias: str
    role: OwnerRole
    flags: frozenset[OwnerFlag]
    device: str


def told_devices(owners: Collection[KnownOwner], alias: str) -> frozenset[str]:
    """Return the devices of whose release `alias` is told: a landlord learns nothing of a tenant's.

    Somebody may be the landlord of one device and hold another for themselves.
    """
    let = {o.device for o in owners if o.role is OwnerRole.TENANT}
    return frozenset(
        o.device
        for o in owners
        if o.alias == alias and not (o.role is OwnerRole.LANDLORD and o.device in let)
    )


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
