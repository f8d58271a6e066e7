"""Reading cases for people: each reader is shown what they may see, and nothing before its time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import events as ev
from bot.domain.case import ENDED, UNDECIDED, Case, State
from bot.domain.commands import AnswerRefusal, FileDetermination
from bot.domain.deadlines import NOTICE, clocks
from bot.domain.decision import ListedAgency
from bot.domain.events.authorizing import ManifestRecorded
from bot.domain.levels import needed, reached
from bot.domain.notice import NoticeStatus
from bot.domain.outcome import CLOCK as OUTCOME
from bot.domain.release import Item, Owner
from bot.domain.roster import Ref, Role
from bot.domain.rules.paging import STAND_BY
from bot.domain.rules.settling import QUORUM
from bot.workflow.dossier import Deadline, Dossier, Happened
from bot.workflow.folds import Folded, happened
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

_TELLING = (FileDetermination.__name__, AnswerRefusal.__name__)
"""Commands whose refusal tells what somebody was about to decide."""
OPEN = tuple(state.value for state in State if state not in ENDED)
"""The states of cases in which something is still to be done."""
SOON = timedelta(days=8)
"""Ended cases act at least so often while anything is owed; looked at are only those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A case in a list: the fold and the clock that is due first. Nothing personal."""

    case: Case
    deadline: Deadline | None


def sees_others(case: Case, reader: Ref) -> bool:
    """Whether `reader` may see what others determined on the current version.

    Once it is settled everybody on the roster may; before, only who filed, and only when both did.
    A senior who is still to decide is blind as the second reviewer was.
    """
    if case.state not in UNDECIDED:
        return True
    return reader in case.used and len(case.filed) >= QUORUM


def deadlines(case: Case, office: Office) -> tuple[Deadline, ...]:
    """Return the clocks that run."""
    return tuple(
        Deadline(clock=c.name, start=c.start, due=c.due) for c in clocks(case, office.limits)
    )


async def dossier(office: Office, number: str, reader: Ref) -> Dossier | None:
    """Open a case for `reader`; None when there is no such case."""

    def work(ledger: Ledger) -> tuple[Folded, list[Happened], ListedAgency | None] | None:
        row = ledger.cases.get(number)
        if row is None:
            return None
        folded = office.folds.load(ledger, row)
        history = [happened(r) for r in ledger.record.of_case(number)]
        return folded, history, ledger.agencies.named(folded.case.agency.name)

    found = await office.database.read(work)
    if found is None:
        return None
    folded, history, agency = found
    office.folds.keep(folded)
    return _dossier(office, folded, history, agency, reader)


def _dossier(
    office: Office,
    folded: Folded,
    history: list[Happened],
    agency: ListedAgency | None,
    reader: Ref,
) -> Dossier:
    case = folded.case
    shown = [h for h in history if not _hidden(case, h, reader)]
    deciding = frozenset({reader}) if _decides(office, reader) else frozenset()
    return Dossier(
        case=case,
        opened=folded.opened,
        reader=reader,
        names=office.names,
        agency=agency.at(office.clock.law()) if agency is not None else None,
        standard=office.standard_of(case),
        law=office.law,
        limits=office.limits,
        policy=office.policy,
        roster=office.roster,
        now=office.clock.law(),
        level=reached(case, deciding=deciding),
        level_needed=needed(case),
        deadlines=deadlines(case, office),
        on_duty=on_duty(office),
        determinations=tuple(
            (h.actor, h.event)
            for h in shown
            if isinstance(h.event, ev.DeterminationFiled) and h.event.version == case.version
        ),
        history=tuple(shown),
        owners=owners_of(history),
        items=items_of(history),
    )


def _decides(office: Office, reader: Ref) -> bool:
    person = office.roster.get(reader)
    return person is not None and person.may(Role.REVIEWER, Role.SENIOR)


def _hidden(case: Case, entry: Happened, reader: Ref) -> bool:
    """Whether an entry would tell `reader` what somebody else decided, or that they were unsure.

    Earlier versions are included: who filed on one will think much the same of the next. So are
    refused forms, since the reason for the refusal says what was in them.
    """
    if sees_others(case, reader):
        return False
    event = entry.event
    if isinstance(event, ev.DeterminationFiled | ev.RefusalAnswered):
        return entry.actor != reader
    if isinstance(event, ev.CommandRefused):
        return entry.actor != reader and event.command in _TELLING
    if isinstance(event, ev.CaseViewed | ev.PageAcknowledged):
        return _stood_by(case, entry, reader)
    return isinstance(event, ev.PeoplePaged) and event.why == STAND_BY


def _stood_by(case: Case, entry: Happened, reader: Ref) -> bool:
    """Whether a look at the case followed a call to stand by: it says as much as the call."""
    event = entry.event
    who = event.person if isinstance(event, ev.PageAcknowledged) else entry.actor
    called = [p.at for p in case.paged if p.person == who and p.why == STAND_BY]
    return who != reader and bool(called) and entry.at >= min(called)


def on_duty(office: Office) -> Counter[str]:
    """Count the people on duty by role."""
    return Counter(r.value for p in office.roster.people if p.on_duty for r in p.roles)


def owners_of(history: Iterable[Happened]) -> tuple[Owner, ...]:
    """Return the owners as last recorded, opened."""
    owners: dict[str, Owner] = {}
    for entry in history:
        if isinstance(entry.event, ev.OwnersRecorded):
            owners.update({o.alias: o for o in entry.event.owners})
    return tuple(owners.values())


def items_of(history: Iterable[Happened]) -> tuple[Item, ...]:
    """Return the items of the latest clearance, or of the store's manifest, opened."""
    cleared = [
        h.event.items for h in history if isinstance(h.event, ev.ReleaseCleared | ManifestRecorded)
    ]
    return cleared[-1] if cleared else ()


async def open_cases(office: Office) -> list[Listed]:
    """Return every case in which something is to be done: the one that is due first in front.

    One that has ended is among them while somebody owes a call or an answer about it; whether it
    truly was an emergency is asked only once that is due.
    """
    now = office.clock.law()

    def work(ledger: Ledger) -> list[Case]:
        rows = ledger.cases.find(states=OPEN, due=now + SOON)
        return [office.folds.load(ledger, row).case for row in rows]

    found = [_listed(case, office) for case in await office.database.read(work)]
    waiting = (one for one in found if _waits(one, now))
    return sorted(waiting, key=_urgency)


def _waits(listed: Listed, now: datetime) -> bool:
    due = listed.deadline
    asked_later = due is None or (due.clock == OUTCOME and due.due > now)
    return listed.case.state not in ENDED or not asked_later


def _urgency(listed: Listed) -> tuple[bool, float, str]:
    due = listed.deadline.due.timestamp() if listed.deadline is not None else 0.0
    return listed.deadline is None, due, listed.case.number


def _listed(case: Case, office: Office) -> Listed:
    running = deadlines(case, office)
    return Listed(case=case, deadline=min(running, key=lambda d: d.due, default=None))


async def overdue(office: Office, now: datetime) -> list[tuple[str, str]]:
    """Return (case, clock) of every clock that was missed and still runs.

    A notice that cannot be delivered counts at once: nobody but a person will make it in time.
    """
    return [
        (found.case.number, d.clock)
        for found in await open_cases(office)
        for d in deadlines(found.case, office)
        if d.due <= now or d.clock in _given_up(found.case)
    ]


def _given_up(case: Case) -> set[str]:
    """Return the clocks of notices that the product has stopped trying to deliver."""
    return {NOTICE + n.owner for n in case.notices if n.status is NoticeStatus.UNDELIVERED}
