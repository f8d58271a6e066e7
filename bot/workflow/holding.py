"""Requests that come too many at once wait, sealed and counted, until a person lifts them out.

None is dropped: a flood must cost us patience, and never a rescue. Whoever calls the desk, or
whose dispatch does, is lifted out; the request then becomes a case like any other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from bot.domain import events as ev
from bot.domain.codec import read as read_value
from bot.domain.codec import write as write_value
from bot.domain.errors import ExigentError
from bot.domain.events.housekeeping import HeardFrom
from bot.domain.request import Request
from bot.domain.roster import REQUESTER, Ref
from bot.workflow.folds import Folded
from bot.workflow.intake import answer_before, take_in
from bot.workflow.intake_values import STATUS_PAGE_LIFE, Incoming, Received
from bot.workflow.ledger import Ledger
from bot.workflow.links import HELD
from bot.workflow.office import Office, link_digest
from bot.workflow.outside import note, source_mark
from bot.workflow.rows import HeldRow, Link, held_name

PERIOD: Final = timedelta(hours=1)
"""Over which arrivals are counted."""
NEARLY: Final = 0.8
"""The part of the room for held requests at which the alarm rings."""
_LENGTH: Final = 8


class HeldFullError(ExigentError):
    """There is no room to hold a request: its sender must be told to come again, or to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """How many requests an hour are taken in at once: from one source, and from everybody."""

    per_source: int
    everybody: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """Counts what arrives, and holds what is too much."""

    office: Office
    flood: Flood

    async def arrive(self, incoming: Incoming, source: str) -> Received:
        """Open a case, hold the request where too many came, or return what the id became.

        Raises `HeldFullError` where there is no room to hold it; nothing of it is kept then.
        """
        office = self.office
        received, folded = await office.database.tx(
            lambda db: _arrive(office, db, self.flood, incoming, source_mark(office, source))
        )
        if folded is not None:
            office.folds.keep(folded)
            office.bell.ring()
        return received


async def waiting(office: Office) -> list[HeldRow]:
    """Return what is held, oldest first, without its content."""
    return await office.database.read(lambda db: db.held.waiting())


async def lift(
    office: Office, number: int, by: Ref, heard: HeardFrom | None = None
) -> Received | None:
    """Make a held request a case, on the word of a person; None where no such one is held.

    `heard` is who called about it.
    """
    lifted = ev.RequestLifted(number=number, case_number="", heard=heard)
    received, folded = await office.database.tx(lambda db: _lift(office, db, lifted, by))
    if folded is not None:
        office.folds.keep(folded)
        office.bell.ring()
    return received


def _arrive(
    office: Office, ledger: Ledger, flood: Flood, incoming: Incoming, source: str
) -> tuple[Received, Folded | None]:
    earlier = answer_before(ledger, incoming)
    if earlier is not None and "held" in json.loads(earlier):
        return _received(office, int(json.loads(earlier)["held"]), duplicate=True), None
    if earlier is not None:
        return take_in(office, ledger, incoming)
    now = office.clock.law()
    reason = _too_many(ledger, flood, source, office)
    if reason is not None:
        # Not counted: one source's flood must not use up what everybody shares.
        return _hold(office, ledger, incoming, reason), None
    ledger.held.arrived(source, now.replace(second=0, microsecond=0))
    return take_in(office, ledger, incoming)


def _too_many(ledger: Ledger, flood: Flood, source: str, office: Office) -> str | None:
    since = office.clock.law() - PERIOD
    if ledger.held.count(since, source) >= flood.per_source:
        return "source"
    return "everybody" if ledger.held.count(since) >= flood.everybody else None


def _hold(office: Office, ledger: Ledger, incoming: Incoming, reason: str) -> Received:
    now, number = office.clock.law(), ledger.held.new_number()
    row = HeldRow(number=number, channel=incoming.channel, reason=reason, at=now)
    digest, content = link_digest(office.status_token(held_name(number))), _packed(incoming)
    if ledger.held.size() + len(content) > office.held_most:
        raise HeldFullError("expected room for a held request, got none: lift some, or add room")
    ledger.held.hold(row, digest, content)
    ledger.cabinet.put_link(
        Link(
            digest=digest,
            kind=HELD,
            case=held_name(number),
            version=0,
            person=None,
            expires_at=now + STATUS_PAGE_LIFE,
        )
    )
    note(
        office,
        ledger,
        [(REQUESTER, ev.RequestHeld(number=number, channel=incoming.channel, reason=reason))],
    )
    if incoming.inbound:
        answer = json.dumps({"held": number})
        ledger.inbox.remember(*incoming.inbound, answer, office.clock.wall())
    return _received(office, number, duplicate=False)


def _received(office: Office, number: int, *, duplicate: bool) -> Received:
    # The same address leads to the case once there is one.
    return Received(
        case=held_name(number),
        version=0,
        duplicate=duplicate,
        status_token=office.status_token(held_name(number)),
        held=number,
    )


def _lift(
    office: Office, ledger: Ledger, lifted: ev.RequestLifted, by: Ref
) -> tuple[Received | None, Folded | None]:
    taken = ledger.held.take(lifted.number)
    if taken is None:
        return None, None
    _, digest, content = taken
    received, folded = take_in(office, ledger, _unpacked(content))
    page = ledger.cabinet.link(link_digest(received.status_token), office.clock.law())
    if page is not None:
        # Where it came to be a copy, the held page opens what the copy's own page opens.
        ledger.cabinet.put_link(replace(page, digest=digest))
    note(office, ledger, [(by, replace(lifted, case_number=received.case))])
    return received, folded


def _packed(incoming: Incoming) -> bytes:
    """Write a request with its files: a length, a head in JSON, then the bytes one by one."""
    parts = [("", incoming.original), *incoming.files]
    head = {
        "channel": incoming.channel,
        "request": write_value(incoming.request),
        "vouched": incoming.vouched,
        "answerable": incoming.answerable,
        "steps": [write_value(step) for step in incoming.steps],
        "parts": [[key, len(content)] for key, content in parts],
    }
    written = json.dumps(head).encode()
    return b"".join([len(written).to_bytes(_LENGTH), written, *(c for _, c in parts)])


def _unpacked(content: bytes) -> Incoming:
    """Read what was packed, without its inbound id: that one was answered when it was held."""
    begin = _LENGTH + int.from_bytes(content[:_LENGTH])
    head: Mapping[str, Any] = json.loads(content[_LENGTH:begin])
    parts: list[tuple[str, bytes]] = []
    for key, length in head["parts"]:
        parts.append((key, content[begin : begin + length]))
        begin += length
    if begin != len(content):
        raise ExigentError("a held request has another length than it says")
    return Incoming(
        channel=head["channel"],
        request=read_value(Request, head["request"]),
        original=parts[0][1],
        files=tuple(parts[1:]),
        vouched=head["vouched"],
        answerable=head["answerable"],
        steps=tuple(read_value(ev.StepRecorded, step) for step in head["steps"]),
    )
