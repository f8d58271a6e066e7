"""Opens a case from a request, whichever way it came in; the same inbound id opens one case."""

import hashlib
import json
from dataclasses import dataclass, replace

from bot.domain.commands import OpenCase
from bot.domain.deadlines import next_due
from bot.domain.decision import Facts
from bot.domain.governing import at_opening
from bot.domain.lifecycle import begin
from bot.domain.linking import Link
from bot.domain.listed import ListedAgency
from bot.domain.roster import REQUESTER
from bot.workflow.copies import take_copy
from bot.workflow.entries import Place, write
from bot.workflow.execute import commit_events
from bot.workflow.folds import Folded
from bot.workflow.intake_values import ORIGINAL, STATUS_PAGE_LIFE, Incoming, Received, mark_of
from bot.workflow.ledger import Ledger
from bot.workflow.moment import moment
from bot.workflow.office import Office, link_digest
from bot.workflow.reactions import reply
from bot.workflow.rows import CaseRow, Head
from bot.workflow.rows import Link as PageLink
from bot.workflow.tracing import Marks, around, history, keep, marks_of


@dataclass(frozen=True, slots=True)
class Intake:
    """The `Reception` of every intake channel."""

    office: Office

    async def receive(self, incoming: Incoming) -> Received:
        """Open a case, or return the one that the same inbound id opened before."""
        office = self.office
        received, folded = await office.database.tx(lambda db: take_in(office, db, incoming))
        if folded is not None:
            office.folds.keep(folded)
            office.bell.ring()
        return received


def answer_before(ledger: Ledger, incoming: Incoming) -> str | None:
    """Return the answer that was given when this came before, as itself or as its better copy."""
    ids = (incoming.inbound, incoming.copy_of)
    return next((a for i in ids if i and (a := ledger.inbox.seen(*i)) is not None), None)


def take_in(office: Office, ledger: Ledger, incoming: Incoming) -> tuple[Received, Folded | None]:
    """Do the work of `receive` inside a transaction that the caller owns."""
    earlier = answer_before(ledger, incoming)
    if earlier is not None:
        return _again(office, earlier), None
    marks = marks_of(office.site_secret, incoming.request, incoming.channel)
    kept = take_copy(office, ledger, incoming, marks)
    if kept is not None:
        return kept
    number = ledger.cases.new_number(office.clock.law().year)
    # The row bears the time of its first entry, which another's entry may have moved meanwhile.
    at = moment(office, ledger)
    now = at.now
    row = CaseRow(
        number=number, revision=0, state="received", version=1, opened_at=now, next_due=None
    )
    ledger.cases.create(row)
    folded = _open(office, ledger, _Coming(incoming, marks), row, at.head)
    for key, content in (*incoming.files, (ORIGINAL, incoming.original)):
        ledger.cabinet.put_file(number, key, content)
    ledger.cabinet.put_link(
        PageLink(
            digest=link_digest(office.status_token(number)),
            kind="status",
            case=number,
            version=1,
            person=None,
            expires_at=now + STATUS_PAGE_LIFE,
        )
    )
    if incoming.answerable:
        ledger.tasks.add(reply(number, now))
    if incoming.inbound:
        answer = json.dumps({"case": number, "version": 1})
        ledger.inbox.remember(*incoming.inbound, answer, office.clock.wall())
    return _received(office, number, 1, duplicate=False), folded


@dataclass(frozen=True, slots=True)
class _Coming:
    """What comes in, and the marks of its request: to make them reads all of its text."""

    incoming: Incoming
    marks: Marks


def _open(office: Office, ledger: Ledger, coming: _Coming, row: CaseRow, head: Head) -> Folded:
    secret = ledger.cases.secret(row.number)
    if secret is None:
        raise ValueError("a new case has a secret")
    incoming, now = coming.incoming, row.opened_at
    seen = around(ledger, coming.marks, now)
    listed = ledger.agencies.named(incoming.request.agency.name)
    command = _command(office, incoming, secret, seen.links, listed)
    actor = incoming.logged_by or REQUESTER
    facts = Facts(
        roster=office.roster,
        standings={},
        limits=office.limits,
        policy=office.policy,
        standard=office.standards[command.standard],
        law=office.law,
        agency=listed.at(now) if listed is not None else None,
        history=history(ledger, incoming.request, seen, now),
        own_domains=office.own_domains,
        counsel=office.counsel,
    )
    keep(ledger, row.number, coming.marks, now)
    decided, case = begin(row.number, command, actor, facts, now)
    blinding = secret or office.site_secret
    place = Place(head=head, blinding=blinding, at=now, case=row.number, version=1, secret=secret)
    written = write(place, decided.events)
    ledger.record.append(written.rows)
    row = replace(row, next_due=next_due(case, office.limits))
    return commit_events(office, ledger, row, None, written.entries)


def _command(
    office: Office,
    incoming: Incoming,
    secret: bytes,
    links: tuple[Link, ...],
    listed: ListedAgency | None,
) -> OpenCase:
    request = incoming.request
    standard = at_opening(request.agency, listed, office.law)
    return OpenCase(
        channel=incoming.channel,
        request=request,
        mark=mark_of(secret, request),
        original=hashlib.sha256(incoming.original).hexdigest(),
        # By telephone the directory is what vouches; a signed partner vouches for itself.
        vouched=incoming.vouched or (incoming.logged_by is not None and listed is not None),
        standard=standard.name,
        standard_version=standard.version,
        agency_listed=listed is not None,
        agency_first_seen=listed is None or listed.standing == "unverified",
        logged_by=incoming.logged_by,
        code=office.clock.code(),
        steps=incoming.steps,
        links=links,
    )


def _received(office: Office, number: str, version: int, *, duplicate: bool) -> Received:
    return Received(
        case=number,
        version=version,
        duplicate=duplicate,
        status_token=office.status_token(number),
    )


def _again(office: Office, answer: str) -> Received:
    kept = json.loads(answer)
    received = _received(office, kept["case"], kept["version"], duplicate=True)
    # A copy's page is its own, unless its sender is proved to be the first one's.
    return replace(received, status_token=office.status_token(kept.get("page", kept["case"])))
