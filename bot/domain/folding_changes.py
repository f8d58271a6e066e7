"""The part of `evolve` for what comes by the status page."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.changing import Change
from bot.domain.followup import Upload
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _proposed(case: Case, event: ev.ChangeProposed, stamp: Stamp) -> Case:
    """Keep the change; one of the same kind that still waited has been thought better of."""
    earlier = tuple(replace(c, open=c.open and c.kind is not event.kind) for c in case.changes)
    change = Change(number=event.number, kind=event.kind, at=stamp.at, base=event.base)
    return replace(case, changes=(*earlier, change))


def _settled(case: Case, event: ev.ChangeConfirmed | ev.ChangeRefused, _stamp: Stamp) -> Case:
    changes = tuple(replace(c, open=c.open and c.number != event.number) for c in case.changes)
    return replace(case, changes=changes)


def _process(case: Case, event: ev.ProcessReceived, stamp: Stamp) -> Case:
    upload = Upload(number=event.number, at=stamp.at)
    return replace(case, processes=event.number, uploads=(*case.uploads, upload))


BY_STATUS_PAGE: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.ChangeProposed: _proposed,
    ev.ChangeConfirmed: _settled,
    ev.ChangeRefused: _settled,
    ev.ProcessReceived: _process,
}
