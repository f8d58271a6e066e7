"""Signed notes, verifier keys and checkpoints (c2sp.org), and the chain of the record's keys."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Iterable, NamedTuple  # noqa: UP035  # Python 3.8

from bot.workflow.verify_case.curve import Fault, signed

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
