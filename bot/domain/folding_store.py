"""The part of `evolve` for what the evidence store was told, and what it answered."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.authorizing import Authorization
from bot.domain.case import Case
from bot.domain.events.authorizing import (
    ManifestRecorded,
    ManifestRefused,
    ReleaseAuthorized,
    StoreRecalled,
)
from bot.domain.events.preserving import PreservationAnswered, PreservationAsked
from bot.domain.preserving import Preserved
from bot.domain.release import Clearance
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _authorized(case: Case, event: ReleaseAuthorized, stamp: Stamp) -> Case:
    authorization = Authorization(
        number=event.number,
        id=event.id,
        by=stamp.actor,
        at=stamp.at,
        until=event.until,
        scope=event.scope,
        recipient=event.recipient,
    )
    clearance = Clearance(
        number=event.number, at=stamp.at, by=stamp.actor, items=0, recipient=event.recipient
    )
    store = replace(case.store, authorization=authorization)
    return replace(case, clearances=event.number, clearance=clearance, store=store)


def _with(case: Case, **changes: Any) -> Case:  # noqa: ANN401 - the fields of one dataclass
    found = case.store.authorization
    if found is None:
        return case
    store = replace(case.store, authorization=replace(found, **changes))
    return replace(case, store=store)


def _manifest(case: Case, event: ManifestRecorded, _stamp: Stamp) -> Case:
    if case.clearance is not None:
        case = replace(case, clearance=replace(case.clearance, items=len(event.items)))
    return _with(case, manifest=event.digest)


def _refused(case: Case, event: ManifestRefused, _stamp: Stamp) -> Case:
    return _with(case, fault=event.fault, refused=event.digest)


def _asked(case: Case, event: PreservationAsked, _stamp: Stamp) -> Case:
    kept = Preserved(number=event.number, devices=event.devices, until=event.until)
    return replace(case, store=replace(case.store, preserved=kept))


def _answered(case: Case, event: PreservationAnswered, _stamp: Stamp) -> Case:
    kept = case.store.preserved
    if kept is None:
        return case
    told = replace(kept, answered=True, failed=event.failed)
    return replace(case, store=replace(case.store, preserved=told))


def _unchanged(case: Case, _event: StoreRecalled, _stamp: Stamp) -> Case:
    return case


AT_STORE: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ReleaseAuthorized: _authorized,
    ManifestRecorded: _manifest,
    ManifestRefused: _refused,
    PreservationAsked: _asked,
    PreservationAnswered: _answered,
    StoreRecalled: _unchanged,
}
