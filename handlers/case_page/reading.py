"""Reads a case back from the files of its bundle: the page tells nothing of it that they do not.

A value that is not opened there stands as one private mark, which no text of anybody can contain
once it was made visible; where it is drawn the mark becomes a word.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from bot.domain.canonical import Json, escaped
from bot.domain.codec import COMMITMENT, join_event
from bot.domain.commitments import commitments_in
from bot.domain.events import CaseOpened, Event, RequestAmended, RequestCompleted
from bot.domain.events.erasing import CaseErased
from bot.domain.events.housekeeping import Audience
from bot.domain.record import entry_hash, parse_body
from bot.domain.roster import OWNER, REQUESTER, SYSTEM, Ref
from bot.workflow.dossier import Dossier, Happened
from bot.workflow.export import Bundle
from handlers.blocks.history import SAID
from handlers.blocks.text import visible
from handlers.blocks.times import zone_of

MARK: Final = "\ue000"
"""Stands for a value that is not opened; `visible` shows this character by its number elsewhere."""
SEALED: Final = "(sealed)"
ERASED: Final = "(erased)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: what stands in it, opened as far as the bundle opens it, and its fingerprint."""

    position: int
    at: datetime
    kind: str
    hash: str
    actor: Ref
    event: Event
    payload: Json = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A case as its bundle tells it. `hidden` is the word for what is not opened.

    `zone` is the one in which the request's times are spoken of. `by_role`: people are called by
    what they do, as in what an owner gets.
    """

    dossier: Dossier = field(repr=False)
    summary: Mapping[str, Any] = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)
    people: Mapping[Ref, str] = field(repr=False)
    hidden: str
    zone: tzinfo
    by_role: bool = False

    def of(self, *kinds: type) -> list[tuple[Entry, Any]]:
        """Return the entries whose event is one of `kinds`, each with that event."""
        return [(e, e.event) for e in self.entries if isinstance(e.event, kinds)]

    def who(self, actor: Ref) -> str:
        """Return whoever acted, in words, as a sentence begins with them."""
        fixed = {SYSTEM: "Exigent", REQUESTER: "The agency", OWNER: "An owner"}
        named = self.people.get(actor) or fixed.get(actor, "Somebody not on the roster")
        return named[:1].upper() + named[1:] if self.by_role else named

    def did(self, entry: Entry) -> str:
        """Return what the actor of an entry did, as a sentence."""
        return f"{self.who(entry.actor)} {SAID[type(entry.event)](entry.event)}."

    @property
    def whole(self) -> bool:
        """Whether every entry of the case is here."""
        return self.summary.get("left_out") == 0

    @property
    def erased(self) -> bool:
        """Whether the personal values of the case were erased."""
        return self.hidden == ERASED


def read(bundle: Bundle) -> Reading:
    """Return what the bundle tells. Raises what parsing raises for files that are none."""
    summary = json.loads(bundle.files["case.json"])
    openings = json.loads(bundle.files["openings.json"])
    lines = bundle.files["entries.jsonl"].splitlines()
    entries = tuple(_entry(line, openings) for line in lines)
    erased = any(isinstance(e.event, CaseErased) for e in entries)
    for_owner = bundle.audience is Audience.OWNER
    # Who was only called is no actor of any entry, and so not named in the file.
    names = summary["people"] if for_owner else {**bundle.dossier.names, **summary["people"]}
    people = {ref: visible(name) for ref, name in names.items()}
    return Reading(
        dossier=bundle.dossier,
        summary=summary,
        entries=entries,
        people=people,
        hidden=ERASED if erased else SEALED,
        zone=_zone(bundle.dossier, entries),
        by_role=for_owner,
    )


def _zone(dossier: Dossier, entries: Iterable[Entry]) -> tzinfo:
    """Return the zone that the latest request names, else that of the agency."""
    kinds = CaseOpened | RequestCompleted | RequestAmended
    named = [e.event.request.zone for e in entries if isinstance(e.event, kinds)]
    agency = dossier.agency
    found = next((zone for zone in reversed(named) if zone), agency.zone if agency else None)
    return zone_of(found) if found else UTC


def _entry(line: bytes, openings: Mapping[str, Mapping[str, Any]]) -> Entry:
    entry = parse_body(line)
    known = {p: o["value"] for p, o in openings.get(str(entry.position), {}).items()}
    sealed = dict.fromkeys(commitments_in(entry.payload), MARK)
    values = sealed | {p: _seen(v) for p, v in known.items() if p in sealed}
    public = _seen(entry.payload)
    if not isinstance(public, dict):
        raise TypeError("expected an object as payload")
    return Entry(
        position=entry.position,
        at=entry.at,
        kind=entry.kind,
        hash=entry_hash(line),
        actor=entry.actor,
        event=join_event(entry.kind, public, values),
        payload=_opened(public, "", values),
    )


def _seen(value: Json) -> Json:
    """Show what would not be seen, such as marks that turn a line round, in every text."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: _seen(item) for name, item in value.items()}
    return [_seen(item) for item in value] if isinstance(value, list) else value


def _opened(value: Json, pointer: str, values: Mapping[str, Json]) -> Json:
    if isinstance(value, dict):
        if value.keys() == {COMMITMENT}:
            return values[pointer]
        return {n: _opened(v, f"{pointer}/{escaped(n)}", values) for n, v in value.items()}
    if isinstance(value, list):
        return [_opened(item, f"{pointer}/{i}", values) for i, item in enumerate(value)]
    return value


def happened(entries: Iterable[Entry]) -> tuple[Happened, ...]:
    """Return entries as surfaces read them."""
    return tuple(
        Happened(position=e.position, hash=e.hash, at=e.at, actor=e.actor, event=e.event)
        for e in entries
    )


def shown(reading: Reading) -> Dossier:
    """Return the dossier with nothing in it that the bundle does not open."""
    return replace(
        reading.dossier,
        names=reading.people,
        history=happened(reading.entries),
        determinations=(),
        owners=(),
        items=(),
    )
