"""The officer's form for a case that began as a free text: what was found in it, to be checked.

Whoever has the page's address reads it, so it shows what the mail itself said and nothing that the
desk has learned since. The agency and the officer's mailbox are the mail's, whatever is sent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.changing import AGENCY
from bot.domain.events import CaseOpened
from bot.domain.request import Attachment, Contact, DataSought, Request
from bot.domain.rulebook import BEFORE_HANDOVER
from bot.workflow.dossier import Dossier
from handlers.intake.aliases import aliases
from handlers.intake.web_portal import fields as form
from handlers.intake.web_portal.choices import ZONES
from handlers.intake.web_portal.form_page import read_request
from handlers.intake.web_portal.typed import Typed
from handlers.problems import Fault
from handlers.strict.reading import Member, checked
from handlers.strict.texts import Email

Files = tuple[tuple[str, bytes], ...]
Values = Mapping[str, tuple[str, ...]]

LONGEST_TEXT: Final = 8_000
"""Characters of a mail that fit into the form; all of it is in the mail, which is kept."""
PARTS: Final = ("name", "rank", "badge", "email", "phone")
_FIXED: Final = frozenset({f.name for f in form.AGENCY.fields} | {"officer.email"})
_GROUPS: Final = (form.OFFICER, form.SUPERVISOR, form.EMERGENCY, form.FOLLOW_UP, form.SIGN)
_PLACEHOLDER: Final[Values] = {
    "agency.name": ("-",),
    "agency.kind": ("local",),
    "agency.country": ("US",),
}
"""The form's rules ask for an agency; what counts is the one of the case."""
_MAILBOX: Final = "officer@agency.example"
"""Stands in for a mailbox that mail could come from but no form would take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailForm:
    """The form before anybody typed. `values` were found in the mail; `agency`, `email` are fixed.

    `waits`: what is sent waits until the agency was called.
    """

    agency: str
    email: str = field(repr=False)
    values: Values = field(repr=False)
    rows: int
    waits: bool

    @property
    def groups(self) -> tuple[form.Group, ...]:
        """The questions in the form's order; what is fixed is not asked."""
        return tuple(
            replace(group, fields=tuple(f for f in group.fields if f.name not in _FIXED))
            for group in _GROUPS
        )

    def typed(self) -> Typed:
        """Return it as if it had been typed."""
        return Typed(values=self.values, rows=self.rows)

    def unchanged(self, typed: Typed) -> frozenset[str]:
        """Return the names of the fields that still hold what was found."""
        return frozenset(
            name
            for name, found in self.values.items()
            if name != "zone" and _same(typed, name, found)
        )


def _same(typed: Typed, name: str, found: tuple[str, ...]) -> bool:
    return tuple(v.replace("\r\n", "\n") for v in typed.many(name)) == found


def offered(found: Dossier, *, waits: bool) -> MailForm | None:
    """Return the form of a case in which something is missing or was only found by rules."""
    case, current = found.case, found.opened.request
    event = found.history[0].event
    if current is None or not isinstance(event, CaseOpened) or case.logged_by is not None:
        return None
    unsure = [name for name in current.unconfirmed if name != AGENCY]
    open_still = case.state in BEFORE_HANDOVER and case.clearance is None
    # What the desk asks comes first: two forms on one page would ask for documents twice.
    asked = case.complete and case.asked_at is not None
    if not open_still or asked or (case.complete and not unsure):
        return None
    said = event.request
    zone = said.zone if said.zone in dict(ZONES) else "UTC"
    return MailForm(
        agency=current.agency.name,
        email=current.officer.email or "",
        values={"zone": (zone,), **dict(_values(said, ZoneInfo(zone)))},
        rows=max(len(said.data_sought), 1),
        waits=waits,
    )


def _values(said: Request, zone: ZoneInfo) -> Iterator[tuple[str, tuple[str, ...]]]:
    emergency = said.emergency
    narrative = emergency.narrative if emergency is not None else said.message
    single = {
        **_contact("officer", said.officer),
        **_contact("supervisor", said.supervisor or Contact()),
        "incident_number": said.incident_number,
        "emergency.nature": emergency.nature.value if emergency is not None else None,
        "emergency.person_at_risk": emergency.person_at_risk if emergency is not None else None,
        "emergency.narrative": (narrative or "")[:LONGEST_TEXT].strip(),
        "deadline": _local(said.deadline, zone) if said.deadline is not None else None,
    }
    yield from ((name, (value,)) for name, value in single.items() if value)
    for number, sought in enumerate(said.data_sought):
        row = f"data_sought.{number}"
        yield f"{row}.device", (sought.device or "",)
        yield f"{row}.categories", tuple(c.value for c in sought.categories)
        yield f"{row}.from", (_local(sought.start, zone),)
        yield f"{row}.to", (_local(sought.end, zone),)


def _contact(who: str, contact: Contact) -> dict[str, str | None]:
    named = {f"{who}.{part}": getattr(contact, part) for part in PARTS}
    return {name: value for name, value in named.items() if name not in _FIXED}


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")


class _Mailbox(Member):
    email: Email


def filled(
    typed: Typed, current: Request, earlier: Sequence[DataSought], prefix: str
) -> tuple[Request, Files] | list[Fault]:
    """Read the form into a whole request, or return every fault.

    Everything but the agency is now stated, so no other mark is left. `prefix` begins the keys of
    the files that come along; `earlier` are the devices of all versions so far.
    """
    mailbox = current.officer.email or ""
    taken = not isinstance(checked(_Mailbox, {"email": mailbox}), list)
    fixed = {**_PLACEHOLDER, "officer.email": (mailbox if taken else _MAILBOX,)}
    free = {name: value for name, value in typed.values.items() if name not in _FIXED}
    read = read_request(replace(typed, values={**free, **fixed}))
    if isinstance(read, list):
        return read
    stated, files = read
    request = replace(
        stated,
        agency=current.agency,
        officer=replace(stated.officer, email=current.officer.email),
        data_sought=_as_named(stated.data_sought, earlier),
        attachments=(*current.attachments, *_renamed(stated.attachments, prefix)),
        unconfirmed=tuple(name for name in current.unconfirmed if name == AGENCY),
    )
    return request, tuple((f"{prefix}{key}", content) for key, content in files)


def _as_named(new: Sequence[DataSought], earlier: Sequence[DataSought]) -> tuple[DataSought, ...]:
    named = aliases([s.device or "" for s in new], earlier)
    return tuple(replace(s, alias=named[s.device or ""]) for s in new)


def _renamed(attachments: Sequence[Attachment], prefix: str) -> tuple[Attachment, ...]:
    return tuple(replace(a, key=f"{prefix}{a.key}") for a in attachments)
