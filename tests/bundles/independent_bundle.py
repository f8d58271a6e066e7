"""The check of a whole bundle, from its description alone; see tests/bundles/independent.py."""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from datetime import datetime

from tests.bundles.independent import (
    Bad,
    Files,
    Json,
    Key,
    Tree,
    began,
    chain_of,
    hexed,
    included,
    must,
    note,
    plain,
    read,
    sha,
    tree,
    unpacked,
    vkey,
)

FIXED = {
    *("case.html", "case.json", "checkpoint.txt", "checkpoints.txt", "entries.jsonl", "key.vkey"),
    *("keys.txt", "manifest.txt", "openings.json", "verify_case.py"),
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
NOTE = re.compile("((?:[^\n\N{EM DASH}][^\n]*\n)+\n(?:\N{EM DASH} [^\n]*(?:\n|$))+)")
CAME_BY = {
    "approved": {"case.approved"},
    "released": {"release.handed_over", "release.manifest"},
    "refused": {"case.refused"},
    "lapsed": {"case.lapsed"},
    "withdrawn": {"case.withdrawn"},
    "emergency_ended": {"emergency.ended"},
    "fraud": {"case.refused", "fraud.found"},
    "closed": {"case.closed", "case.owner_consented"},
    "escalated": {"case.escalated", "case.stopped", "case.stopped_for_agency"},
    "on_hold": {"agency.asked"},
    **{state: {"case.opened"} for state in ("received", "verifying", "in_review")},
}


def verdict(
    files: Files,
    held: str = "",
    checkpoints: Sequence[str] = (),
    receipts: Sequence[str] = (),
) -> str:
    """Why the bundle is not good; empty where it is."""
    try:
        Bundle(files, held).check(checkpoints, receipts)
    except Bad as bad:
        return str(bad) or "bad"
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return f"unreadable: {type(error).__name__}"
    return ""


class Bundle:
    """A bundle under check."""

    def __init__(self, files: Files, held: str) -> None:
        self.files = files
        line = self.text("key.vkey")
        must(line.endswith("\n"), "key.vkey")
        self.key = vkey(line[:-1])
        self.chain = chain_of(self.text("keys.txt"), self.key.name)
        must(self.key.public in self.chain, "the key is not in the chain")
        if held:
            own, public = vkey(held.strip()), self.key.public
            must(own.name == self.key.name and own.public in self.chain, "another key")
            while public != own.public:
                must(self.chain[public][1] != public, "a key that was not endorsed by the reader's")
                public = self.chain[public][1]

    def text(self, name: str) -> str:
        """A file's text."""
        must(name in self.files, f"{name} is missing")
        return self.files[name].decode()

    def check(self, checkpoints: Sequence[str], receipts: Sequence[str]) -> None:
        """Everything."""
        number = self.manifest()
        signed = note(self.text("checkpoint.txt"))
        must(len(signed.marks) == 1 and signed.by([self.key]), "checkpoint.txt")
        top = tree(signed)
        self.counts(self.key, top)
        case = self.pretty("case.json")
        must(case["number"] == number and case["schema"] == 2, "case.json")
        entries = self.entries(case)
        leaves = {p: sha(b"\0" + body) for p, (body, _) in entries.items()}
        leaves |= self.fingerprints(case, set(leaves))
        self.proofs(leaves, top)
        for place, (_, entry) in entries.items():
            before = leaves.get(place - 1, bytes(32) if place == 1 else None)
            must(before is None or entry["previous"] == before.hex(), "a link")
        opened = self.openings(entries)
        logs = self.logs(entries, opened)
        self.summary(case, [entry for _, entry in entries.values()], top)
        extra = set(self.files) - FIXED - logs - {f"proofs/{p}.tlog-proof" for p in leaves}
        must(all(self.consistency_alone(name) for name in extra), "a file too many")
        own = self.text("checkpoints.txt")
        must(own == "\n".join(NOTE.findall(own)), "a piece of checkpoints.txt")
        must(all(tree(note(one)).origin == top.origin for one in NOTE.findall(own)), "another's")
        self.compare(own, top, sorted(leaves))
        for text in checkpoints:
            must(self.compare(text, top, sorted(leaves)), "a file of another record")
        for receipt in receipts:
            place, _, digest = receipt.partition(":")
            must(leaves.get(int(place), b"").hex() == digest.lower(), "a receipt")

    def counts(self, key: Key, of: Tree) -> None:
        """A revoked key counts so far and no further; a key signs for its own record."""
        most = self.chain[key.public][2]
        must(of.origin == self.key.name and (most is None or of.size <= most), "who signed")

    def manifest(self) -> str:
        """Every file is listed, and is what is listed; the case's number."""
        signed = note(self.text("manifest.txt"))
        must(len(signed.marks) == 1 and signed.by([self.key]), "manifest.txt")
        first, case, *lines = signed.text[:-1].split("\n")
        must(first == "exigent case bundle manifest 1" and case[:5] == "case ", "manifest.txt")
        found = [re.fullmatch(r"file ([0-9a-f]{64}) (0|[1-9]\d*) (.*)", x, re.ASCII) for x in lines]
        listed = [one.groups() for one in found if one is not None]
        names = [name for _, _, name in listed]
        must(len(names) == len(lines) and sorted({*names}) == names, "the manifest's lines")
        must({*names, "manifest.txt"} == set(self.files), "files missing or too many")
        must(set(names) >= FIXED - {"manifest.txt"}, "a file is missing")
        for digest, size, name in listed:
            content = self.files[name]
            must(str(len(content)) == size and sha(content).hex() == digest, f"{name} was changed")
        return case[5:]

    def pretty(self, name: str) -> Json:
        """JSON for people, in its one form."""
        value = read(self.text(name))
        form = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        must(form + "\n" == self.text(name), name)
        return value

    def entries(self, case: Json) -> dict[int, tuple[bytes, Json]]:
        """Bodies and entries by position."""
        *bodies, end = self.files["entries.jsonl"].split(b"\n")
        must(end == b"", "the last line's end")
        found: dict[int, tuple[bytes, Json]] = {}
        before = 0, "", 0
        for body in bodies:
            entry = read(body.decode())
            must(plain(entry).encode() == body, "canonical form")
            must({*entry} == MEMBERS and entry["case"] == case["number"], "an entry's members")
            place, at, version = entry["position"], entry["at"], entry["version"]
            whole = [place, 1 if version is None else version, entry["payload"]["schema"]]
            must(all(type(n) is int and n > 0 for n in whole), "whole numbers of an entry")
            must(re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", entry["kind"]), "a kind")
            must(isinstance(entry["actor"], str) and entry["actor"], "an actor")
            must(re.fullmatch("[0-9a-f]{64}", entry["previous"]), "a previous hash")
            must(INSTANT.fullmatch(at) and datetime.fromisoformat(at), "an instant")
            now = place, at, version or 0
            must(place > before[0] and at >= before[1] and now[2] >= before[2], "order")
            found[place], before = (body, entry), now
        return found

    def fingerprints(self, case: Json, shown: set[int]) -> dict[int, bytes]:
        """Entries of which an owner has the hash alone."""
        must(case["audience"] in ("full", "owner"), "audience")
        named = case["named"] if case["audience"] == "owner" else []
        places = [one["position"] for one in named]
        must(all(type(p) is int and p > 0 for p in places), "a named entry")
        must(all(re.fullmatch("[0-9a-f]{64}", one["hash"]) for one in named), "a named hash")
        return {
            one["position"]: hexed(one["hash"]) for one in named if one["position"] not in shown
        }

    def proofs(self, leaves: dict[int, bytes], top: Tree) -> None:
        """Every entry stands in the tree."""
        for place, leaf in leaves.items():
            head, cut, signed = self.text(f"proofs/{place}.tlog-proof").partition("\n\n")
            first, index, *path = head.split("\n")
            must(first == "c2sp.org/tlog-proof@v1" and cut, "a proof's first line")
            must(index == f"index {place - 1}" and place <= top.size, "a proof's index")
            must(signed == self.text("checkpoint.txt"), "a proof's checkpoint")
            hashes = [unpacked(line) for line in path]
            must(all(len(h) == 32 for h in hashes), "a proof's hash")
            must(included(leaf, place - 1, top.size, hashes) == top.root, f"entry {place}")

    def openings(self, entries: dict[int, tuple[bytes, Json]]) -> Json:
        """Every value opens its commitment."""
        opened = self.pretty("openings.json")
        known = {str(place): entry for place, (_, entry) in entries.items()}
        for place, values in opened.items():
            must(place in known, "an opening of an entry that is not here")
            for pointer, opening in values.items():
                at = known[place]["payload"]
                must(pointer.startswith("/") and {*opening} == {"salt", "value"}, "an opening")
                for step in pointer[1:].split("/"):
                    name = step.replace("~1", "/").replace("~0", "~")
                    at = at[int(name)] if isinstance(at, list) else at[name]
                must({*at} == {"commitment"}, "a commitment")
                content = plain(opening["value"]).encode()
                made = hmac.new(hexed(opening["salt"]), content, hashlib.sha256)
                must(made.hexdigest() == at["commitment"], "an opened value")
        return opened

    def logs(self, entries: dict[int, tuple[bytes, Json]], opened: Json) -> set[str]:
        """Every call log is the file that its entry tells of."""
        papers = {
            f"call_logs/{entry['payload']['attachment']['key']}": (place, entry)
            for place, (_, entry) in entries.items()
            if entry["kind"] == "verification.call_log_attached"
        }
        found = {name for name in self.files if name.startswith("call_logs/")}
        for name in found:
            place, entry = papers[name]
            said = opened[str(place)]["/attachment/digest"]["value"]
            must(sha(self.files[name]).hex() == said, name)
            must(len(self.files[name]) == entry["payload"]["attachment"]["size"], name)
        return found

    def summary(self, case: Json, entries: Sequence[Json], top: Tree) -> None:
        """What is said of the case agrees with its entries."""
        record = {"origin": top.origin, "size": top.size, "root": top.root.hex()}
        must(case["record"] == record and case["entries"] == len(entries), "case.json")
        for at in (case["opened_at"], case["exported_at"]):
            must(INSTANT.fullmatch(at) and datetime.fromisoformat(at), "a time in case.json")
        must(not entries or entries[-1]["at"] <= case["exported_at"], "exported too early")
        if case["audience"] == "owner":
            return
        must(entries[0]["kind"] == "case.opened", "the first entry")
        must(entries[0]["at"] == case["opened_at"], "when it was opened")
        named = [e["payload"]["version"] for e in entries if e["kind"] in VERSIONS]
        must(case["version"] == max([1, *named, *(e["version"] or 1 for e in entries)]), "version")
        must(CAME_BY[case["state"]] & {e["kind"] for e in entries}, "state")
        must({*case["people"]} <= {e["actor"] for e in entries}, "people")

    def consistency_alone(self, name: str) -> bool:
        """Whether a file is a consistency proof of the size in its name."""
        found = re.fullmatch(r"consistency/(0|[1-9][0-9]{0,18})\.txt", name)
        return found is not None and bool(self.consistency(int(found[1])))

    def consistency(self, size: int) -> list[list[bytes]]:
        """The hashes of the proof for a size."""
        first, old, *path, end = self.text(f"consistency/{size}.txt").split("\n")
        must(first == "exigent consistency proof 1" and old == f"old {size}" and not end, "proof")
        hashes = [unpacked(line) for line in path]
        must(all(len(h) == 32 for h in hashes), "a proof's hash")
        return [hashes]

    def compare(self, text: str, top: Tree, places: Sequence[int]) -> int:
        """The record began as each checkpoint of a file says; how many sizes there are."""
        roots: dict[int, bytes] = {}
        for one in NOTE.findall(text):
            older = note(one if one.endswith("\n") else one + "\n")
            if tree(older).origin == top.origin:
                of = tree(older)
                must(older.by([key for key, _, _ in self.chain.values()]), "a signer")
                must(roots.setdefault(of.size, of.root) == of.root, "two records")
        reached = {size: root for size, root in roots.items() if size <= top.size}
        for size, root in reached.items():
            if size == top.size:
                must(root == top.root, "another record of this size")
            elif size and f"consistency/{size}.txt" in self.files:
                path = self.consistency(size)[0]
                must(began(size, top.size, path, root, whole=True) == (root, top.root), "history")
            elif size:
                firsts = {min((s for s in reached if s >= p), default=0) for p in places}
                must(size not in firsts, "no proof for a checkpoint")
        return len(roots)


MEMBERS = {"position", "at", "kind", "case", "version", "actor", "previous", "payload"}
VERSIONS = ("request.amended", "approval.withdrawn")
