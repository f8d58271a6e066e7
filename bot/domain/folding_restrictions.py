"""The part of `evolve` for restrictions."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import Case
from bot.domain.events import restricting as ev
from bot.domain.replacing import replace
from bot.domain.restriction import Restriction, RestrictionKind, RestrictionStatus, numbered
from bot.domain.roster import SYSTEM
from bot.domain.stamp import Stamp
from bot.domain.standard import Ground


def _proposed(case: Case, event: ev.RestrictionProposed, stamp: Stamp) -> Case:
    new = Restriction(
        number=event.number,
        owner=event.owner,
        kind=event.restriction,
        ground=event.ground,
        until=event.until,
        by=event.proposer or stamp.actor,
        proposed_at=stamp.at,
        covers=event.covers,
        provision=event.provision,
        renews=event.renews,
    )
    return replace(case, restrictions=(*case.restrictions, new))


def _imposed(case: Case, event: ev.RestrictionImposed, stamp: Stamp) -> Case:
    new = Restriction(
        number=event.number,
        owner=None,
        kind=RestrictionKind.STATUTORY_SILENCE,
        ground=Ground.PROHIBITED,
        until=None,
        by=SYSTEM,
        proposed_at=stamp.at,
        status=RestrictionStatus.IN_FORCE,
        provision=event.provision,
        agreed_by=SYSTEM,
        agreed_at=stamp.at,
        since=stamp.at,
    )
    return replace(case, restrictions=(*case.restrictions, new))


def _changed(case: Case, number: int, change: Callable[[Restriction], Restriction]) -> Case:
    changed = tuple(change(r) if r.number == number else r for r in case.restrictions)
    return replace(case, restrictions=changed)


def _agreed(case: Case, event: ev.RestrictionAgreed, stamp: Stamp) -> Case:
    found = numbered(case, event.number)
    earlier = numbered(case, found.renews) if found is not None and found.renews else None
    since = earlier.since if earlier is not None and earlier.in_force else stamp.at
    if earlier is not None and earlier.in_force:
        case = _changed(
            case, earlier.number, lambda r: replace(r, status=RestrictionStatus.RENEWED)
        )
    return _changed(
        case,
        event.number,
        lambda r: replace(
            r,
            status=RestrictionStatus.IN_FORCE,
            agreed_by=stamp.actor,
            agreed_at=stamp.at,
            since=since,
        ),
    )


def _refused(case: Case, event: ev.RestrictionRefused, _stamp: Stamp) -> Case:
    return _changed(case, event.number, lambda r: replace(r, status=RestrictionStatus.REFUSED))


def _not_covering(case: Case, _event: ev.OrderNotCovering, _stamp: Stamp) -> Case:
    return case


def _lift_proposed(case: Case, event: ev.LiftProposed, stamp: Stamp) -> Case:
    return _changed(case, event.number, lambda r: replace(r, lift_by=stamp.actor, lift_at=stamp.at))


def _lift_refused(case: Case, event: ev.LiftRefused, _stamp: Stamp) -> Case:
    return _changed(case, event.number, lambda r: replace(r, lift_by=None, lift_at=None))


def _lifted(case: Case, event: ev.RestrictionLifted, stamp: Stamp) -> Case:
    if event.owner is not None:
        free = frozenset({event.owner})
        return _changed(case, event.number, lambda r: replace(r, freed=r.freed | free))
    return _ended(case, event.number, RestrictionStatus.LIFTED, stamp)


def _lapsed(case: Case, event: ev.RestrictionLapsed, stamp: Stamp) -> Case:
    return _ended(case, event.number, RestrictionStatus.LAPSED, stamp)


def _ended(case: Case, number: int, status: RestrictionStatus, stamp: Stamp) -> Case:
    def end(restriction: Restriction) -> Restriction:
        return replace(restriction, status=status, ended_at=stamp.at, lift_by=None)

    return _changed(case, number, end)


RESTRICTING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.RestrictionProposed: _proposed,
    ev.RestrictionAgreed: _agreed,
    ev.RestrictionRefused: _refused,
    ev.RestrictionImposed: _imposed,
    ev.OrderNotCovering: _not_covering,
    ev.LiftProposed: _lift_proposed,
    ev.LiftRefused: _lift_refused,
    ev.RestrictionLifted: _lifted,
    ev.RestrictionLapsed: _lapsed,
}
