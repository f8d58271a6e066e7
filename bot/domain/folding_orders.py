"""The part of `evolve` for an order that binds us."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import Case
from bot.domain.events.ordering import OrderLifted, OrderObjected, OrderStands, OrderUnconfirmed
from bot.domain.order import LegalOrder
from bot.domain.ordering import TAKES_BACK
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _stands(case: Case, event: OrderStands, _stamp: Stamp) -> Case:
    order = LegalOrder(
        standard=event.standard,
        received=event.received,
        internal_due=event.internal_due,
        comply_due=event.comply_due,
        objection_until=event.objection_until,
    )
    return replace(case, order=order)


def _voluntary(case: Case, _event: OrderLifted, stamp: Stamp) -> Case:
    return replace(case, order=None, stop_from=stamp.at)


def _fallen(case: Case) -> Case:
    if case.order is None:
        return case
    return replace(case, order=replace(case.order, fallen=True))


def _unconfirmed(case: Case, _event: OrderUnconfirmed, _stamp: Stamp) -> Case:
    return _fallen(case)


def _objected(case: Case, event: OrderObjected, _stamp: Stamp) -> Case:
    return _fallen(case) if event.word in TAKES_BACK else case


ORDERS: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    OrderStands: _stands,
    OrderLifted: _voluntary,
    OrderUnconfirmed: _unconfirmed,
    OrderObjected: _objected,
}
