"""What a bundle says of its case: entries, opened values, call logs, and the summary of them."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Sequence  # noqa: UP035  # Python 3.8

from bot.workflow.verify_case.bundle import Files, check_inclusion, reading, text_of
from bot.workflow.verify_case.curve import Fault
from bot.workflow.verify_case.entries import (
    Entry,
    Members,
    check_link,
    check_opening,
    entry_of,
    in_order,
    is_hash,
    is_instant,
    is_whole,
    json_of,
)
from bot.workflow.verify_case.notes import Checkpoint, unhex

CALL_LOG = "verification.call_log_attached"
SCHEMA = 2
"""The form of a bundle that this program knows."""
NEEDS = {
    "approved": ("case.approved",),
    "released": ("release.handed_over", "release.manifest"),
    "refused": ("case.refused",),
    "lapsed": ("case.lapsed",),
    "withdrawn": ("case.withdrawn",),
    "emergency_ended": ("emergency.ended",),
    "fraud": ("case.refused", "fraud.found"),
    "closed": ("case.closed", "case.owner_consented"),
    "escalated": ("case.escalated", "case.stopped", "case.stopped_for_agency"),
    "on_hold": ("agency.asked",),
    "received": ("case.opened",),
    "verifying": ("case.opened",),
    "in_review": ("case.opened",),
}
"""Kinds of entries of which a case has at least one when it is in a state."""
VERSIONED = ("request.amended", "approval.withdrawn")
"""Kinds whose payload says which version comes with them."""


def summary_of(files: Files) -> Members:
    """Return what case.json says."""
    with reading("case.json"):
        case = pretty(text_of(files, "case.json"))
        if not isinstance(case, dict) or case["schema"] != SCHEMA:
            raise Fault(f"expected a bundle of form {SCHEMA}")
        if case["audience"] not in ("full", "owner"):
            raise Fault("it is for nobody that is known")
    return case


def pretty(text: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return what JSON in the one form of these files says."""
    value = json_of(text)
    if json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n" != text:
        raise Fault("it is not in the form in which it was written")
    return value


def read_entries(files: Files, case: Members) -> list[Entry]:
    """Return the entries: well-formed, of this case and in order."""
    with reading("entries.jsonl"):
        text_of(files, "entries.jsonl")
        lines = files["entries.jsonl"].split(b"\n")
        if lines.pop() != b"":
            raise Fault("its last line has no end")
        entries = [entry_of(body, place) for place, body in enumerate(lines, 1)]
        in_order(entries, case["number"])
    return entries


def leaves_of(case: Members, entries: Sequence[Entry]) -> dict[int, bytes]:
    """Return the hash of every entry of the bundle, shown or not, by position."""
    return {**named_of(case), **{entry.position: entry.leaf for entry in entries}}


def check_record(
    files: Files, entries: Sequence[Entry], leaves: dict[int, bytes], tree: Checkpoint
) -> None:
    """Raise Fault unless every entry is in the record, and names the one before it."""
    for position, leaf in sorted(leaves.items()):
        check_inclusion(files, position, leaf, tree)
    for entry in entries:
        check_link(entry, leaves)


def named_of(case: Members) -> dict[int, bytes]:
    """Return the hashes of entries whose bodies are not in an owner's bundle."""
    with reading("case.json"):
        named = case["named"] if case["audience"] == "owner" else []
        for one in named:
            if not is_whole(one["position"], 1) or not is_hash(one["hash"]):
                raise Fault("an entry is named without position and hash")
        return {one["position"]: unhex(one["hash"]) for one in named}


def check_openings(files: Files, entries: Sequence[Entry]) -> int:
    """Check every opened value; return how many there are."""
    count = 0
    by_position = {str(entry.position): entry for entry in entries}
    with reading("openings.json"):
        for position, values in pretty(text_of(files, "openings.json")).items():
            if position not in by_position:
                raise Fault(f"entry {position} is not in the bundle")
            for pointer, opening in values.items():
                check_opening(by_position[position], pointer, opening)
                count += 1
    return count


def check_logs(files: Files, entries: Sequence[Entry]) -> set[str]:
    """Check the logs of calls against what was recorded of them; return their names."""
    attached: dict[str, tuple[Entry, int]] = {}
    for entry in entries:
        if entry["kind"] == CALL_LOG:
            with reading(entry.name):
                paper = entry["payload"]["attachment"]
                attached[f"call_logs/{paper['key']}"] = entry, paper["size"]
    found = {name for name in files if name.startswith("call_logs/")}
    opened = json_of(text_of(files, "openings.json"))
    for name in sorted(found):
        if name not in attached:
            raise Fault(f"{name}: no entry tells of it")
        entry, size = attached[name]
        said = opened.get(str(entry.position), {}).get("/attachment/digest", {}).get("value")
        if len(files[name]) != size or hashlib.sha256(files[name]).hexdigest() != said:
            raise Fault(f"{name}: it is not the file that {entry.name} tells of")
    return found


def check_summary(case: Members, entries: Sequence[Entry], tree: Checkpoint) -> None:
    """Check what case.json says against the entries and the checkpoint."""
    with reading("case.json"):
        record = {"origin": tree.origin, "size": tree.size, "root": tree.root.hex()}
        if case["record"] != record:
            raise Fault("the record that it names is not that of checkpoint.txt")
        if case["entries"] != len(entries):
            raise Fault(f"it counts {case['entries']} entries, there are {len(entries)}")
        if not is_instant(case["opened_at"]) or not is_instant(case["exported_at"]):
            raise Fault("a time in it is none")
        if entries and entries[-1]["at"] > case["exported_at"]:
            raise Fault(f"it was exported before {entries[-1].name}")
        if case["audience"] == "full":
            check_story(case, entries)


def check_story(case: Members, entries: Sequence[Entry]) -> None:
    """Check what case.json says of the case's way, as far as its entries alone tell it."""
    if not entries or entries[0]["kind"] != "case.opened":
        raise Fault("the entry that opens the case is missing")
    if case["opened_at"] != entries[0]["at"]:
        raise Fault("the case was opened at another time")
    versions = [e["payload"]["version"] for e in entries if e["kind"] in VERSIONED]
    if case["version"] != max([1, *versions, *(e["version"] or 1 for e in entries)]):
        raise Fault("the case has another version")
    kinds = {entry["kind"] for entry in entries}
    if not kinds.intersection(NEEDS.get(case["state"], ())):
        raise Fault(f"no entry brought the case into the state {case['state']}")
    strangers = set(case["people"]) - {entry["actor"] for entry in entries}
    if strangers:
        raise Fault("it names people who did nothing in the case")
