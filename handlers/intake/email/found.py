"""What rules find in a free text: a start for whoever calls the officer back, never a fact.

Nothing is guessed where a person could read it in two ways: a time needs its date in the order of
ISO 8601, and a zone of its own or of the agency's directory entry.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from bot.domain.request import Category, Nature
from handlers.intake.email.labels import CATEGORIES, LABELS, NATURES

LONGEST_WINDOW = timedelta(days=31)
_MOST_LINES = 400
_VALUE_CAP = 200
_LINE = re.compile(r"[\s*>•-]{0,8}([A-Za-z][A-Za-z #-]{1,30}?)\s{0,4}[:=]\s{0,8}(\S.*)")
_MAC = re.compile(r"(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])")
_INCIDENT = re.compile(
    r"\b(?:incident|case|report|cad)\s{0,3}(?:number|no\.?|#)?\s{0,3}[:#]?\s{0,3}"
    r"([0-9]{2,4}-[0-9]{3,8})\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?[0-9(][0-9 ().\-/]{4,30}(?: ?(?:x|ext\.?) ?[0-9]{1,8})?")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ,]{1,3}(\d{1,2}:\d{2}(?::\d{2})?)\s{0,2}(Z|UTC|[+-]\d{2}:?\d{2})?"
)
_LEAST_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a text seems to say. `labelled` holds one-line values by the field's name."""

    labelled: Mapping[str, str] = field(repr=False)
    incident: str | None = field(repr=False)
    devices: tuple[str, ...] = field(repr=False)
    nature: Nature | None
    categories: tuple[Category, ...]

    def phone(self, name: str = "phone") -> str | None:
        """Return a labelled number that looks like one."""
        given = _PHONE.match(self.labelled.get(name, ""))
        enough = given is not None and sum(c.isdigit() for c in given[0]) >= _LEAST_DIGITS
        return given[0].strip() if given is not None and enough else None

    def moment(self, name: str, zone: tzinfo | None) -> datetime | None:
        """Return a labelled instant; `zone` is the agency's, for times that name none."""
        return moment(self.labelled.get(name, ""), zone)

    def window(self, zone: tzinfo | None) -> tuple[datetime, datetime] | None:
        """Return a stretch of time that could be asked for."""
        start, end = self.moment("start", zone), self.moment("end", zone)
        if start is None or end is None or not start < end <= start + LONGEST_WINDOW:
            return None
        return start, end


def find(subject: str, text: str) -> Found:
    """Look for what a request needs; the first of two answers counts."""
    labelled: dict[str, str] = {}
    for line in text.split("\n")[:_MOST_LINES]:
        said = _LINE.match(line[: 2 * _VALUE_CAP])
        name = LABELS.get(" ".join(said[1].lower().split())) if said else None
        if said and name:
            labelled.setdefault(name, said[2].strip()[:_VALUE_CAP])
    whole = f"{subject}\n{text}"
    number = _INCIDENT.search(whole)
    wanted = labelled.get("categories", whole)
    return Found(
        labelled=labelled,
        incident=labelled.get("incident") or (number[1] if number else None),
        devices=_devices(labelled, text),
        nature=next((nature for words, nature in NATURES if words.search(whole)), None),
        categories=tuple(category for words, category in CATEGORIES if words.search(wanted)),
    )


def _devices(labelled: Mapping[str, str], text: str) -> tuple[str, ...]:
    macs = [found.upper().replace("-", ":") for found in _MAC.findall(text)]
    named = [labelled["device"]] if "device" in labelled and not macs else []
    return tuple(dict.fromkeys([*macs, *named]))[:10]


def moment(text: str, zone: tzinfo | None) -> datetime | None:
    """Read `2026-11-21 18:00 -08:00`; without an offset it is local time in `zone`."""
    said = _MOMENT.search(text)
    if said is None:
        return None
    offset = {"Z": "+00:00", "UTC": "+00:00"}.get(said[3] or "", said[3] or "")
    try:
        read = datetime.fromisoformat(f"{said[1]}T{said[2]:0>5}{offset}")
        read = read if read.tzinfo or zone is None else read.replace(tzinfo=zone)
        return read.astimezone(UTC) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
