"""Turns events into entries of the record: commitments in the body, the values sealed beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.canonical import Json, canonical
from bot.domain.codec import BLIND, kind_of, split
from bot.domain.commitments import blind_of, commit, salt_of
from bot.domain.errors import ExigentError
from bot.domain.events import Event, Outside
from bot.domain.record import Entry, body, entry_hash
from bot.domain.roster import Ref
from bot.workflow.dossier import Happened
from bot.workflow.rows import Head, RecordRow


@dataclass(frozen=True, slots=True)
class Written:
    """Entries ready to append, and the same as they will be read back."""

    rows: tuple[RecordRow, ...]
    entries: tuple[Happened, ...]


def _payload(
    event: Event | Outside, secret: bytes | None, blinding: bytes, position: int
) -> tuple[dict[str, Json], bytes | None]:
    parts = split(event)
    parts.public[BLIND] = blind_of(blinding, position)
    if not parts.personal:
        return parts.public, None
    if secret is None:
        raise ExigentError("a case whose key was erased takes no more personal values")
    public = commit(
        parts.public, parts.personal, lambda pointer: salt_of(secret, position, pointer)
    )
    return public, canonical(parts.personal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where entries go: after which head, not before which time, to which case and version.

    `blinding` is a secret of 32 bytes, the case's or the site's, from which each entry has a blind.
    """

    head: Head
    blinding: bytes
    at: datetime
    case: str | None = None
    version: int | None = None
    secret: bytes | None = None


def chain(place: Place, events: Iterable[tuple[Ref, Event | Outside]]) -> list[RecordRow]:
    """Chain `events` onto the head. Time never goes back in the record."""
    rows: list[RecordRow] = []
    position, previous = place.head.position, place.head.hash
    at = max(place.at, place.head.at) if place.head.at is not None else place.at
    for actor, event in events:
        position += 1
        payload, openings = _payload(event, place.secret, place.blinding, position)
        kind = kind_of(event)
        content = body(
            Entry(position, at, kind, place.case, place.version, actor, previous, payload)
        )
        previous = entry_hash(content)
        rows.append(
            RecordRow(
                position=position,
                case=place.case,
                kind=kind,
                at=at,
                body=content,
                hash=previous,
                openings=openings,
            )
        )
    return rows


def write(place: Place, events: Sequence[tuple[Ref, Event]]) -> Written:
    """Chain a case's events, and return them also as they will be read back."""
    rows = chain(place, events)
    entries = (
        Happened(position=row.position, hash=row.hash, at=row.at, actor=actor, event=event)
        for row, (actor, event) in zip(rows, events, strict=True)
    )
    return Written(tuple(rows), tuple(entries))
