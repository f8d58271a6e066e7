"""The part of `evolve` for the legal standard of a case."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import Case
from bot.domain.events import governing as ev
from bot.domain.events.releasing import OwnersRecorded
from bot.domain.governing import Governing, ProposedStandard
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _held(case: Case, event: ev.StandardHeld, _stamp: Stamp) -> Case:
    held = replace(
        case.governing,
        doubt=event.doubt,
        candidates=event.candidates,
        situation=event.situation,
        settled=None,
    )
    return replace(case, governing=held)


def _applies(case: Case, governing: Governing, event: ev.StandardFollowed) -> Case:
    return replace(
        case,
        standard=event.standard,
        standard_version=event.standard_version,
        governing=replace(
            governing,
            doubt=None,
            candidates=(event.standard,),
            situation=event.situation,
            tells_at_once=False,
        ),
    )


def _followed(case: Case, event: ev.StandardFollowed, _stamp: Stamp) -> Case:
    return _applies(case, replace(case.governing, settled=None), event)


def _proposed(case: Case, event: ev.StandardProposed, stamp: Stamp) -> Case:
    new = ProposedStandard(
        number=event.number, standard=event.standard, by=stamp.actor, at=stamp.at
    )
    proposals = (*case.governing.proposals, new)
    return replace(case, governing=replace(case.governing, proposals=proposals))


def _closed(governing: Governing, number: int, *, confirmed: bool = False) -> Governing:
    proposals = tuple(
        replace(p, open=False, confirmed=confirmed) if p.number == number else p
        for p in governing.proposals
    )
    return replace(governing, proposals=proposals)


def _settled(case: Case, event: ev.StandardSettled, _stamp: Stamp) -> Case:
    closed = _closed(case.governing, event.number, confirmed=True)
    spoken = replace(closed, settled=event.situation)
    applies = ev.StandardFollowed(
        standard=event.standard,
        standard_version=event.standard_version,
        situation=event.situation,
    )
    return _applies(case, spoken, applies)


def _refused(case: Case, event: ev.StandardRefused, _stamp: Stamp) -> Case:
    return replace(case, governing=_closed(case.governing, event.number))


def _at_once(case: Case, _event: ev.OwnersToldAtOnce, _stamp: Stamp) -> Case:
    return replace(case, governing=replace(case.governing, tells_at_once=True))


def owned(governing: Governing, event: OwnersRecorded) -> Governing:
    """Return what is known of the account holders' countries; each record replaces its device's."""
    others = tuple(held for held in governing.countries if held[0] != event.device)
    named = tuple(sorted({owner.country for owner in event.owners if owner.country}))
    return replace(governing, countries=(*others, (event.device, named)))


GOVERNING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.StandardHeld: _held,
    ev.StandardFollowed: _followed,
    ev.StandardProposed: _proposed,
    ev.StandardSettled: _settled,
    ev.StandardRefused: _refused,
    ev.OwnersToldAtOnce: _at_once,
}
