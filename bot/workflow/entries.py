"""Turns events into entries of the record: commitments in the body, the values sealed beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.canonical import Json, canonical
from bot.domain.codec import kind_of, split
from bot.domain.commitments import commit, salt_of
from bot.domain.errors import ExigentError
from bot.domain.events import Event
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
    event: Event, secret: bytes | None, position: int
) -> tuple[dict[str, Json], bytes | None]:
    parts = split(event)
    if not parts.personal:
        return parts.public, None
    if secret is None:
        raise ExigentError("a case whose key was erased takes no more personal values")
    public = commit(
        parts.public, parts.personal, lambda pointer: salt_of(secret, position, pointer)
    )
    return public, canonical(parts.personal)


def write(
    head: Head,
    at: datetime,
    case: str | None,
    version: int | None,
    events: Iterable[tuple[Ref, Event]],
    secret: bytes | None,
) -> Written:
    """Chain `events` onto `head`. `at` is not before the head's time: the record is monotone."""
    rows: list[RecordRow] = []
    entries: list[Happened] = []
    position, previous = head.position, head.hash
    at = max(at, head.at) if head.at is not None else at
    for actor, event in events:
        position += 1
        payload, openings = _payload(event, secret, position)
        kind = kind_of(event)
        content = body(Entry(position, at, kind, case, version, actor, previous, payload))
        previous = entry_hash(content)
        rows.append(
            RecordRow(
                position=position,
                case=case,
                kind=kind,
                at=at,
                body=content,
                hash=previous,
                openings=openings,
            )
        )
        entries.append(Happened(position=position, hash=previous, at=at, actor=actor, event=event))
    return Written(tuple(rows), tuple(entries))
