"""One incident, two channels: when a request is a copy of one that has its case, and what it does.

A copy is kept whole beside the first and changes nothing of it: a forger who knows an incident's
number must not be able to bend a real request. What could be decided on its own, or says more than
the first, is no copy and gets a case of its own, linked to the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import UNDECIDED, Case
from bot.domain.events.verifying import StepRecorded
from bot.domain.request import DataSought, Request
from bot.domain.text_marks import plain
from bot.domain.verification import StepResult

WITHIN: Final = timedelta(hours=24)
"""How long after the first a copy may come; later it is a new request in the same matter."""
MOST_COPIES: Final = 20
"""Copies of one case; what comes after them gets cases of its own."""
_NO_CONTENT: Final = frozenset({"attachments", "unconfirmed", "message", "attested"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveCopy:
    """Keep what came by another channel beside the first; `steps` were taken at its door."""

    channel: str
    vouched: bool
    request: Request
    mark: str
    original: str
    steps: tuple[StepRecorded, ...] = ()


def is_copy(case: Case, first: Request, copy: ReceiveCopy, now: datetime) -> bool:
    """Whether `copy` says again what the case's request said, and no more.

    Not where its sender is better proved than the first, nor where its mail failed its checks:
    neither may hide behind the other.
    """
    return (
        case.state in UNDECIDED
        and now - case.opened_at <= WITHIN
        and copy.channel != case.channel
        and len(case.copies) < MOST_COPIES
        and (case.vouched or not copy.vouched)
        and (case.complete or not copy.request.complete)
        and not any(step.result is StepResult.FAIL for step in copy.steps)
        and plain(first.agency.name) == plain(copy.request.agency.name)
        and (same_officer(first, copy.request) or _same_supervisor(first, copy.request))
        and all(
            any(_covered(sought, one) for one in first.data_sought)
            for sought in copy.request.data_sought
        )
    )


def _covered(sought: DataSought, first: DataSought) -> bool:
    """Whether `first` asks for all of `sought`, whatever either calls the device."""
    return (
        plain(sought.device or "") == plain(first.device or "")
        and set(sought.categories) <= set(first.categories)
        and first.start <= sought.start
        and sought.end <= first.end
    )


def same_officer(one: Request, other: Request) -> bool:
    """Whether both name the same mailbox as the officer's."""
    return _same(one.officer.email, other.officer.email)


def _same_supervisor(one: Request, other: Request) -> bool:
    if one.supervisor is None or other.supervisor is None:
        return False
    return _same(one.supervisor.email, other.supervisor.email)


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other) and plain(one or "") == plain(other or "")


def devices(request: Request) -> frozenset[str]:
    """Return the devices that a request names, as they are compared."""
    return frozenset(plain(s.device) for s in request.data_sought if s.device)


def differing(first: object, other: object, within: str = "") -> tuple[str, ...]:
    """Return the fields by name in which two requests differ, such as `officer.phone`."""
    return tuple(_differing(first, other, within))


def _differing(first: object, other: object, within: str) -> Iterable[str]:
    if not is_dataclass(first) or not is_dataclass(other):
        return () if first == other else (within,)
    return (
        name
        for f in fields(first)
        if f.name not in _NO_CONTENT
        for name in _differing(
            getattr(first, f.name),
            getattr(other, f.name),
            f"{within}.{f.name}" if within else f.name,
        )
    )
