"""From what happened to the directory to what must be done: cards, calls, and cases to stop."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.domain import events as ev
from bot.domain.case import ENDED, State
from bot.domain.directory.state import Directory
from bot.domain.directory.writing import folded
from bot.domain.events import OldNumber, ProposalKind
from bot.domain.listed import ListedAgency
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.reactions import (
    AGENCY_REEXAMINE,
    AGENCY_STOP,
    DIRECTORY_TELL,
    publish,
    second,
    task,
)
from bot.workflow.rows import NewTask

SUBJECT: Final = "agency"
"""The kind of subject under which proposals wait for a second person."""
UNCONFIRMED: Final = timedelta(days=1)
"""How long one person's word may stop an agency before a senior is told that nobody confirmed."""
GOING_ON: Final = frozenset(State) - ENDED - {State.RELEASED}
"""States of cases out of which something could still be released."""


def subject_of(number: int) -> str:
    """Return what the card of a proposal carries."""
    return f"{SUBJECT}:{number}"


def directory_tasks(
    office: Office,
    ledger: Ledger,
    before: Directory,
    events: Iterable[ev.Directory | ev.DirectoryImported],
    now: datetime,
) -> Iterator[NewTask]:
    """Yield the tasks that `events` call for; they commit with their cause."""
    listed = False
    for event in events:
        if isinstance(event, ev.AgencyListed):
            listed = True
            known = before.agencies.get(event.agency.key)
            if event.agency.distrusted and _newly(known, event.agency):
                yield from _stops(ledger, event.agency, now)
            continue
        if isinstance(event, ev.DirectoryImported | ev.DirectoryCommandRefused):
            continue
        yield second(subject_of(event.number), None, now)
        yield from _told(event, before, now)
    if listed:
        yield from publish(office.ways, now)


def _newly(known: ListedAgency | None, agency: ListedAgency) -> bool:
    """Whether an agency that is not trusted may have open cases of whom nobody has thought yet."""
    return known is None or not known.distrusted or folded(known.name) != folded(agency.name)


def _told(event: ev.Directory, before: Directory, now: datetime) -> Iterator[NewTask]:
    if isinstance(event, ev.DirectoryProposed) and event.kind is ProposalKind.COMPROMISE:
        yield _tell(event.number, "unconfirmed", now + UNCONFIRMED)
    elif isinstance(event, ev.OldNumberCalled) and event.said is OldNumber.DENIED:
        yield _tell(event.number, "denied", now)
    elif isinstance(event, ev.DirectoryRefused):
        known = before.proposals.get(event.number)
        if known is not None and known.kind is ProposalKind.COMPROMISE:
            yield _tell(event.number, "contested", now)
        elif known is not None and known.kind is ProposalKind.FOUNDING:
            yield _tell(event.number, "unfounded", now)


def _tell(number: int, why: str, due: datetime) -> NewTask:
    return task(DIRECTORY_TELL, None, f"{number}:{why}", due, number=number, why=why)


def _stops(ledger: Ledger, agency: ListedAgency, now: datetime) -> Iterator[NewTask]:
    """Stop each open case by a task of its own; list all of them for a person to look at."""
    for number, _ in ledger.agencies.cases_of((agency.name, *agency.former)):
        row = ledger.cases.get(number)
        if row is not None and State(row.state) in GOING_ON:
            key = f"{number}:{agency.key}:{agency.changes}"
            yield task(AGENCY_STOP, number, key, now, agency=agency.key)
    key = f"{agency.key}:{agency.changes}"
    yield task(AGENCY_REEXAMINE, None, key, now, agency=agency.key)
