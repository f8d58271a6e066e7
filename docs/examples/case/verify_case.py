"""Checks an exported case without Exigent.

Usage: python3 verify_case.py [FOLDER] [--key VKEY] [--checkpoints FILE]... [--receipt N:HASH]...
                              [--fresh]
   or: python3 verify_case.py --proof FILE --hash FINGERPRINT --key VKEY
The first checks a case's folder, that
1. key.vkey is a key of keys.txt, in which each key was endorsed by an earlier one; and that the
   key given with --key is that key, or endorsed it.
2. manifest.txt is signed by that key (Ed25519, RFC 8032), and every file is the one it names.
3. checkpoint.txt is signed by that key.
4. Every line of entries.jsonl is an entry in canonical form, of this case, in its place and time;
   it stands in the tree that the checkpoint signs (RFC 6962, by its proof in proofs/), and names
   the entry before where that one is here.
5. Every value in openings.json is the one that its entry committed to (HMAC-SHA256), and every
   call log the file that its entry tells of. What case.json says agrees with the entries.
6. The checkpoints of checkpoints.txt, which were published when the case was young, and those of
   every FILE given, are signed, and the record began as they say (by the proofs in consistency/).
   With --fresh, for a bundle that was made after all of those: none of them is of a longer record.
7. The entry of every receipt given is in the bundle.
The second checks one entry of which only the fingerprint is known, as in an owner's notice: that
the proof leads from it to the tree that the key signed.
It needs Python's standard library alone, and ends with 0 when all holds and with 1 otherwise.
Whoever made the bundle chose the key in it, and this program: get both in another way as well.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import sys
import unicodedata
from bisect import bisect_left
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, Mapping, NamedTuple, Sequence, Tuple


# Ed25519 signatures (RFC 8032).

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
WINDOWS = 64

Point = Tuple[int, int, int, int]  # noqa: UP006  # as above
ZERO: Point = (0, 1, 1, 0)


class Fault(Exception):  # noqa: N818 - what it is, as the reader of its sentence says it
    """Something does not hold; says in which file or entry, and what."""


def point(encoded: bytes) -> Point:
    """Return a point of the curve in extended coordinates (section 5.1.3)."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Fault("a key is no point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def add(one: Point, two: Point) -> Point:
    """Return the sum of two points (section 5.1.4)."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


@lru_cache(maxsize=64)
def multiples(encoded: bytes) -> list[list[Point]]:
    """Return 0 to 15 times the point, and the same of it for every window of four bits."""
    windows = []
    base = point(encoded)
    for _ in range(WINDOWS):
        row = [ZERO]
        for _ in range(15):
            row.append(add(row[-1], base))
        windows.append(row)
        base = add(row[-1], base)
    return windows


def times(number: int, windows: list[list[Point]]) -> Point:
    """Return a point, by its multiples, added up so many times."""
    total = ZERO
    for row in windows:
        if number & 15:
            total = add(total, row[number & 15])
        number >>= 4
    return total


BASE = (4 * pow(5, P - 2, P) % P).to_bytes(32, "little")


def signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether a signature is good (section 5.1.7)."""
    if len(public) != 32 or len(signature) != 64:  # noqa: PLR2004 - bytes of both
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= Q:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % Q
    # [s]B - [k]A must be R.
    x, y, z, _ = add(times(s, multiples(BASE)), times(Q - k, multiples(public)))
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# Signed notes, verifier keys and checkpoints (c2sp.org), and the chain of the record's keys.

DASH = "\u2014 "
KEY_ID = 4
"""Bytes of a key's id."""
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
HEX = re.compile(r"([0-9a-f]{2})+")


