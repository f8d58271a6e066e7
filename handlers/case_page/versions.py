"""The versions of the request: each as it was asked, and what changed from the one before."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, Final

from bot.domain import events as ev
from bot.domain.request import DataSought, Request
from handlers.blocks.difference import changed, difference, named
from handlers.blocks.parts import NOT_GIVEN
from handlers.blocks.times import local, span
from handlers.blocks.words import (
    CATEGORIES,
    CONSENT,
    GOING_ON,
    HARMS,
    KINDS,
    NATURES,
    NO_WARRANT,
    listed,
)
from handlers.case_page.reading import Entry, Reading

SHOWN: Final = (
    "agency",
    "officer",
    "supervisor",
    "incident_number",
    "legal_basis",
    "emergency.nature",
    "emergency.harm",
    "emergency.person_at_risk",
    "emergency.relation_to_owner",
    "emergency.narrative",
    "emergency.how_known",
    "emergency.occurred_at",
    "emergency.last_confirmed_at",
    "emergency.ongoing",
    "emergency.why_no_warrant",
    "emergency.how_data_helps",
    "emergency.owner_consent",
    "data_sought",
    "deadline",
    "notice_objection",
    "follow_up",
    "attested",
    "attachments",
    "message",
    "unconfirmed",
)
"""The fields of a request in the order in which a reader asks for them."""
_WORDS: Final = {**KINDS, **CATEGORIES}
_OF: Final = {
    "emergency.nature": NATURES,
    "emergency.harm": HARMS,
    "emergency.ongoing": GOING_ON,
    "emergency.why_no_warrant": NO_WARRANT,
    "emergency.owner_consent": CONSENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that differs; `word` says how: added, removed or changed."""

    what: str
    word: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the request, the entry that made it, and what it says field by field.

    `sought` says in sentences what changed of the data asked for; `again`: the same request was
    only reviewed anew.
    """

    number: int
    entry: Entry
    facts: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...] = ()
    sought: tuple[str, ...] = ()
    again: bool = False


def versions(reading: Reading) -> tuple[Version, ...]:
    """Return the versions in their order; a spoken request that was completed counts as one."""
    found: list[Version] = []
    before: Request | None = None
    kinds = (ev.CaseOpened, ev.RequestCompleted, ev.RequestAmended, ev.ApprovalWithdrawn)
    for entry, event in reading.of(*kinds):
        number = found[-1].number if found else 1
        if isinstance(event, ev.ApprovalWithdrawn):
            if event.version > number:
                found.append(Version(number=event.version, entry=entry, facts=(), again=True))
            continue
        request = event.request
        number = event.version if isinstance(event, ev.RequestAmended) else number
        found.append(_version(number, entry, before, request, reading.zone))
        before = request
    return tuple(found)


def _version(
    number: int, entry: Entry, before: Request | None, request: Request, zone: tzinfo
) -> Version:
    facts = tuple((_title(n), said(n, value_of(request, n), zone)) for n in SHOWN)
    if before is None:
        return Version(number=number, entry=entry, facts=_given(facts))
    old = replace(before, zone=str(zone))
    only = replace(old, data_sought=request.data_sought)
    return Version(
        number=number,
        entry=entry,
        facts=_given(facts),
        changes=tuple(_changes(before, request, zone)),
        sought=tuple(difference(old, only)),
    )


def _given(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in facts if text != NOT_GIVEN)


def _changes(before: Request, after: Request, zone: tzinfo) -> Iterator[Change]:
    for name in changed(before, after):
        parts = [n for n in SHOWN if n.startswith(f"{name}.")]
        for one in parts or [name]:
            was = said(one, value_of(before, one), zone)
            now = said(one, value_of(after, one), zone)
            if was != now:
                yield Change(what=_title(one), word=_word(was, now), was=was, now=now)


def _word(was: str, now: str) -> str:
    if was == NOT_GIVEN:
        return "Added"
    return "Removed" if now == NOT_GIVEN else "Changed"


def _title(name: str) -> str:
    words = named(name)
    return words[:1].upper() + words[1:]


def value_of(request: Request, name: str) -> Any:  # noqa: ANN401 — any field of a request
    """Return a field's value by its name, `emergency.narrative` among them."""
    first, _, part = name.partition(".")
    value = getattr(request, first)
    return getattr(value, part) if part and value is not None else None if part else value


def said(name: str, value: Any, zone: tzinfo) -> str:  # noqa: ANN401 — any field of a request
    """Return a field's value as a reader reads it."""
    if value is None or value in ((), frozenset()):
        return NOT_GIVEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{local(value, zone)}"
    if isinstance(value, tuple | frozenset):
        several = sorted(value) if isinstance(value, frozenset) else value
        return "\n".join(said(name, one, zone) for one in several)
    if isinstance(value, DataSought):
        return _sought(value, zone)
    if is_dataclass(value):
        parts = ((f.name, getattr(value, f.name)) for f in fields(value))
        return "\n".join(f"{n}: {said(n, v, zone)}" for n, v in parts if v is not None)
    if isinstance(value, StrEnum):
        return _OF.get(name, _WORDS).get(value, value.replace("_", " "))
    return named(value) if name == "unconfirmed" else str(value)


def _sought(sought: DataSought, zone: tzinfo) -> str:
    kinds = listed(CATEGORIES[c] for c in sought.categories)
    device = f" ({sought.device})" if sought.device else ""
    return f"{sought.alias}{device}: {kinds}, {span(sought.start, sought.end, zone)}"
