"""The part of `evolve` for the senior's call."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.replacing import replace
from bot.domain.senior_calling import SeniorCall
from bot.domain.stamp import Stamp
from bot.domain.verification import Reached


def _owed(case: Case, event: ev.SeniorCallOwed, stamp: Stamp) -> Case:
    call = SeniorCall(cause=event.cause, owed_at=stamp.at)
    return replace(case, senior_calls=(*case.senior_calls, call))


def _recorded(case: Case, event: ev.SeniorCallRecorded, stamp: Stamp) -> Case:
    *earlier, call = case.senior_calls
    if event.reached is Reached.NOBODY:
        call = replace(call, tries=call.tries + 1)
    else:
        call = replace(call, made_at=stamp.at)
    return replace(case, senior_calls=(*earlier, call))


def _lapsed(case: Case, event: ev.SeniorCallLapsed, _stamp: Stamp) -> Case:
    *earlier, call = case.senior_calls
    return replace(case, senior_calls=(*earlier, replace(call, lapsed=event.why)))


SENIOR_CALL: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.SeniorCallOwed: _owed,
    ev.SeniorCallRecorded: _recorded,
    ev.SeniorCallLapsed: _lapsed,
}
