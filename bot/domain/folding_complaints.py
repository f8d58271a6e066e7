"""The part of `evolve` for what owners complain of."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import Case
from bot.domain.complaining import Complaint
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _opened(case: Case, event: ComplaintOpened, stamp: Stamp) -> Case:
    made = Complaint(number=event.number, owner=event.owner, at=stamp.at, due=event.due)
    return replace(case, complaints=(*case.complaints, made))


def _answered(case: Case, event: ComplaintAnswered, stamp: Stamp) -> Case:
    complaints = tuple(
        replace(c, finding=event.finding, answered_at=stamp.at) if c.number == event.number else c
        for c in case.complaints
    )
    return replace(case, complaints=complaints)


COMPLAINTS: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ComplaintOpened: _opened,
    ComplaintAnswered: _answered,
}
