"""The part of `evolve` for addresses that somebody typed."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.address import TypedAddress
from bot.domain.case import Case
from bot.domain.events import addressing as ev
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _typed(case: Case, event: ev.AddressTyped, stamp: Stamp) -> Case:
    new = TypedAddress(owner=event.owner, number=event.number, by=stamp.actor, at=stamp.at)
    return replace(case, addresses=(*case.addresses, new))


def _changed(case: Case, number: int, change: Callable[[TypedAddress], TypedAddress]) -> Case:
    addresses = tuple(change(a) if a.number == number else a for a in case.addresses)
    return replace(case, addresses=addresses)


def _confirmed(case: Case, event: ev.AddressConfirmed, stamp: Stamp) -> Case:
    return _changed(case, event.number, lambda a: replace(a, confirmed_by=stamp.actor))


def _refused(case: Case, event: ev.AddressRefused, _stamp: Stamp) -> Case:
    return _changed(case, event.number, lambda a: replace(a, refused=True))


ADDRESSING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.AddressTyped: _typed,
    ev.AddressConfirmed: _confirmed,
    ev.AddressRefused: _refused,
}
