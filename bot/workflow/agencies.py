"""Carries a command to the agency directory in one transaction: no record, no change.

The record's head is locked first, and only then is the time read and the directory looked at, so
that of two confirmations at once the second meets what the first has settled. The tables that
rules read are written in the same transaction; verification folds the record and compares.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain import events as ev
from bot.domain.directory.commands import ConfirmProposal, DirectoryCommand
from bot.domain.directory.deciding import Desk, Question, decide_directory
from bot.domain.directory.state import Directory, moved, proposed
from bot.domain.errors import Refusal, Refused
from bot.domain.roster import SYSTEM, Ref, Standing
from bot.domain.stamp import Stamp
from bot.workflow.directory_tasks import directory_tasks
from bot.workflow.entries import Place, chain
from bot.workflow.ledger import Ledger
from bot.workflow.moment import moment
from bot.workflow.office import Office

Happening = Sequence[ev.Directory | ev.DirectoryImported]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryOrder:
    """A command by somebody. `inbound` is (source, id): the same id acts once."""

    command: DirectoryCommand
    actor: Ref
    inbound: tuple[str, str] | None = None
    standings: Mapping[Ref, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryOutcome:
    """What came of it: `position` of its first entry, 0 when none; `proposal` that it began."""

    refused: Refused | None = None
    position: int = 0
    proposal: int = 0
    events: tuple[ev.Directory | ev.DirectoryImported, ...] = ()
    duplicate: bool = False


async def change_directory(office: Office, order: DirectoryOrder) -> DirectoryOutcome:
    """Carry `order` out. Raises only when the database does; a refusal is an outcome."""
    outcome = await office.database.tx(lambda ledger: carry_directory(office, ledger, order))
    if outcome.events:
        office.bell.ring()
    return outcome


async def whose_word(office: Office, order: DirectoryOrder) -> frozenset[Ref]:
    """Return everybody whose eligibility the order rests on, so that Slack is asked about them."""
    if not isinstance(order.command, ConfirmProposal):
        return frozenset({order.actor})
    number = order.command.number
    proposal = await office.database.read(lambda db: db.proposals.get(number))
    people = proposal.people if proposal is not None else frozenset()
    return frozenset({order.actor}) | (people - {SYSTEM})


def carry_directory(office: Office, ledger: Ledger, order: DirectoryOrder) -> DirectoryOutcome:
    """Do the work of `change_directory` inside a transaction that the caller owns."""
    earlier = ledger.inbox.seen(*order.inbound) if order.inbound else None
    if earlier is not None:
        return _as_before(earlier)
    at = moment(office, ledger)
    now = at.now
    before = standing_directory(ledger)
    question = Question(
        directory=before,
        actor=order.actor,
        desk=Desk(roster=office.roster, standings=at.aged(order.standings)),
        now=now,
    )
    ruled = decide_directory(question, order.command)
    refused = ruled if isinstance(ruled, Refused) else None
    events = () if isinstance(ruled, Refused) else ruled
    written: Happening = events if refused is None else _refusal(office, order, refused)
    rows = chain(
        Place(head=at.head, blinding=office.site_secret, at=now),
        [(order.actor, e) for e in written],
    )
    ledger.record.append(rows)
    _project(ledger, events, Stamp(now, order.actor))
    for task in directory_tasks(office, ledger, before, events, now):
        ledger.tasks.add(task)
    outcome = DirectoryOutcome(
        refused=refused,
        position=rows[0].position if rows else 0,
        proposal=next((e.number for e in events if isinstance(e, ev.DirectoryProposed)), 0),
        events=tuple(events),
    )
    if order.inbound:
        ledger.inbox.remember(*order.inbound, _keep(outcome), office.clock.wall())
    return outcome


def standing_directory(ledger: Ledger) -> Directory:
    """Return the directory as its projection has it: what is settled long ago is left out."""
    last = ledger.proposals.get(ledger.proposals.last())
    return Directory(
        agencies={agency.key: agency for agency in ledger.agencies.all()},
        proposals={p.number: p for p in (*ledger.proposals.open(), *([last] if last else []))},
    )


def _refusal(office: Office, order: DirectoryOrder, refused: Refused) -> Happening:
    """Put a known person's refused command on the record; others are only answered."""
    if office.roster.get(order.actor) is None or refused.reason is Refusal.DUPLICATE:
        return ()
    command = type(order.command).__name__
    return (
        ev.DirectoryCommandRefused(
            command=command, reason=refused.reason.value, detail=refused.detail
        ),
    )


def _project(ledger: Ledger, events: Happening, stamp: Stamp) -> None:
    for event in events:
        if isinstance(event, ev.AgencyListed):
            ledger.agencies.replace([event.agency])
        elif isinstance(event, ev.DirectoryProposed):
            ledger.proposals.put(proposed(event, stamp))
        elif not isinstance(event, ev.DirectoryImported | ev.DirectoryCommandRefused):
            known = ledger.proposals.get(event.number)
            if known is not None:
                ledger.proposals.put(moved(known, event, stamp))


def _keep(outcome: DirectoryOutcome) -> str:
    refused = outcome.refused
    return json.dumps(
        {
            "position": outcome.position,
            "proposal": outcome.proposal,
            "refused": [refused.reason.value, refused.detail] if refused else None,
        }
    )


def _as_before(answer: str) -> DirectoryOutcome:
    kept = json.loads(answer)
    refused = kept["refused"]
    return DirectoryOutcome(
        position=kept["position"],
        proposal=kept["proposal"],
        refused=Refused(Refusal(refused[0]), refused[1]) if refused else None,
        duplicate=True,
    )
