"""The part of `evolve` for the legal process that must follow a release."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.followup import Covers, FollowUpStatus, ProcessOwed
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _owed(case: Case, event: ev.FollowUpIsOwed, stamp: Stamp) -> Case:
    owed = ProcessOwed(owed_at=stamp.at, due=event.due, process=event.process)
    return replace(case, follow_up=owed)


def _read(case: Case, number: int, covers: Covers) -> Case:
    uploads = tuple(replace(u, covers=covers) if u.number == number else u for u in case.uploads)
    return replace(case, uploads=uploads)


def _changed(case: Case, **changes: Any) -> Case:  # noqa: ANN401 - the fields of one dataclass
    if case.follow_up is None:
        return case
    return replace(case, follow_up=replace(case.follow_up, **changes))


def _accepted(case: Case, event: ev.ProcessAccepted, _stamp: Stamp) -> Case:
    case = _read(case, event.number, event.covers)
    owed = case.follow_up
    if owed is None or owed.status in (FollowUpStatus.RECEIVED, FollowUpStatus.EXCUSED):
        return case
    if event.rest_owed:
        return _changed(case, part=event.number)
    received = FollowUpStatus.RECEIVED
    late = event.late or owed.missed_at is not None
    return _changed(case, status=received, received=event.number, late=late, excuse_by=None)


def _refused(case: Case, event: ev.ProcessRefused, _stamp: Stamp) -> Case:
    return _read(case, event.number, Covers.NO)


def _proposed(case: Case, _event: ev.ExcuseProposed, stamp: Stamp) -> Case:
    return _changed(case, excuse_by=stamp.actor)


def _dropped(case: Case, _event: ev.ExcuseDropped, _stamp: Stamp) -> Case:
    return _changed(case, excuse_by=None)


def _excused(case: Case, _event: ev.FollowUpExcused, _stamp: Stamp) -> Case:
    return _changed(case, status=FollowUpStatus.EXCUSED)


def _missed(case: Case, _event: ev.FollowUpMissed, stamp: Stamp) -> Case:
    return _changed(case, status=FollowUpStatus.MISSED, missed_at=stamp.at, excuse_by=None)


FOLLOWING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.FollowUpIsOwed: _owed,
    ev.ProcessAccepted: _accepted,
    ev.ProcessRefused: _refused,
    ev.ExcuseProposed: _proposed,
    ev.ExcuseDropped: _dropped,
    ev.FollowUpExcused: _excused,
    ev.FollowUpMissed: _missed,
}
