"""What somebody may try about a held notice and a typed address."""

from datetime import timedelta

from bot.domain.address import ConfirmAddress, RefuseAddress, unread
from bot.domain.case import Case
from bot.domain.commands import Command
from bot.domain.decision import Opened
from bot.domain.restricting import (
    AgreeLift,
    AgreeRestriction,
    ProposeLift,
    ProposeRestriction,
    RefuseLift,
    RefuseRestriction,
)
from bot.domain.restriction import KIND_OF, OrderCovers, RestrictionKind, proposed
from bot.domain.standard import Ground

DAY = timedelta(days=1)


def _hold(case: Case, _opened: Opened, pick: int) -> Command:
    grounds = tuple(Ground)
    ground = grounds[pick % len(grounds)]
    by_law = RestrictionKind.STATUTORY_SILENCE if pick % 3 else RestrictionKind.COURT_ORDER
    kind = KIND_OF.get(ground, by_law)
    owners = sorted({n.owner for n in case.notices})
    begun = case.released_at or case.opened_at
    order = kind is RestrictionKind.COURT_ORDER
    return ProposeRestriction(
        kind=kind,
        ground=ground,
        until=begun + (pick % 97) * DAY if pick % 11 else None,
        why="he would leave the country",
        owner=owners[pick % len(owners)] if owners and pick % 2 else None,
        covers=tuple(OrderCovers)[pick % 5 % 3] if order and pick % 7 else None,
        issuer="court" if order else None,
        docket="26-SW-118" if order and pick % 9 else None,
    )


def _number(case: Case, pick: int) -> int:
    waiting = [r.number for r in proposed(case)]
    return waiting[pick % len(waiting)] if waiting else len(case.restrictions) or 1


def _lift(case: Case, pick: int) -> int:
    live = [r.number for r in case.restrictions if r.in_force] or [1]
    return live[pick % len(live)]


def _address(case: Case, pick: int) -> int:
    waiting = [a.number for a in unread(case)] or [1]
    return waiting[pick % len(waiting)]


OF_HOLDS = {
    "hold": _hold,
    "agree_hold": lambda c, _o, p: AgreeRestriction(number=_number(c, p)),
    "refuse_hold": lambda c, _o, p: RefuseRestriction(number=_number(c, p), why="they may know"),
    "lift": lambda c, _o, p: ProposeLift(
        number=_lift(c, p), why="he is in custody", document="order of 2 May" if p % 4 else None
    ),
    "agree_lift": lambda c, _o, p: AgreeLift(number=_lift(c, p)),
    "refuse_lift": lambda c, _o, p: RefuseLift(number=_lift(c, p), why="he is not"),
    "read_address": lambda c, _o, p: ConfirmAddress(number=_address(c, p)),
    "refuse_address": lambda c, _o, p: RefuseAddress(number=_address(c, p), why="a stranger's"),
}
"""How each kind of move becomes a command."""
