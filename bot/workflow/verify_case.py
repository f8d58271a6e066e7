"""Checks an exported case without Exigent.

Usage: python3 verify_case.py [FOLDER] [--key VKEY]
   or: python3 verify_case.py --proof FILE --hash FINGERPRINT --key VKEY
The first checks a case's folder, that
1. checkpoint.txt is signed (Ed25519, RFC 8032) by the key in key.vkey, or by the one given.
2. Every line of entries.jsonl stands in the tree that the checkpoint signs (RFC 6962, by its
   proof in proofs/), belongs to this case, and names the entry before where that one is here.
3. Every value in openings.json is the one that its entry committed to (HMAC-SHA256).
The second checks one entry of which only the fingerprint is known, as in an owner's notice: that
the proof leads from it to the tree that the key signed.
It needs Python's standard library alone, and ends with 0 when all holds and with 1 otherwise.
Whoever made the bundle chose the key in it: compare it with one that you got in another way.
"""

import base64
import hashlib
import hmac
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
DASH = "\u2014 "
FIRST_LINE = "c2sp.org/tlog-proof@v1"

Point = tuple[int, int, int, int]
Entry = dict[str, Any]


class Fault(Exception):  # noqa: N818 - what it is, as the reader of its sentence says it
    """Something in the bundle does not hold; says what."""


def point(encoded: bytes) -> Point:
    """Return a point of the curve in extended coordinates (RFC 8032, section 5.1.3)."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Fault("a key or signature is no point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def add(one: Point, two: Point) -> Point:
    """Return the sum of two points (RFC 8032, section 5.1.4)."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, of: Point) -> Point:
    """Return a point added up so many times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, of)
        of = add(of, of)
        number >>= 1
    return total


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether an Ed25519 signature is good (RFC 8032, section 5.1.7)."""
    if len(public) != 32 or len(signature) != 64:  # noqa: PLR2004 - bytes of both
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= Q:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % Q
    left = times(s, BASE)
    right = add(point(signature[:32]), times(k, point(public)))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    same_y = (left[1] * right[2] - right[1] * left[2]) % P == 0
    return same_x and same_y


def key_of(vkey: str) -> tuple[str, bytes, bytes]:
    """Return name, key id and public key of a verifier key (c2sp.org/signed-note)."""
    name, key_id, encoded = vkey.strip().split("+", 2)
    typed = base64.b64decode(encoded, validate=True)
    expected = hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4]
    if typed[:1] != b"\1" or expected.hex() != key_id:
        raise Fault("key.vkey is no Ed25519 verifier key")
    return name, expected, typed[1:]


def checkpoint_of(note: str, vkey: str) -> tuple[int, bytes]:
    """Return size and root of a checkpoint that the key signed (c2sp.org/tlog-checkpoint)."""
    name, key_id, public = key_of(vkey)
    text, _, marks = note.rpartition("\n\n")
    text += "\n"
    for mark in marks.splitlines():
        by, _, encoded = mark[len(DASH) :].partition(" ")
        signature = base64.b64decode(encoded, validate=True)
        if mark.startswith(DASH) and by == name and signature[:4] == key_id:
            if not signed(public, signature[4:], text.encode()):
                break
            origin, size, root = text.splitlines()[:3]
            if origin == name:
                return int(size), base64.b64decode(root, validate=True)
    raise Fault("checkpoint.txt is not signed by the key")


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that a leaf's path leads to (RFC 9162, section 2.1.3.2)."""
    place, last = index, size - 1
    for sibling in path:
        if last == 0:
            raise Fault("a proof is too long")
        if place & 1 or place == last:
            leaf = hashlib.sha256(b"\1" + sibling + leaf).digest()
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            leaf = hashlib.sha256(b"\1" + leaf + sibling).digest()
        place, last = place >> 1, last >> 1
    if last:
        raise Fault("a proof is too short")
    return leaf


def check_entry(body: bytes, proof: str, note: str, size: int, root: bytes) -> Entry:
    """Return an entry whose proof leads to the signed root; raises Fault for any other."""
    entry: Entry = json.loads(body)
    head, _, checkpoint = proof.partition("\n\n")
    first, index, *path = head.split("\n")
    if first != FIRST_LINE or index != f"index {entry['position'] - 1}" or checkpoint != note:
        raise Fault(f"the proof of entry {entry['position']} belongs to another entry")
    leaf = hashlib.sha256(b"\0" + body).digest()
    nodes = [base64.b64decode(node, validate=True) for node in path]
    if not 1 <= entry["position"] <= size:
        raise Fault(f"entry {entry['position']} is not in a tree of {size}")
    if root_of(leaf, entry["position"] - 1, size, nodes) != root:
        raise Fault(f"entry {entry['position']} is not what the record holds")
    return entry


