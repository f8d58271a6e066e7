"""Entries in their canonical form, and the personal values that they committed to."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, Sequence  # noqa: UP035  # Python 3.8

from bot.workflow.verify_case.curve import Fault
from bot.workflow.verify_case.notes import unhex
from bot.workflow.verify_case.trees import leaf_of

MEMBERS = ["actor", "at", "case", "kind", "payload", "position", "previous", "version"]
GREATEST = 2**53 - 1
"""The greatest integer that every JSON reader keeps exactly (RFC 8785)."""
KIND = re.compile(r"[a-z_]+(\.[a-z_]+)*")
HASH = re.compile(r"[0-9a-f]{64}")
AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
Members = Dict[str, Any]  # noqa: UP006  # made when it runs, on Python 3.8 too


def refused(_number: str) -> None:
    """Refuse a number that is no whole one."""
    raise Fault("a number is not whole")


def json_of(text: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return what JSON says; a number that is not whole has no place."""
    return json.loads(text, parse_float=refused, parse_constant=refused)


def canonical(value: object) -> str:
    """Return canonical JSON: RFC 8785 without floating point numbers, text in form NFC."""
    if isinstance(value, dict):
        named = {unicodedata.normalize("NFC", name): item for name, item in value.items()}
        names = sorted(named, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(n)}:{canonical(named[n])}" for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value)
    if isinstance(value, int) and abs(value) > GREATEST:
        raise Fault("a number is too great")
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Entry:
    """One entry as it stands in the bundle; `leaf` is the hash of its body."""

    position: int
    leaf: bytes
    members: Members

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return f"entry {self.position}"

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # a member, whatever it is
        """Return one of its members."""
        return self.members[name]


def is_whole(value: object, least: int) -> bool:
    """Say whether it is a whole number from `least`."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def entry_of(body: bytes, line: int) -> Entry:
    """Return the entry that stands on a line of entries.jsonl."""
    where = f"entries.jsonl, line {line}"
    try:
        text = body.decode("utf-8")
        members = json_of(text)
        same = canonical(members) == text
    except (Fault, ValueError, RecursionError) as error:
        raise Fault(f"{where}: it is no entry ({error})") from None
    if not isinstance(members, dict) or sorted(members) != MEMBERS:
        raise Fault(f"{where}: an entry has eight members, and these are others")
    if not is_whole(members["position"], 1):
        raise Fault(f"{where}: it has no position")
    entry = Entry(members["position"], leaf_of(body), members)
    if not same:
        raise Fault(f"{entry.name}: it is not in canonical form")
    wrong = [name for name, good in _members(entry) if not good]
    if wrong:
        raise Fault(f"{entry.name}: its {wrong[0]} is none")
    return entry


def _members(entry: Entry) -> list[tuple[str, bool]]:
    payload, version = entry["payload"], entry["version"]
    return [
        ("at", is_instant(entry["at"])),
        ("kind", isinstance(entry["kind"], str) and bool(KIND.fullmatch(entry["kind"]))),
        ("case", isinstance(entry["case"], str)),
        ("version", version is None or is_whole(version, 1)),
        ("actor", isinstance(entry["actor"], str) and bool(entry["actor"])),
        ("previous", is_hash(entry["previous"])),
        ("payload", isinstance(payload, dict)),
        ("schema", isinstance(payload, dict) and is_whole(payload.get("schema"), 1)),
    ]


def is_hash(value: object) -> bool:
    """Say whether it is a SHA-256 in hex."""
    return isinstance(value, str) and bool(HASH.fullmatch(value))


def is_instant(value: object) -> bool:
    """Say whether it is an instant in UTC with microseconds; as text they sort as in time."""
    if not isinstance(value, str) or not AT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value[:-1])
    except ValueError:
        return False
    return True


def in_order(entries: Sequence[Entry], number: str) -> None:
    """Raise Fault unless all are of the case, in their order, each naming the one before it."""
    for place, entry in enumerate(entries):
        if entry["case"] != number:
            raise Fault(f"{entry.name}: it is of another case")
        if place == 0:
            continue
        before = entries[place - 1]
        if entry.position <= before.position:
            raise Fault(f"{entry.name}: it stands after {before.name}")
        if entry["at"] < before["at"]:
            raise Fault(f"{entry.name}: it is earlier than {before.name}")
        if (entry["version"] or 0) < (before["version"] or 0):
            raise Fault(f"{entry.name}: its version is older than that of {before.name}")


def check_link(entry: Entry, leaves: dict[int, bytes]) -> None:
    """Raise Fault where the entry before it is here and is not the one that it names."""
    before = leaves.get(entry.position - 1)
    if entry.position == 1 and entry["previous"] != "0" * 64:
        raise Fault(f"{entry.name}: it names one before it, and is the first")
    if before is not None and entry["previous"] != before.hex():
        raise Fault(f"{entry.name}: it does not name the entry before it")


def check_opening(entry: Entry, pointer: str, opening: Members) -> None:
    """Raise Fault unless salt and value open what the entry holds at the JSON pointer."""
    place: Any = entry["payload"]
    if sorted(opening) != ["salt", "value"] or not pointer.startswith("/"):
        raise Fault(f"openings.json: {entry.name}: expected a salt and a value at {pointer}")
    try:
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            place = place[int(name)] if isinstance(place, list) else place[name]
        committed = place["commitment"] if sorted(place) == ["commitment"] else None
    except (LookupError, TypeError, ValueError):
        committed = None
    salt, value = unhex(opening["salt"]), canonical(opening["value"]).encode()
    found = hmac.new(salt, value, hashlib.sha256).hexdigest()
    if found != committed:
        words = f"the value at {pointer} is not the one that the entry committed to"
        raise Fault(f"openings.json: {entry.name}: {words}")
