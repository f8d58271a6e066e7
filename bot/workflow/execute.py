"""Carries a command to a case in one transaction: no record, no action.

The case's row is locked first, then the record's head, and only then is the time read, so that no
command is decided on an earlier time than an entry before it. Determination, state, entries,
tasks and the inbound id commit together or not at all; the caller answers after the commit.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.commands import Command
from bot.domain.deadlines import next_due
from bot.domain.decision import Decided, Facts
from bot.domain.errors import Refusal, Refused
from bot.domain.events.authorizing import ReleaseAuthorized
from bot.domain.events.erasing import CaseErased
from bot.domain.events.reaching import LetterTaken
from bot.domain.lifecycle import UNASKED, decide
from bot.domain.roster import SYSTEM, Ref, Standing
from bot.workflow.dossier import Happened
from bot.workflow.entries import Place, write
from bot.workflow.folds import Folded, step
from bot.workflow.ledger import Ledger
from bot.workflow.moment import CLOCK_STEP, Moment, moment
from bot.workflow.notice_links import holder_of, notice_link
from bot.workflow.office import Office
from bot.workflow.reactions import reactions
from bot.workflow.rows import CaseRow, FiledRow
from bot.workflow.tracing import leave, looked_up

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command by somebody, on a case. `inbound` is (source, id): the same id acts once."""

    case: str
    command: Command
    actor: Ref
    inbound: tuple[str, str] | None = None
    standings: Mapping[Ref, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an order. `position` and `hash` are of its own first entry, 0 when none."""

    case: str
    version: int = 0
    state: State | None = None
    refused: Refused | None = None
    position: int = 0
    hash: str = ""
    events: tuple[ev.Event, ...] = ()
    duplicate: bool = False


async def execute(office: Office, order: Order) -> Outcome:
    """Carry `order` out. Raises only when the database does; a refusal is an outcome."""
    return await committed(office, lambda ledger: carry(office, ledger, order))


async def committed(
    office: Office, work: Callable[[Ledger], tuple[Outcome, Folded | None]]
) -> Outcome:
    """Run `work`, which carries an order, in one transaction; then keep its fold and wake tasks."""
    outcome, folded = await office.database.tx(work)
    if folded is not None:
        office.folds.keep(folded)
    if outcome.events:
        office.bell.ring()
    return outcome


def carry(office: Office, ledger: Ledger, order: Order) -> tuple[Outcome, Folded | None]:
    """Do the work of `execute` inside a transaction that the caller owns."""
    earlier = ledger.inbox.seen(*order.inbound) if order.inbound else None
    if earlier is not None:
        return _as_before(earlier), None
    row = ledger.cases.lock(order.case)
    if row is None:
        return Outcome(case=order.case, refused=Refused(Refusal.NO_SUCH_CASE)), None
    at = moment(office, ledger)
    now = at.now
    folded = office.folds.load(ledger, row)
    seen = looked_up(office.site_secret, ledger, folded, order.command, now)
    known = facts(office, ledger, folded, _aged(order, at), now)
    known = replace(known, history=seen.history)
    decided = decide(folded.case, order.command, order.actor, known, now)
    if decided.refused == UNASKED:
        # No refusal of the presser, and not on the record: the edge asks Slack and comes again.
        return Outcome(case=order.case, refused=UNASKED), folded
    events = _with_refusal(decided, order)
    if not events:
        return _nothing(office, ledger, row, folded, decided), folded
    secret = ledger.cases.secret(order.case)
    place = Place(
        head=at.head,
        blinding=secret or office.site_secret,
        at=now,
        case=order.case,
        version=folded.case.version,
        secret=secret,
    )
    written = write(place, events)
    ledger.record.append(written.rows)
    after = commit_events(office, ledger, row, folded, written.entries)
    if seen.new and after.case.mark != folded.case.mark:
        leave(ledger, order.case, seen, now)
    outcome = _outcome(decided, written.entries, after.case, order)
    if order.inbound:
        ledger.inbox.remember(*order.inbound, _keep(outcome), office.clock.wall())
    return outcome, after


def _nothing(
    office: Office, ledger: Ledger, row: CaseRow, folded: Folded, decided: Decided
) -> Outcome:
    due = next_due(folded.case, office.limits)
    if due != row.next_due:
        # The limits were changed since: a time that means nothing would be swept for ever.
        ledger.cases.save(replace(row, next_due=due), expected=row.revision)
    return Outcome(
        case=row.number,
        version=folded.case.version,
        state=folded.case.state,
        refused=decided.refused,
    )


def facts(office: Office, ledger: Ledger, folded: Folded, order: Order, now: datetime) -> Facts:
    """Gather everything outside the case that the decision may rest on at `now` (UTC)."""
    listed = ledger.agencies.named(folded.case.agency.name)
    return Facts(
        roster=office.roster,
        standings=order.standings,
        limits=office.limits,
        policy=office.policy,
        standard=office.standard_of(folded.case),
        law=office.law,
        agency=listed.at(now) if listed is not None else None,
        opened=folded.opened,
        own_domains=office.own_domains,
        counsel=office.counsel,
        retention=office.retention,
    )


def _aged(order: Order, at: Moment) -> Order:
    if not at.behind:
        return order
    if at.behind > CLOCK_STEP:
        log.warning("clock.went_back", case=order.case, seconds=at.behind.total_seconds())
    return replace(order, standings=at.aged(order.standings))


def _with_refusal(decided: Decided, order: Order) -> tuple[tuple[Ref, ev.Event], ...]:
    """Put a known person's refused command on the record; the product's own are only answered."""
    if decided.refused is None or order.actor == SYSTEM:
        return decided.events
    refused = ev.CommandRefused(
        command=type(order.command).__name__,
        reason=decided.refused.reason.value,
        detail=decided.refused.detail,
    )
    return (*decided.events, (order.actor, refused))


def commit_events(
    office: Office,
    ledger: Ledger,
    row: CaseRow,
    folded: Folded | None,
    entries: tuple[Happened, ...],
) -> Folded:
    """Fold entries, write the rows that the database constrains, and add the tasks."""
    for entry in entries:
        before = folded.case if folded is not None else None
        folded = step(folded, row.number, entry)
        _constrain(ledger, before, folded.case, entry)
        if isinstance(entry.event, ev.NoticeAttempted | LetterTaken):
            owner = entry.event.owner
            holder = holder_of(folded.case, owner)
            ledger.cabinet.put_link(notice_link(office, row.number, owner, holder, entry.at))
    if folded is None:
        raise ValueError("nothing happened")
    case = folded.case
    ledger.cases.save(
        replace(
            row,
            revision=folded.revision,
            state=case.state.value,
            version=case.version,
            next_due=next_due(case, office.limits),
        ),
        expected=row.revision,
    )
    now = entries[-1].at
    for task in reactions(case, entries, now, office.ways, office.roster):
        ledger.tasks.add(task)
    return folded


def _constrain(ledger: Ledger, before: Case | None, case: Case, entry: Happened) -> None:
    """Write what the database guards itself: who filed, who agreed, what was cleared."""
    event = entry.event
    if isinstance(event, ev.CaseOpened | ev.RequestCompleted | ev.RequestAmended):
        ledger.agencies.asked(case.agency.name, case.number, entry.at)
    if isinstance(event, ev.DeterminationFiled):
        ledger.cases.filed(
            FiledRow(
                case=case.number,
                version=event.version,
                person=entry.actor,
                position=entry.position,
            )
        )
        # The draft goes with the commit that files it: a commit of its own would cost as much.
        ledger.cabinet.drop_draft(case.number, event.version, entry.actor)
    elif isinstance(event, ev.CaseApproved):
        ledger.cases.approved(case.number, case.version, event.pair)
    elif isinstance(event, ev.ReleaseCleared | ReleaseAuthorized):
        ledger.cases.cleared(case.number, case.version, event.number)
    elif isinstance(event, CaseErased):
        ledger.erasures.erase(case.number)
    if before is not None and before.approval is not None and case.approval is None:
        ledger.cases.unapproved(case.number, before.version)


def _outcome(decided: Decided, entries: tuple[Happened, ...], case: Case, order: Order) -> Outcome:
    own = next((e for e in entries if e.actor == order.actor), entries[0])
    return Outcome(
        case=order.case,
        version=case.version,
        state=case.state,
        refused=decided.refused,
        position=own.position,
        hash=own.hash,
        events=tuple(e.event for e in entries),
    )


def _keep(outcome: Outcome) -> str:
    refused = outcome.refused
    return json.dumps(
        {
            "case": outcome.case,
            "version": outcome.version,
            "state": outcome.state.value if outcome.state else None,
            "position": outcome.position,
            "hash": outcome.hash,
            "refused": [refused.reason.value, refused.detail] if refused else None,
        }
    )


def _as_before(answer: str) -> Outcome:
    kept = json.loads(answer)
    refused = kept["refused"]
    return Outcome(
        case=kept["case"],
        version=kept["version"],
        state=State(kept["state"]) if kept["state"] else None,
        position=kept["position"],
        hash=kept["hash"],
        refused=Refused(Refusal(refused[0]), refused[1]) if refused else None,
        duplicate=True,
    )
