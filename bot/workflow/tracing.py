"""What a request leaves behind, and what older ones left that says something of it.

Every look-up is bounded: it reads the newest few rows of one mark, so that it costs the same
however many requests there were.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.changing import ConfirmChange
from bot.domain.commands import AmendRequest, Command
from bot.domain.free_mail import FREE_MAIL
from bot.domain.likeness import domain_of, inside, looks_like
from bot.domain.linking import Link, LinkReason
from bot.domain.red_flags import History, texts_of
from bot.domain.request import Request
from bot.domain.text_marks import SHARED, bands, mark
from bot.workflow.folds import Folded
from bot.workflow.ledger import Ledger
from bot.workflow.reactions import to_link
from bot.workflow.rows import TraceRow

REACH: Final = timedelta(days=180)
"""How far back a device, an officer or a text is known again."""
DAY: Final = timedelta(days=1)
NEWEST: Final = 20
"""Rows of one mark that are read; more of them would say nothing more."""
MOST_LINKS: Final = 10
"""Older cases that a new one is linked with, for each thing that they have in common."""
BURST: Final = 20
"""Requests from one sender within a day, this one included, that no agency's worst day reaches."""
DEVICE, INCIDENT, OFFICER, SENDER, AGENCY, TEXT = (
    "device",
    "incident",
    "officer",
    "sender",
    "agency",
    "text",
)

Marks = frozenset[tuple[str, str]]


def marks_of(key: bytes, request: Request, channel: str) -> Marks:
    """Return the marks of a request by kind, under the site's secret."""
    return frozenset(_marks(key, request, channel))


def _marks(key: bytes, request: Request, channel: str) -> Iterator[tuple[str, str]]:
    agency, mailbox = request.agency.name, (request.officer.email or "").strip()
    yield AGENCY, mark(key, AGENCY, agency)
    for sought in request.data_sought:
        if (sought.device or "").strip():
            yield DEVICE, mark(key, DEVICE, sought.device or "")
    if (request.incident_number or "").strip():
        yield INCIDENT, mark(key, INCIDENT, agency, request.incident_number or "")
    if mailbox:
        yield OFFICER, mark(key, OFFICER, mailbox)
        # By the channel too: who types somebody's mailbox into a form must not use up their day.
        yield SENDER, mark(key, SENDER, channel, mailbox)
    for band in bands(key, texts_of(request)):
        yield TEXT, band


def keep(ledger: Ledger, case: str, marks: Iterable[tuple[str, str]], at: datetime) -> None:
    """Leave the marks behind for later requests."""
    rows = [TraceRow(kind=kind, mark=one, case=case, at=at) for kind, one in sorted(marks)]
    ledger.traces.add(rows)


@dataclass(frozen=True, slots=True)
class Around:
    """What the traces of other cases have in common with a request."""

    same_incident: tuple[str, ...]
    same_device: tuple[str, ...]
    officer_seen: bool
    text_reused: bool
    from_sender: int

    @property
    def links(self) -> tuple[Link, ...]:
        """The newest cases that belong to this one, oldest first."""
        device, incident = self.same_device[-MOST_LINKS:], self.same_incident[-MOST_LINKS:]
        found = {Link(other=c, why=LinkReason.SAME_DEVICE) for c in device}
        found |= {Link(other=c, why=LinkReason.SAME_INCIDENT) for c in incident}
        return tuple(sorted(found))


def around(ledger: Ledger, marks: Marks, now: datetime, own: str = "") -> Around:
    """Look up what other cases left; `own` is the case that asks."""
    incident = _cases(ledger, marks, INCIDENT, now - REACH, own)
    device = _cases(ledger, marks, DEVICE, now - REACH, own)
    # An agency that asks again in the same matter repeats itself, and that is no sign of anything.
    retried = incident & device
    texts = Counter(_each(ledger, marks, TEXT, now - REACH))
    return Around(
        same_incident=tuple(sorted(incident)),
        same_device=tuple(sorted(device)),
        officer_seen=bool(_cases(ledger, marks, OFFICER, now - REACH, own)),
        text_reused=any(n >= SHARED for c, n in texts.items() if c not in incident | {own}),
        from_sender=len(_cases(ledger, marks, SENDER, now - DAY, own) - retried) + 1,
    )


def history(ledger: Ledger, request: Request, seen: Around, now: datetime) -> History:
    """Return what the rules of red flags are told."""
    return History(
        officer_seen=seen.officer_seen,
        lookalike=_lookalike(ledger, domain_of(request.officer.email), now),
        text_reused=seen.text_reused,
        same_target=bool({*seen.same_device} - {*seen.same_incident}),
        burst=seen.from_sender >= BURST,
    )


def _each(ledger: Ledger, marks: Marks, kind: str, since: datetime) -> Iterator[str]:
    for of_kind, one in marks:
        if of_kind == kind:
            most = 3 * BURST if kind == SENDER else NEWEST
            yield from ledger.traces.cases(kind, one, since, most)


def _cases(ledger: Ledger, marks: Marks, kind: str, since: datetime, own: str) -> frozenset[str]:
    return frozenset(_each(ledger, marks, kind, since)) - {own}


def _lookalike(ledger: Ledger, domain: str, now: datetime) -> bool:
    """Compare a stranger's domain with every one that the directory lists."""
    if not domain or domain in FREE_MAIL or ledger.agencies.of_domain(domain, now):
        return False
    listed = ledger.agencies.domains(now)
    return not inside(domain, listed) and any(looks_like(domain, known) for known in listed)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What a command's request finds and leaves; nothing for a command that changes no request."""

    history: History | None = None
    new: Marks = frozenset()
    links: tuple[Link, ...] = ()


def looked_up(
    key: bytes, ledger: Ledger, folded: Folded, command: Command, now: datetime
) -> LookedUp:
    """Look up what is known around the request as `command` would leave it."""
    case, before = folded.case, folded.opened.request
    request = _as_left(folded, command)
    if request is None or before is None or case.clearance is not None:
        return LookedUp()
    marks = marks_of(key, request, case.channel)
    seen = around(ledger, marks, now, case.number)
    links = tuple(link for link in seen.links if link not in case.links)
    new = marks - marks_of(key, before, case.channel)
    return LookedUp(history(ledger, request, seen, now), new, links)


def _as_left(folded: Folded, command: Command) -> Request | None:
    if isinstance(command, AmendRequest):
        return command.request
    if isinstance(command, ConfirmChange):
        proposed = folded.opened.proposals.get(command.number)
        return proposed.request if proposed is not None else None
    return None


def leave(ledger: Ledger, case: str, found: LookedUp, now: datetime) -> None:
    """Leave the new marks behind, and have the case and the older ones linked."""
    keep(ledger, case, found.new, now)
    for link in found.links:
        ledger.tasks.add(to_link(case, link, now))
