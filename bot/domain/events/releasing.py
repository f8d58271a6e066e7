"""What left the house, and whose it was."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.release import Item, Owner, Recipient, Stored, Transport
from bot.domain.request import Sealed


@event("owners.recorded", schema=2, grown=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersRecorded:
    """What the accounts system, or a custodian, says of one device."""

    device: str
    stored: Stored
    owners: tuple[Owner, ...] = ()
    complete: bool


@event("release.cleared", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCleared:
    """Items found inside the approval; the notices are owed from here."""

    number: int
    items: tuple[Item, ...]
    recipient: Recipient
    contact: Sealed = None
    transport: Transport


@event("clearance.taken_back", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceTakenBack:
    """Nothing was handed over."""

    number: int
    why: str


@event("release.handed_over", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The items left the house."""

    number: int
    receipt: Sealed = None
