"""What was typed into a form: names with their values, and files; and how it becomes a request."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.intake.schema.members import MOST_SOUGHT
from handlers.intake.web_portal import fields as form
from handlers.intake.web_portal.choices import ZONES
from handlers.intake.web_portal.fields import Field, Group, Kind
from handlers.problems import Fault

CONTROLS = frozenset({"form", "token", "act", "add"})
"""What a form carries for itself, beside what was typed."""
_ROW = re.compile(r"data_sought\.(\d{1,3})\.(alias|device|from|to|categories)", re.ASCII)
_GROUPS = (form.AGENCY, form.OFFICER, form.SUPERVISOR, form.EMERGENCY, form.FOLLOW_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came: under the sender's name for it, never looked into."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A form as it was sent. A value is kept exactly, so that it can be shown again."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    files: tuple[Upload, ...] = field(default=(), repr=False)
    rows: int = 1

    def one(self, name: str) -> str:
        """Return a field's value; empty when there is none."""
        return next(iter(self.values.get(name, ())), "")

    def many(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return self.values.get(name, ())

    def original(self) -> bytes:
        """Return everything that was typed as bytes to keep, files by their SHA-256."""
        files = [[f.name, f.type, hashlib.sha256(f.content).hexdigest()] for f in self.files]
        typed = {n: list(v) for n, v in self.values.items() if n not in CONTROLS}
        kept = {"fields": typed, "files": files}
        return json.dumps(kept, sort_keys=True).encode()


def typed_of(pairs: Iterable[tuple[str, str]], files: Iterable[Upload] = ()) -> Typed:
    """Return a form from its fields as sent; rows of devices are counted anew, empty ones left."""
    values: dict[str, tuple[str, ...]] = {}
    rows: dict[int, dict[str, tuple[str, ...]]] = {}
    for name, value in pairs:
        row = _ROW.fullmatch(name)
        place = values if row is None else rows.setdefault(int(row[1]), {})
        kept = name if row is None else row[2]
        place[kept] = (*place.get(kept, ()), value)
    filled = [r for _, r in sorted(rows.items()) if any(v.strip() for vs in r.values() for v in vs)]
    for number, parts in enumerate(filled[:MOST_SOUGHT]):
        values.update({f"data_sought.{number}.{part}": v for part, v in parts.items()})
    return Typed(values=values, files=tuple(files), rows=min(max(len(filled), 1), MOST_SOUGHT))


def local_time(text: str, zone: str) -> str | None:
    """Return a local time as RFC 3339 in UTC; None for anything else.

    An hour that the clocks skipped is no time. Of an hour that came twice the earlier one counts.
    """
    if zone not in dict(ZONES) or ":" not in text:
        return None
    try:
        bare = datetime.fromisoformat(text.strip())
        there = bare.replace(tzinfo=ZoneInfo(zone))
        moment = there.astimezone(UTC)
        back = moment.astimezone(there.tzinfo)
    except (ValueError, OverflowError):
        return None
    if bare.tzinfo is not None or back.replace(tzinfo=None) != bare:
        return None
    return moment.isoformat(timespec="seconds")


def document_of(typed: Typed) -> tuple[dict[str, Any], list[Fault]]:
    """Return what was typed in the shape of a request, and the faults that only a form can have."""
    zone = typed.one("zone")
    faults = [] if zone in dict(ZONES) else [Fault("/zone", "expected a zone of the list")]
    document: dict[str, Any] = {"agency": {}, "officer": {}, "emergency": {}}
    for group in _GROUPS:
        for pointer, value in _members(group, typed, zone, faults):
            *path, last = pointer.removeprefix("/").split("/")
            place = document
            for name in path:
                place = place.setdefault(name, {})
            place[last] = value
    document["data_sought"] = list(sought_of(typed, zone, faults))
    document["attested"] = bool(typed.one("attested"))
    if typed.files:
        document["attachments"] = [
            {"name": f.name, "type": f.type, "data": f.content} for f in typed.files
        ]
    faults += _signature(typed)
    return document, faults


def _members(
    group: Group, typed: Typed, zone: str, faults: list[Fault]
) -> Iterator[tuple[str, object]]:
    for one in group.fields:
        if one.kind is Kind.FILES:
            continue
        if one.kind is Kind.TICKS:
            yield one.pointer, list(dict.fromkeys(typed.many(one.name)))
            continue
        value = typed.one(one.name).strip()
        if value:
            yield one.pointer, _read(one, value, zone, faults)


def _read(one: Field, value: str, zone: str, faults: list[Fault]) -> object:
    if one.kind is Kind.MOMENT:
        moment = local_time(value, zone)
        if moment is None:
            faults.append(Fault(one.pointer, "expected a day and a time"))
        return moment
    # People write "ca" and mean California.
    return value.upper() if one.name == "agency.state" else value


def sought_of(typed: Typed, zone: str, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    """Yield the rows of devices in the shape of a request; times that are none go to `faults`."""
    for number in range(typed.rows):
        row = f"data_sought.{number}"
        read: dict[str, object] = {}
        device = typed.one(f"{row}.device").strip()
        if device:
            read["device"] = device
        read["categories"] = list(dict.fromkeys(typed.many(f"{row}.categories")))
        for name in ("from", "to"):
            text = typed.one(f"{row}.{name}").strip()
            moment = local_time(text, zone) if text else None
            if moment is not None:
                read[name] = moment
            elif text:
                faults.append(Fault(f"/data_sought/{number}/{name}", "expected a day and a time"))
        yield read


def _signature(typed: Typed) -> Iterator[Fault]:
    if not typed.one("purpose"):
        yield Fault("/purpose", "expected a tick")
    signed = _plain(typed.one("signature"))
    if not signed:
        yield Fault("/signature", "expected a signature")
    elif signed != _plain(typed.one("officer.name")):
        yield Fault("/signature", "expected the officer's name")


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