def unbase64(text: str) -> bytes:
    """Return the bytes of base64 in its one proper form."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Fault("expected base64") from None
    if base64.b64encode(found).decode() != text:
        raise Fault("expected base64 in its one proper form")
    return found


def unhex(text: str) -> bytes:
    """Return the bytes of hex digits in lower case."""
    if not HEX.fullmatch(text):
        raise Fault("expected hex digits")
    return bytes.fromhex(text)


def number_of(text: str) -> int:
    """Return a whole number written in its one proper form."""
    if not NUMBER.fullmatch(text):
        raise Fault("expected a number")
    return int(text)


class Key(NamedTuple):
    """A public key and the name under which it signs."""

    name: str
    key_id: bytes
    public: bytes


def key_named(name: str, public: bytes) -> Key:
    """Return the key with its id (c2sp.org/signed-note)."""
    if name.split() != [name] or "+" in name:
        raise Fault("a key has a name that cannot sign")
    typed = b"\1" + public
    return Key(name, hashlib.sha256(name.encode() + b"\n" + typed).digest()[:KEY_ID], public)


def key_of(vkey: str) -> Key:
    """Return the key of a verifier key's text."""
    name, _, rest = vkey.partition("+")
    key_id, _, encoded = rest.partition("+")
    typed = unbase64(encoded)
    key = key_named(name, typed[1:])
    if typed[:1] != b"\1" or key.key_id.hex() != key_id or len(key.public) != 32:  # noqa: PLR2004  # bytes of it
        raise Fault("the key is no Ed25519 verifier key")
    return key


class Note(NamedTuple):
    """A signed note: its text, which ends with a newline, and (name, key id, signature) of each."""

    text: str
    marks: list[tuple[str, bytes, bytes]]

    def signer(self, keys: Iterable[Key]) -> Key:
        """Return the first of the keys that signed it; a bad signature of any is a fault."""
        good = None
        for key in keys:
            for name, key_id, signature in self.marks:
                if (name, key_id) == (key.name, key.key_id):
                    if not signed(key.public, signature, self.text.encode()):
                        raise Fault("the signature is not good")
                    good = good or key
        if good is None:
            raise Fault("it is not signed by the key")
        return good


def note_of(text: str) -> Note:
    """Return a signed note, its signatures not yet verified."""
    body, blank, rest = text.rpartition("\n\n")
    if not blank or not rest.endswith("\n"):
        raise Fault("expected a text, a blank line and signatures")
    marks = []
    for line in rest[:-1].split("\n"):
        name, _, encoded = line[len(DASH) :].partition(" ")
        typed = unbase64(encoded)
        if not line.startswith(DASH) or not name or len(typed) <= KEY_ID:
            raise Fault("expected signatures at the end")
        marks.append((name, typed[:KEY_ID], typed[KEY_ID:]))
    return Note(body + "\n", marks)


class Checkpoint(NamedTuple):
    """How many entries the record had, and the root over them."""

    origin: str
    size: int
    root: bytes


def checkpoint_of(note: Note) -> Checkpoint:
    """Return what the note says (c2sp.org/tlog-checkpoint)."""
    lines = note.text[:-1].split("\n")
    if len(lines) < 3 or "" in lines:  # noqa: PLR2004 - origin, size and root
        raise Fault("expected an origin, a number of entries and a root")
    root = unbase64(lines[2])
    if len(root) != 32:  # noqa: PLR2004 - bytes of SHA-256
        raise Fault("expected a root of 32 bytes")
    return Checkpoint(lines[0], number_of(lines[1]), root)


class Chained(NamedTuple):
    """A key of the chain; `covers` is up to how many entries it counts, where it was revoked."""

    key: Key
    endorsed_by: bytes
    covers: int | None


def chain_of(text: str, name: str) -> dict[bytes, Chained]:
    """Return the keys of `keys.txt`, oldest first, each endorsed by an earlier good one."""
    keys: dict[bytes, Chained] = {}
    if not text.endswith("\n"):
        raise Fault("keys.txt: expected lines")
    for place, line in enumerate(text[:-1].split("\n"), 1):
        try:
            if line.startswith("revoked "):
                _revoke(keys, line)
            else:
                _endorse(keys, line, name)
        except (Fault, ValueError):
            words = f"keys.txt, line {place}: it is not signed by an earlier key of the record"
            raise Fault(words) from None
    return keys


def _endorse(keys: dict[bytes, Chained], line: str, name: str) -> None:
    created, public, signature = line.split(" ")
    key = key_named(name, unhex(public))
    good = [one.key.public for one in keys.values() if one.covers is None] if keys else [key.public]
    by = _signer(good, unhex(signature), f"exigent record key\n{created}\n{public}\n")
    if key.public in keys:
        raise Fault("a key stands there twice")
    keys[key.public] = Chained(key, by, None)


