"""What must be done outside after a release, or once a case has ended: tasks carry ids only."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import events as ev
from bot.domain.events.defrauding import (
    FraudConfirmed,
    FraudDropped,
    FraudFound,
    FraudProposed,
    OutcomeRecorded,
)
from bot.domain.events.recalling import RecallOrdered
from bot.domain.outcome import Truth
from bot.workflow.rows import NewTask

AGENCY_WATCH = "agency.watch"
AGENCY_FORGED = "agency.forged"
AGENCY_WARN = "agency.warn"
RECALL = "recall"
SECOND = "second"
ENDS_PORTS = (AGENCY_WATCH, AGENCY_FORGED, AGENCY_WARN, RECALL, SECOND)
"""The ports that are named here."""
SHOUTED = (ev.FollowUpMissed, RecallOrdered, FraudFound)
"""Entries of which seniors are told at once."""


def _task(port: str, case: str, key: str, now: datetime, **ids: str) -> NewTask:
    return NewTask(key=f"{port}:{key}", port=port, lane=port, case=case, due_at=now, ids=ids)


def afterwards(number: str, place: str, event: ev.Event, now: datetime) -> Iterator[NewTask]:
    """Yield what one entry calls for; `place` names the entry."""
    if isinstance(event, ev.FollowUpMissed):
        yield _task(AGENCY_WATCH, number, number, now)
    elif isinstance(event, RecallOrdered):
        yield _task(RECALL, number, place, now, stage="ordered")
    elif isinstance(event, FraudFound):
        yield _task(AGENCY_WARN, number, number, now)
        if event.after_release:
            yield _task(AGENCY_FORGED, number, number, now)
    elif isinstance(event, FraudProposed | FraudConfirmed | FraudDropped):
        subject = f"fraud:{number}:{event.number}"
        yield _task(SECOND, number, subject, now, subject=subject)
    elif isinstance(event, OutcomeRecorded) and event.truth is Truth.MISREPRESENTED:
        key = f"{number}:{event.truth}"
        yield _task(AGENCY_WATCH, number, key, now, why=event.truth.value)
