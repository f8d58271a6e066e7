"""The part of `evolve` that follows files which go through us."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import Case
from bot.domain.delivery import Delivery
from bot.domain.events import delivering as ev
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _changed(case: Case, number: int, **changes: Any) -> Case:  # noqa: ANN401 - fields of a delivery
    delivery = case.delivery
    if delivery is None or delivery.number != number:
        return case
    return replace(case, delivery=replace(delivery, **changes))


def _offered(case: Case, event: ev.DeliveryOffered, stamp: Stamp) -> Case:
    offered = Delivery(
        number=event.number,
        by=stamp.actor,
        offered_at=stamp.at,
        expires_at=event.expires_at,
        open_until=event.open_until,
        files=event.files,
        mark=event.mark,
        code_until=event.code_until,
    )
    return replace(case, delivery=offered)


def _renewed(case: Case, event: ev.DeliveryCodeRenewed, _stamp: Stamp) -> Case:
    return _changed(
        case,
        event.number,
        turn=event.turn,
        mark=event.mark,
        code_until=event.code_until,
        expires_at=event.expires_at,
        tries=0,
        spent=False,
    )


def _visited(case: Case, _event: ev.DeliveryVisited, _stamp: Stamp) -> Case:
    delivery = case.delivery
    if delivery is None:
        return case
    # Looks at an older link count here too: they are bounded together.
    return replace(case, delivery=replace(delivery, visits=delivery.visits + 1))


def _wrong(case: Case, event: ev.DeliveryCodeWrong, _stamp: Stamp) -> Case:
    return _changed(case, event.number, tries=event.tries)


def _opened(case: Case, event: ev.DeliveryOpened, stamp: Stamp) -> Case:
    first = case.delivery.opened_at if case.delivery is not None else None
    return _changed(
        case,
        event.number,
        spent=True,
        session=event.session,
        session_until=event.until,
        opened_at=first or stamp.at,
    )


def _fetched(case: Case, event: ev.DeliveryFetched, _stamp: Stamp) -> Case:
    delivery = case.delivery
    if delivery is None:
        return case
    begun = delivery.begun | {event.item}
    return _changed(case, event.number, fetches=delivery.fetches + 1, begun=begun)


def _to_end(case: Case, event: ev.DeliveryFetchedToEnd, _stamp: Stamp) -> Case:
    whole = case.delivery.whole if case.delivery is not None else frozenset()
    return _changed(case, event.number, whole=whole | {event.item})


def _confirmed(case: Case, event: ev.ManifestConfirmed, stamp: Stamp) -> Case:
    return _changed(case, event.number, confirmed_at=stamp.at)


def _revoked(case: Case, event: ev.DeliveryRevoked, stamp: Stamp) -> Case:
    return _changed(case, event.number, revoked_at=stamp.at)


DELIVERY: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.DeliveryOffered: _offered,
    ev.DeliveryCodeRenewed: _renewed,
    ev.DeliveryVisited: _visited,
    ev.DeliveryCodeWrong: _wrong,
    ev.DeliveryOpened: _opened,
    ev.DeliveryFetched: _fetched,
    ev.DeliveryFetchedToEnd: _to_end,
    ev.ManifestConfirmed: _confirmed,
    ev.DeliveryRevoked: _revoked,
}