def check_alone(proof: str, fingerprint: str, vkey: str) -> str:
    """Check the proof of an entry by its hash and return a sentence; raises Fault."""
    head, _, note = proof.partition("\n\n")
    first, index, *path = head.split("\n")
    if first != FIRST_LINE or not index.startswith("index "):
        raise Fault("the proof is none")
    size, root = checkpoint_of(note, vkey)
    place, leaf = int(index.removeprefix("index ")), bytes.fromhex(fingerprint)
    nodes = [base64.b64decode(node, validate=True) for node in path]
    if not 0 <= place < size:
        raise Fault(f"entry {place + 1} is not in a tree of {size}")
    if root_of(leaf, place, size, nodes) != root:
        raise Fault("the entry with this fingerprint is not the one that the record holds there")
    return f"entry {place + 1} of {size} has this fingerprint."


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
    return json.dumps(value, ensure_ascii=False)


def check_opening(entry: Entry, pointer: str, opening: Entry) -> None:
    """Raise Fault unless salt and value open what the entry holds at the JSON pointer."""
    place: Any = entry["payload"]
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        place = place[int(name)] if isinstance(place, list) else place[name]
    salt = bytes.fromhex(opening["salt"])
    found = hmac.new(salt, canonical(opening["value"]).encode(), hashlib.sha256).hexdigest()
    if found != place["commitment"]:
        raise Fault(f"the value of entry {entry['position']} at {pointer} is not the one recorded")


def check_folder(folder: Path, vkey: str) -> str:
    """Check a bundle and return a sentence about it; raises Fault, or what reading raises."""
    note = (folder / "checkpoint.txt").read_text(encoding="utf-8")
    size, root = checkpoint_of(note, vkey)
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    before, entries = (0, ""), dict[str, Entry]()
    for body in (folder / "entries.jsonl").read_bytes().removesuffix(b"\n").split(b"\n"):
        position = json.loads(body)["position"]
        proof = (folder / "proofs" / f"{position:d}.tlog-proof").read_text(encoding="utf-8")
        entry = check_entry(body, proof, note, size, root)
        if entry["case"] != case["number"] or position <= before[0]:
            raise Fault(f"entry {position} is out of place, or of another case")
        if position == before[0] + 1 and before[1] not in ("", entry["previous"]):
            raise Fault(f"entry {position} does not name the entry before it")
        before = position, hashlib.sha256(b"\0" + body).hexdigest()
        entries[str(position)] = entry
    if len(entries) != case["entries"]:
        raise Fault(f"there are {len(entries)} entries, case.json says {case['entries']}")
    openings = json.loads((folder / "openings.json").read_text(encoding="utf-8"))
    for position, values in openings.items():
        for pointer, opening in values.items():
            check_opening(entries[position], pointer, opening)
    count = sum(len(values) for values in openings.values())
    return f"{case['number']}: {len(entries)} entries and {count} values are as recorded."


def named(arguments: list[str], name: str) -> str:
    """Return what follows a name among the arguments; empty where it is not there."""
    return " ".join(arguments[arguments.index(name) + 1 :][:1]) if name in arguments else ""


def checked(arguments: list[str]) -> tuple[str, str]:
    """Check what the arguments say; return a sentence about it, and the key."""
    vkey = named(arguments, "--key")
    if "--proof" in arguments:
        proof = Path(named(arguments, "--proof")).read_text(encoding="utf-8")
        return check_alone(proof, named(arguments, "--hash"), vkey), vkey
    plain = arguments[:1] if arguments[:1] != ["--key"] else arguments[2:3]
    folder = Path(plain[0]) if plain else Path(__file__).resolve().parent
    vkey = vkey or (folder / "key.vkey").read_text()
    return check_folder(folder, vkey), vkey


def main(arguments: list[str]) -> int:
    """Check the folder or the proof that is named; return the exit code."""
    try:
        words, vkey = checked(arguments)
    except Fault as fault:
        sys.stdout.write(f"NOT VERIFIED: {fault}\n")
        return 1
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.stdout.write(f"NOT VERIFIED: it cannot be read ({type(error).__name__})\n")
        return 1
    sys.stdout.write(f"VERIFIED: {words}\nThe key is {vkey.strip()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
