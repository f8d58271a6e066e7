"""The same incident by a second channel: kept, sealed, beside the first, without a second case."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.copying import WITHIN, ReceiveCopy, is_copy, same_officer
from bot.domain.request import Request
from bot.domain.roster import REQUESTER
from bot.workflow.execute import Order, carry
from bot.workflow.folds import Folded
from bot.workflow.intake_values import ORIGINAL, STATUS_PAGE_LIFE, Incoming, Received, mark_of
from bot.workflow.ledger import Ledger
from bot.workflow.links import COPY
from bot.workflow.office import Office, link_digest
from bot.workflow.reactions import reply
from bot.workflow.rows import Link
from bot.workflow.tracing import INCIDENT, SENDER, Marks, keep

LOOKED_AT = 5
"""Newest cases of an incident that are compared; an agency's incident seldom has a second."""


@dataclass(frozen=True, slots=True)
class _First:
    """The case that came first, its request, and the command that keeps the copy."""

    folded: Folded
    request: Request
    command: ReceiveCopy

    @property
    def case(self) -> str:
        return self.folded.case.number

    @property
    def prefix(self) -> str:
        """What the keys of the copy's files begin with."""
        return f"copy{len(self.folded.case.copies) + 1}-"


def take_copy(
    office: Office, ledger: Ledger, incoming: Incoming, marks: Marks
) -> tuple[Received, Folded | None] | None:
    """Keep a copy beside its first, in the caller's transaction; None where it is none.

    `marks` are the request's.
    """
    now = office.clock.law()
    mark = next((one for kind, one in marks if kind == INCIDENT), None)
    first = next(_firsts(office, ledger, incoming, mark, now), None)
    if first is None:
        return None
    outcome, folded = carry(
        office, ledger, Order(case=first.case, command=first.command, actor=REQUESTER)
    )
    if outcome.refused is not None:
        return None
    for key, content in (*incoming.files, (ORIGINAL, incoming.original)):
        ledger.cabinet.put_file(first.case, f"{first.prefix}{key}", content)
    keep(ledger, first.case, {(kind, one) for kind, one in marks if kind == SENDER}, now)
    page = _page(office, ledger, incoming, first, now)
    if incoming.inbound:
        kept = {"case": first.case, "version": outcome.version, "page": page}
        ledger.inbox.remember(*incoming.inbound, json.dumps(kept), office.clock.wall())
    received = Received(
        case=first.case,
        version=outcome.version,
        duplicate=True,
        status_token=office.status_token(page),
    )
    return received, folded


def _firsts(
    office: Office, ledger: Ledger, incoming: Incoming, mark: str | None, now: datetime
) -> Iterator[_First]:
    """Yield the cases that the request is a copy of, newest first, each locked."""
    if mark is None or incoming.logged_by is not None:
        # What somebody takes down by telephone is theirs to compare; it is linked.
        return
    for number in ledger.traces.cases(INCIDENT, mark, now - WITHIN, LOOKED_AT):
        row, secret = ledger.cases.lock(number), ledger.cases.secret(number)
        if row is None or secret is None:
            continue
        folded = office.folds.load(ledger, row)
        request = folded.opened.request
        command = _command(incoming, secret, f"copy{len(folded.case.copies) + 1}-")
        if request is not None and is_copy(folded.case, request, command, now):
            yield _First(folded, request, command)


def _command(incoming: Incoming, secret: bytes, prefix: str) -> ReceiveCopy:
    attachments = incoming.request.attachments
    request = replace(
        incoming.request,
        attachments=tuple(replace(a, key=f"{prefix}{a.key}") for a in attachments),
    )
    return ReceiveCopy(
        channel=incoming.channel,
        vouched=incoming.vouched,
        request=request,
        mark=mark_of(secret, request),
        original=hashlib.sha256(incoming.original).hexdigest(),
        steps=incoming.steps,
    )


def _page(office: Office, ledger: Ledger, incoming: Incoming, first: _First, now: datetime) -> str:
    """Return what the sender's page is called: the first one's only where the mailbox is proved.

    That page shows the code for the call-back. Who types an officer's mailbox into a form gets a
    page that says only that the request is here.
    """
    same = same_officer(first.request, incoming.request)
    if same and incoming.answerable:
        ledger.tasks.add(reply(first.case, now))
    if same and incoming.vouched and incoming.answerable:
        return first.case
    page = f"{first.prefix}{first.case}"
    ledger.cabinet.put_link(
        Link(
            digest=link_digest(office.status_token(page)),
            kind=COPY,
            case=first.case,
            version=1,
            person=None,
            expires_at=now + STATUS_PAGE_LIFE,
        )
    )
    return page