def _revoke(keys: dict[bytes, Chained], line: str) -> None:
    _, when, public, entries, signature = line.split(" ")
    revoked = keys.get(unhex(public))
    if revoked is None or revoked.covers is not None:
        raise Fault("expected a key that is good")
    good = [one.key.public for one in keys.values() if one.covers is None and one != revoked]
    words = f"exigent record key revoked\n{when}\n{public}\n{entries}\n"
    _signer(good, unhex(signature), words)
    keys[revoked.key.public] = revoked._replace(covers=number_of(entries))


def _signer(keys: list[bytes], signature: bytes, message: str) -> bytes:
    for public in keys:
        if signed(public, signature, message.encode()):
            return public
    raise Fault("it is signed by none of them")


def counts(key: Key, size: int, chain: dict[bytes, Chained]) -> bool:
    """Say whether a checkpoint over so many entries counts when this key signed it."""
    covers = chain[key.public].covers
    return covers is None or size <= covers


def leads(older: Key, newer: Key, chain: dict[bytes, Chained]) -> bool:
    """Say whether the newer key was endorsed by the older, by itself or over others between."""
    trusted = {older.public}
    for public, one in chain.items():
        if one.endorsed_by in trusted:
            trusted.add(public)
    return older.name == newer.name and newer.public in trusted


# Proofs in the record's Merkle tree (RFC 6962; RFC 9162, section 2.1).

PROOF = "c2sp.org/tlog-proof@v1"
CONSISTENCY = "exigent consistency proof 1"


def leaf_of(body: bytes) -> bytes:
    """Return the hash of an entry's body."""
    return hashlib.sha256(b"\0" + body).digest()


