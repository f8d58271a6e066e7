"""Every entry of a case, by days: who did what when, and what the entry says word for word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import groupby
from typing import Final

from bot.domain.canonical import Json, canonical
from bot.domain.roster import Ref
from handlers.blocks.times import clock, day
from handlers.case_page.reading import Entry, Reading

UNSPOKEN: Final = frozenset({"schema", "blind", "mark", "package"})
"""Members for programs: the form's number, and digests of what stands beside them."""
SHORT: Final = 12
"""Hex digits of a fingerprint that stand beside a sentence; the whole one is folded in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry; `said` is what it holds, by place."""

    position: int
    at: datetime
    utc: str
    local: str
    sentence: str
    kind: str
    hash: str
    said: tuple[tuple[str, str], ...] = field(repr=False)

    @property
    def short(self) -> str:
        """The beginning of the fingerprint."""
        return self.hash[:SHORT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The entries of one day, in UTC."""

    name: str
    lines: tuple[Line, ...]


def timeline(reading: Reading) -> tuple[Day, ...]:
    """Return the entries in their order, grouped by days of UTC."""
    days = groupby(reading.entries, key=lambda e: e.at.astimezone(UTC).date())
    return tuple(
        Day(name=day(entries[0].at, UTC), lines=tuple(_line(e, reading) for e in entries))
        for entries in (list(found) for _, found in days)
    )


def _line(entry: Entry, reading: Reading) -> Line:
    zone = reading.zone
    return Line(
        position=entry.position,
        at=entry.at,
        utc=f"{entry.at.astimezone(UTC):%H:%M:%S} UTC",
        local="" if zone is UTC else _there(entry.at, zone),
        sentence=reading.did(entry),
        kind=entry.kind,
        hash=entry.hash,
        said=tuple((p, t) for p, t in spoken(entry.payload, reading.people) if t),
    )


def _there(at: datetime, zone: tzinfo) -> str:
    there = at.astimezone(zone)
    if there.date() == at.astimezone(UTC).date():
        return f"{clock(at.replace(microsecond=0), zone)} {there:%Z}"
    return f"{there:%a} {clock(at.replace(microsecond=0), zone)} {there:%Z}"


def spoken(payload: Json, people: Mapping[Ref, str], place: str = "") -> Iterator[tuple[str, str]]:
    """Yield what an entry says, place by place; small things of one place share a line."""
    if isinstance(payload, dict):
        plain = {n: _text(v, people) for n, v in payload.items() if not isinstance(v, dict | list)}
        if place and len(plain) == len(payload):
            yield place, ", ".join(f"{_words(n)}: {text}" for n, text in plain.items() if text)
            return
        for name, value in payload.items():
            if name not in UNSPOKEN:
                inner = f"{place}, {_words(name)}" if place else _words(name)
                yield from spoken(value, people, inner)
    elif isinstance(payload, list):
        if not any(isinstance(item, dict | list) for item in payload):
            yield from ((place, _text(item, people)) for item in payload)
            return
        for number, item in enumerate(payload, 1):
            yield from spoken(item, people, f"{place} {number}")
    else:
        yield place, _text(payload, people)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _text(value: Json, people: Mapping[Ref, str]) -> str:
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    return people.get(value, value) if isinstance(value, str) else canonical(value).decode()
