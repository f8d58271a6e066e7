"""What must be said to the evidence store for what happened: tasks carry ids, drawn when sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.case import Case
from bot.domain.events import Event
from bot.domain.events.authorizing import (
    ManifestRecorded,
    ManifestRefused,
    ReleaseAuthorized,
    StoreRecalled,
)
from bot.domain.events.preserving import PreservationAnswered
from bot.domain.events.recalling import RecallOrdered
from bot.domain.rules.preserving import due
from bot.workflow.dossier import Happened
from bot.workflow.rows import NewTask

STORE = "store"
EXPORTS = "exports"
"""The ports: what is said to the store, and what seniors are told of exports off the books."""
AUTHORIZE = "authorize"
PRESERVE = "preserve"
RECALL = "recall"
"""The kinds of a store's task, as the member `kind` of its ids."""


def store_task(case: str, kind: str, key: str, due: datetime, **ids: str | int) -> NewTask:
    """Return a task for the store's port. Each kind has a lane: a recall waits for no other."""
    return NewTask(
        key=f"{STORE}:{case}:{kind}:{key}",
        port=STORE,
        lane=f"{STORE}:{kind}",
        case=case,
        due_at=due,
        ids={"kind": kind, **ids},
    )


def to_store(
    case: Case, entries: Sequence[Happened], now: datetime, *, configured: bool
) -> Iterator[NewTask]:
    """Yield what the store must be told.

    An authorization is a task whatever the settings say now: where nobody can carry it out, that
    must be heard of.
    """
    for entry in entries:
        if isinstance(entry.event, ReleaseAuthorized):
            number = entry.event.number
            yield store_task(case.number, AUTHORIZE, str(number), now, number=number)
        elif isinstance(entry.event, RecallOrdered) and configured:
            yield store_task(case.number, RECALL, str(entry.position), now)
    if configured and due(case, now) is not None:
        # One task for each case, run anew: what it asks for is what is wanted when it runs.
        yield store_task(case.number, PRESERVE, "all", now)


def of_store(number: str, entries: Sequence[Happened], now: datetime) -> Iterator[NewTask]:
    """Yield who must hear of what the store did: the escalation channel, and the alarm's mail."""
    for entry in entries:
        place = f"{number}:{entry.position}"
        if alarming(entry.event) or failing(entry.event):
            ids: dict[str, str | int] = {"position": entry.position}
            yield _told("escalate", number, place, now, ids)
        if alarming(entry.event):
            yield _told("alarm", number, place, now, {"said": STORE})


def _told(port: str, case: str, place: str, due: datetime, ids: Mapping[str, str | int]) -> NewTask:
    return NewTask(key=f"{port}:{place}", port=port, lane=port, case=case, due_at=due, ids=ids)


def alarming(event: Event) -> bool:
    """Whether people must hear of it at once, in the escalation channel and by the alarm's mail.

    Something left that should not have, or nobody knows what left.
    """
    if isinstance(event, ManifestRecorded):
        return event.beyond or event.after_stop
    failed = isinstance(event, StoreRecalled) and bool(event.failed)
    return failed or isinstance(event, ManifestRefused)


def failing(event: Event) -> bool:
    """Whether seniors must hear that what exists may be lost."""
    return isinstance(event, PreservationAnswered) and bool(event.failed)
