"""Addresses of account holders that a person typed, and what the second reader found."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.request import Sealed


@event("owner.address_typed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTyped:
    """Somebody typed where `owner` is reached; nothing goes there before a second person read it.

    The address itself stands, sealed, in the entry before this.
    """

    owner: str
    number: int


@event("owner.address_confirmed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class AddressConfirmed:
    """A second person read it and found it right."""

    number: int
    why: Sealed = None


@event("owner.address_refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRefused:
    """A second person found it wrong."""

    number: int
    why: Sealed = None


Addressing = AddressTyped | AddressConfirmed | AddressRefused
