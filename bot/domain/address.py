"""Addresses of account holders that somebody typed: a second person reads them before use.

An answer of the accounts system needs no second reader, but where an account was taken over: then
the address that it knows may be the thief's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.roster import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedAddress:
    """An address of one owner; `by` typed it. `settled` says whether a second person read it.

    `refused` is one that a second person found wrong: nothing goes there until it is corrected.
    """

    owner: str
    number: int
    by: Ref
    at: datetime
    confirmed_by: Ref | None = None
    refused: bool = False

    @property
    def settled(self) -> bool:
        """Whether a second person has read it, whatever they found."""
        return self.confirmed_by is not None or self.refused


class Addressed(Protocol):
    """A case, as far as this module looks at one."""

    @property
    def addresses(self) -> tuple[TypedAddress, ...]:
        """Every address that was typed, by number."""


def latest(case: Addressed, owner: str) -> TypedAddress | None:
    """Return the last address that was typed for `owner`; None where none was."""
    return next((a for a in reversed(case.addresses) if a.owner == owner), None)


def addressed(case: Addressed, owner: str) -> bool:
    """Whether a notice may go to the address of `owner`: nobody typed it, or two people read it."""
    typed = latest(case, owner)
    return typed is None or typed.confirmed_by is not None


def unread(case: Addressed) -> tuple[TypedAddress, ...]:
    """Return the addresses that wait for a second reader."""
    return tuple(a for a in case.addresses if a == latest(case, a.owner) and not a.settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAddress:
    """Say, as the second person, that this is where that account holder is reached."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAddress:
    """Say that the address is wrong: a custodian corrects it."""

    number: int
    why: str


AddressCommand = ConfirmAddress | RefuseAddress