def parent(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that a leaf's path leads to (section 2.1.3.2)."""
    place, last = index, size - 1
    for sibling in path:
        if last == 0:
            raise Fault("the proof is too long")
        if place & 1 or place == last:
            leaf = parent(sibling, leaf)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            leaf = parent(leaf, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise Fault("the proof is too short")
    return leaf


def roots_of(older: int, newer: int, old_root: bytes, path: list[bytes]) -> tuple[bytes, bytes]:
    """Return both roots that a consistency proof leads to (section 2.1.4.2).

    `old_root` begins the proof where the older tree is complete. `0 < older < newer`.
    """
    nodes = [old_root, *path] if older & (older - 1) == 0 else list(path)
    place, last = older - 1, newer - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not nodes:
        raise Fault("the proof is too short")
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            raise Fault("the proof is too long")
        if place & 1 or place == last:
            old, new = parent(node, old), parent(node, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = parent(new, node)
        place, last = place >> 1, last >> 1
    if last:
        raise Fault("the proof is too short")
    return old, new


def hashes_of(lines: list[str]) -> list[bytes]:
    """Return the hashes of a proof's lines."""
    nodes = [unbase64(line) for line in lines]
    if any(len(node) != 32 for node in nodes):  # noqa: PLR2004 - bytes of SHA-256
        raise Fault("expected hashes of 32 bytes")
    return nodes


def proof_of(text: str) -> tuple[int, list[bytes], str]:
    """Return index (from 0), path and checkpoint of an inclusion proof (c2sp.org/tlog-proof)."""
    head, blank, note = text.partition("\n\n")
    first, index, *path = [*head.split("\n"), ""] if "\n" not in head else head.split("\n")
    if first != PROOF or not blank or not index.startswith("index "):
        raise Fault("it is no proof")
    return number_of(index[len("index ") :]), hashes_of(path), note


def consistency_of(text: str) -> tuple[int, list[bytes]]:
    """Return the older size and the hashes of a consistency proof."""
    lines = text.split("\n")
    if lines[0] != CONSISTENCY or lines[-1] != "" or not lines[1].startswith("old "):
        raise Fault("it is no consistency proof")
    return number_of(lines[1][len("old ") :]), hashes_of(lines[2:-1])


# Entries in their canonical form, and the personal values that they committed to.

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


# The files of a bundle, each against the others.

MANIFEST = "exigent case bundle manifest 1"
ALWAYS = (
    "case.html",
    "case.json",
    "checkpoint.txt",
    "checkpoints.txt",
    "entries.jsonl",
    "key.vkey",
    "keys.txt",
    "manifest.txt",
    "openings.json",
    "verify_case.py",
)
NAMED = re.compile(r"entry \d+: |[a-z_./0-9-]+: |[a-z.]+, line ")
"""How words begin that name the entry or the file by themselves."""
Files = Mapping[str, bytes]


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Name the file in whatever is wrong with it."""
    try:
        yield
    except Fault as fault:
        words = str(fault)
        raise Fault(words if NAMED.match(words) else f"{name}: {words}") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Fault(f"{name}: it cannot be read ({type(error).__name__})") from None


def text_of(files: Files, name: str) -> str:
    """Return a file's text."""
    if name not in files:
        raise Fault(f"{name}: it is missing")
    try:
        return files[name].decode("utf-8")
    except UnicodeDecodeError:
        raise Fault(f"{name}: it is no text") from None


class Keys(NamedTuple):
    """The key that signed the bundle, and the chain of the record's keys."""

    signer: Key
    chain: Dict[bytes, Chained]  # noqa: UP006  # Python 3.8

    @property
    def all(self) -> list[Key]:
        """Every key that ever signed this record."""
        return [one.key for one in self.chain.values()]


def check_keys(files: Files, vkey: str) -> Keys:
    """Return the bundle's key, which the reader's own must be, or must have endorsed."""
    with reading("key.vkey"):
        line = text_of(files, "key.vkey")
        signer = key_of(line[:-1])
        if line[-1] != "\n":
            raise Fault("expected a line")
    with reading("keys.txt"):
        chain = chain_of(text_of(files, "keys.txt"), signer.name)
        if signer.public not in chain:
            raise Fault("the key of key.vkey is not in it")
    if vkey:
        with reading("the key that you gave"):
            own = key_of(vkey.strip())
        if own.public not in chain or not leads(own, signer, chain):
            words = "it is not the key that you gave, and was not endorsed by it"
            raise Fault(f"key.vkey: {words}")
    return Keys(signer, chain)


def alone(note: Note) -> Note:
    """Return a note that has one signature and nothing more."""
    if len(note.marks) != 1:
        raise Fault("expected one signature")
    return note


class Listed(NamedTuple):
    """What the manifest says: of which case, and SHA-256 and size of each file."""

    number: str
    files: Dict[str, tuple[bytes, int]]  # noqa: UP006  # Python 3.8


def manifest_of(files: Files, keys: Keys) -> Listed:
    """Return what the signed manifest says."""
    with reading("manifest.txt"):
        note = alone(note_of(text_of(files, "manifest.txt")))
        note.signer([keys.signer])
        first, case, *lines = note.text[:-1].split("\n")
        if first != MANIFEST or not case.startswith("case "):
            raise Fault("it is no manifest of a bundle")
        rows = [line.split(" ", 3) for line in lines]
        names = [name for _, _, _, name in rows]
        if names != sorted(set(names)) or any(word != "file" for word, _, _, _ in rows):
            raise Fault("its files are not in order")
        listed = {name: (unhex(digest), number_of(size)) for _, digest, size, name in rows}
    return Listed(case[len("case ") :], listed)


def check_listed(files: Files, listed: Listed) -> None:
    """Raise Fault unless the bundle has the files of the manifest, as they were signed for."""
    for name in sorted(set(listed.files) | set(files) - {"manifest.txt"}):
        if name not in files:
            raise Fault(f"{name}: it is missing")
        if name not in listed.files:
            raise Fault(f"{name}: it is not a file of this bundle")
        check_file(name, files[name], listed)


def check_file(name: str, content: bytes, listed: Listed) -> None:
    """Raise Fault unless a file is the one that was signed for."""
    if (hashlib.sha256(content).digest(), len(content)) != listed.files[name]:
        raise Fault(f"{name}: it is not the file that was signed for in manifest.txt")


def check_checkpoint(files: Files, keys: Keys) -> Checkpoint:
    """Return the checkpoint that the whole bundle rests on."""
    with reading("checkpoint.txt"):
        note = alone(note_of(text_of(files, "checkpoint.txt")))
        note.signer([keys.signer])
        checkpoint = checkpoint_of(note)
        if checkpoint.origin != keys.signer.name:
            raise Fault("it is of another record than the key's")
        if not counts(keys.signer, checkpoint.size, keys.chain):
            raise Fault("its key was revoked, and does not count for so many entries")
    return checkpoint


def check_inclusion(files: Files, position: int, leaf: bytes, tree: Checkpoint) -> None:
    """Raise Fault unless the record that was signed has this hash at this position."""
    name = f"proofs/{position}.tlog-proof"
    with reading(name):
        index, path, note = proof_of(text_of(files, name))
        if index != position - 1:
            raise Fault(f"it is of entry {index + 1}")
        if note != text_of(files, "checkpoint.txt"):
            raise Fault("it is of another checkpoint than checkpoint.txt")
        if not 1 <= position <= tree.size:
            raise Fault(f"entry {position} is not in a tree of {tree.size}")
        if root_of(leaf, index, tree.size, path) != tree.root:
            raise Fault(f"entry {position}: it is not what the record holds there")


def check_names(files: Files, expected: set[str]) -> None:
    """Raise Fault for a file that has no place in a bundle, and for one that is missing."""
    for name in sorted(set(ALWAYS) - set(files)):
        raise Fault(f"{name}: it is missing")
    for name in sorted(set(files) - set(ALWAYS) - expected):
        size = re.fullmatch(r"consistency/([0-9]+)\.txt", name)
        with reading(name):
            if size is None:
                raise Fault("it is not a file of a bundle")
            if consistency_of(text_of(files, name))[0] != number_of(size.group(1)):
                raise Fault("it is of another size")


# What a bundle says of its case: entries, opened values, call logs, and the summary of them.

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


# What somebody else holds of the same record: checkpoints, receipts.

BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")


class Compared(NamedTuple):
    """How many checkpoints of a file hold; sizes without a proof here, and beyond this bundle."""

    good: int
    unproven: Sequence[int]
    larger: Sequence[int]
    void: int
    torn: Sequence[int]

    def words(self, name: str) -> str:
        """Say so in a sentence."""
        one = self.good == 1
        said = [f"{name}: {self.good} checkpoint{'' if one else 's'} hold{'s' if one else ''}"]
        if self.larger:
            said.append(f"{len(self.larger)} are of a longer record, up to {max(self.larger)}")
        if self.unproven:
            sizes = ", ".join(str(size) for size in self.unproven[:5])
            more = " and more" if len(self.unproven) > len(self.unproven[:5]) else ""
            said.append(f"the bundle has no proof for those over {sizes}{more} entries")
        if self.void:
            said.append(f"{self.void} are by a key that was revoked, and count for nothing")
        if self.torn:
            said.append(f"line {self.torn[0]} begins a torn piece, which proves nothing")
        return "; ".join(said) + "."


def blocks_of(text: str) -> tuple[list[tuple[int, str]], list[int]]:
    """Return the notes of a file, each with its line, and the lines of torn pieces.

    Notes are separated by blank lines, and each has one before its signatures.
    """
    notes: list[tuple[int, str]] = []
    torn: list[int] = []
    head: tuple[int, str] | None = None
    for block in BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        if not block.group().startswith(DASH):
            torn += [head[0]] if head else []
            head = line, block.group()
        elif head:
            notes.append((head[0], f"{head[1]}\n\n{block.group()}\n"))
            head = None
        else:
            torn.append(line)
    return notes, torn + ([head[0]] if head else [])


def roots_in(
    keys: Keys, tree: Checkpoint, name: str, text: str
) -> tuple[dict[int, bytes], int, list[int]]:
    """Return the roots by size of a file's checkpoints of this record; void ones; torn pieces.

    What a key signed that was revoked before is void: it proves nothing, for nobody.
    """
    notes, torn = blocks_of(text)
    roots: dict[int, bytes] = {}
    void = 0
    for line, block in notes:
        with reading(f"{name}, line {line}"):
            note = note_of(block)
            older = checkpoint_of(note)
            if older.origin != tree.origin and name == OWN:
                raise Fault("it is of another record")
            if older.origin != tree.origin:
                continue
            signer = note.signer(keys.all)
            if not counts(signer, older.size, keys.chain):
                void += 1
                continue
            if roots.setdefault(older.size, older.root) != older.root:
                raise Fault(f"two checkpoints over {older.size} entries differ: {TWO}")
    if name == OWN and "\n".join(block for _, block in notes) != text:
        raise Fault(f"{name}: there is more in it than checkpoints")
    return roots, void, torn


def compare(
    files: Files, keys: Keys, tree: Checkpoint, positions: Sequence[int], named: tuple[str, str]
) -> Compared:
    """Compare every checkpoint of a file (its name and text) with the bundle's.

    For the first over each of the case's entries there must be a proof: whoever made the bundle
    does not choose which of them are compared.
    """
    name, text = named
    roots, void, torn = roots_in(keys, tree, name, text)
    good: list[int] = []
    unproven: list[int] = []
    larger: list[int] = []
    for size, root in sorted(roots.items()):
        if size > tree.size:
            larger.append(size)
            continue
        agreed = agrees(files, tree, size, root)
        if agreed is False:
            first = max(good, default=0) + 1
            words = f"entries {first} to {size} are not what a checkpoint covers"
            raise Fault(f"{name}: {words}: one at least was changed, or {TWO}")
        (good if agreed else unproven).append(size)
    reached = [size for size in sorted(roots) if size <= tree.size]
    places = {bisect_left(reached, position) for position in positions}
    missing = sorted({reached[n] for n in places if n < len(reached)} & set(unproven))
    if missing:
        words = f"the bundle has no proof for the checkpoint over {missing[0]} entries"
        raise Fault(f"{name}: {words}; ask for a bundle that was made with this file")
    return Compared(len(good), unproven, larger, void, torn)


OWN = "the bundle's checkpoints.txt"
"""How the file of the bundle is called, which holds nothing but what this record published."""
TWO = "there are two records under this name"


def agrees(files: Files, tree: Checkpoint, size: int, root: bytes) -> bool | None:
    """Say whether the record began with that tree; None where no proof of it is here."""
    if size == tree.size:
        return root == tree.root
    name = f"consistency/{size}.txt"
    if size == 0 or name not in files:
        return True if size == 0 else None
    with reading(name):
        old, path = consistency_of(text_of(files, name))
        if old != size:
            raise Fault("it is of another size")
        return roots_of(size, tree.size, root, path) == (root, tree.root)


def check_receipt(receipt: str, leaves: dict[int, bytes], tree: Checkpoint) -> None:
    """Raise Fault unless the entry of a receipt is in the bundle, with its hash."""
    position, _, digest = receipt.partition(":")
    if not position.isdigit() or len(digest) != 64:  # noqa: PLR2004 - hex digits of SHA-256
        raise Fault(f"the receipt {receipt}: expected POSITION:HASH")
    found = leaves.get(int(position))
    if int(position) > tree.size:
        raise Fault(f"entry {position}: you hold its receipt, and the record ends at {tree.size}")
    if found is None:
        raise Fault(f"entry {position}: you hold its receipt, and the bundle leaves it out")
    if found.hex() != digest.lower():
        raise Fault(f"entry {position}: it is not the one that you hold a receipt of")


# Checks an exported case without Exigent.

FRESH = "--fresh"
NAMES = ("", "--key", "--checkpoints", "--receipt", "--proof", "--hash", FRESH)


class Held(NamedTuple):
    """What the reader has from elsewhere: a key, (name, text) of checkpoint files, receipts.

    `fresh`: the bundle was made after all of those checkpoints.
    """

    vkey: str = ""
    checkpoints: Sequence[tuple[str, str]] = ()
    receipts: Sequence[str] = ()
    fresh: bool = False


def check_files(files: Files, held: Held) -> list[str]:
    """Check a bundle's files by path and return sentences about them; raises Fault."""
    keys = check_keys(files, held.vkey)
    listed = manifest_of(files, keys)
    check_listed(files, listed)
    tree = check_checkpoint(files, keys)
    case = summary_of(files)
    with reading("case.json"):
        if case["number"] != listed.number:
            raise Fault("it is of another case than manifest.txt")
    entries = read_entries(files, case)
    leaves = leaves_of(case, entries)
    for receipt in held.receipts:
        check_receipt(receipt, leaves, tree)
    check_record(files, entries, leaves, tree)
    opened = check_openings(files, entries)
    logs = check_logs(files, entries)
    check_summary(case, entries, tree)
    check_names(files, logs | {f"proofs/{position}.tlog-proof" for position in leaves})
    published = OWN, text_of(files, "checkpoints.txt")
    compared = []
    for name, text in (published, *held.checkpoints):
        found = compare(files, keys, tree, sorted(leaves), (name, text))
        if found.larger and held.fresh:
            words = f"entry {tree.size + 1}: it is missing: a checkpoint of {name} covers"
            raise Fault(f"{words} {found.larger[0]} entries, the record of this bundle ends before")
        compared.append(found.words(name))
    alone = len(leaves) - len(entries)
    by_hash = f", {alone} more by their hash alone," if alone else ""
    said = f"{listed.number}: {len(entries)} entries{by_hash} and {opened} values are as recorded."
    return [said, *compared, *[f"The receipt {receipt} holds." for receipt in held.receipts]]


def check_alone(proof: str, fingerprint: str, vkey: str) -> list[str]:
    """Check the proof of an entry by its hash and return a sentence; raises Fault."""
    with reading("the proof"):
        index, path, text = proof_of(proof)
        note = note_of(text)
        tree = checkpoint_of(note)
        if note.signer([key_of(vkey.strip())]).name != tree.origin:
            raise Fault("it is of another record than the key's")
        if not 0 <= index < tree.size:
            raise Fault(f"entry {index + 1} is not in a tree of {tree.size}")
        if root_of(unhex(fingerprint), index, tree.size, path) != tree.root:
            raise Fault("the record holds no entry with this fingerprint there")
    return [f"entry {index + 1} of {tree.size} has this fingerprint."]


def options(arguments: Sequence[str]) -> dict[str, list[str]]:
    """Return what was said by each name; a folder under an empty one. A slip must not pass."""
    said: dict[str, list[str]] = {name: [] for name in NAMES}
    words = list(arguments)
    while words:
        word = words.pop(0)
        if word == FRESH:
            said[FRESH] = [word]
        elif word in NAMES and words:
            said[word].append(words.pop(0))
        elif word.startswith("--") or said[""]:
            raise Fault(f"{word}: it is not understood; read the first lines of this program")
        else:
            said[""] = [word]
    if len(said["--key"]) > 1 or "" in said["--key"]:
        raise Fault("--key: expected one key")
    return said


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path in it."""
    paths = [path for path in sorted(folder.rglob("*")) if not path.is_dir()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def checked(arguments: Sequence[str]) -> list[str]:
    """Check what the arguments say; return sentences about it."""
    said = options(arguments)
    vkey = "".join(said["--key"])
    if said["--proof"] or said["--hash"]:
        proof = Path(said["--proof"][0]).read_text(encoding="utf-8")
        return [*check_alone(proof, said["--hash"][0], vkey), f"The key is {vkey}"]
    folder = Path(said[""][0]) if said[""] else Path(__file__).resolve().parent
    texts = [(name, Path(name).read_text(encoding="utf-8")) for name in said["--checkpoints"]]
    files = read_folder(folder)
    found = check_files(files, Held(vkey, texts, said["--receipt"], bool(said[FRESH])))
    return [*found, f"The key is {text_of(files, 'key.vkey').strip()}"]


def main(arguments: Sequence[str]) -> int:
    """Check the folder or the proof that is named; return the exit code."""
    try:
        said = checked(arguments)
    except Fault as fault:
        sys.stdout.write(f"NOT VERIFIED: {fault}\n")
        return 1
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.stdout.write(f"NOT VERIFIED: it cannot be read ({type(error).__name__})\n")
        return 1
    sys.stdout.write("VERIFIED: " + "\n".join(said) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
