"""The check of a bundle once more, from its description alone, by other means.

Nothing of the product is imported, and nothing of the program that ships in a bundle. Ed25519 is
the cryptography package's; trees are rebuilt from the top by recursion, as RFC 6962 writes them;
JSON is read as pairs, so that a member that stands twice is seen.
"""

import hashlib
import json
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Files = Mapping[str, bytes]
Json = Any
"""Whatever JSON holds."""


class Bad(Exception):  # noqa: N818  # says what is wrong, as an error does
    """The bundle does not hold."""


def must(good: object, words: str) -> None:
    """Say in words what does not hold."""
    if not good:
        raise Bad(words)


def unpacked(text: str) -> bytes:
    """Bytes of base64, written in the one way."""
    content = b64decode(text, validate=True)
    must(b64encode(content).decode() == text, "base64")
    return content


def sha(content: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(content).digest()


def node(left: bytes, right: bytes) -> bytes:
    """An inner node of RFC 6962."""
    return sha(b"\1" + left + right)


def half(size: int) -> int:
    """The greatest power of two below the size."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def included(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root of a tree of `size` in which the leaf stands, from its path, top last."""
    must((size == 1) == (not path), "length of a path")
    if size == 1:
        return leaf
    middle, *lower = half(size), path[-1]
    if index < middle:
        return node(included(leaf, index, middle, path[:-1]), lower[0])
    return node(lower[0], included(leaf, index - middle, size - middle, path[:-1]))


def began(
    older: int, newer: int, proof: list[bytes], root: bytes, whole: bool
) -> tuple[bytes, bytes]:
    """Both roots from a consistency proof (RFC 6962, SUBPROOF, read backwards)."""
    if older == newer:
        if whole:
            must(not proof, "length of a consistency proof")
            return root, root
        must(len(proof) == 1, "length of a consistency proof")
        return proof[0], proof[0]
    must(proof, "length of a consistency proof")
    middle = half(newer)
    if older <= middle:
        old, new = began(older, middle, proof[:-1], root, whole)
        return old, node(new, proof[-1])
    old, new = began(older - middle, newer - middle, proof[:-1], root, False)
    return node(proof[-1], old), node(proof[-1], new)


def pairs(found: list[tuple[str, Json]]) -> dict[str, Json]:
    """An object whose members stand there once."""
    must(len({name for name, _ in found}) == len(found), "a member that stands twice")
    return dict(found)


def no_float(_text: str) -> float:
    """No number but whole ones."""
    raise Bad("a number that is not whole")


def read(text: str) -> Json:
    """JSON."""
    return json.loads(text, object_pairs_hook=pairs, parse_float=no_float, parse_constant=no_float)


def plain(value: Json) -> str:
    """Canonical JSON, written piece by piece."""
    pieces: list[str] = []

    def write(one: Json) -> None:
        if one is None or one is True or one is False:
            pieces.append({None: "null", True: "true", False: "false"}[one])
        elif isinstance(one, int):
            must(-(2**53) < one < 2**53, "a number that is too great")
            pieces.append(str(one))
        elif isinstance(one, str):
            pieces.append(json.dumps(unicodedata.normalize("NFC", one), ensure_ascii=False))
        elif isinstance(one, list):
            pieces.append("[")
            for place, item in enumerate(one):
                pieces.append("," if place else "")
                write(item)
            pieces.append("]")
        else:
            members = {unicodedata.normalize("NFC", name): item for name, item in one.items()}
            must(len(members) == len(one), "names that are one in NFC")
            pieces.append("{")
            for place, name in enumerate(sorted(members, key=lambda n: n.encode("utf-16-be"))):
                pieces.append(("," if place else "") + json.dumps(name, ensure_ascii=False) + ":")
                write(members[name])
            pieces.append("}")

    write(value)
    return "".join(pieces)


@dataclass(frozen=True)
class Key:
    """A key and its name."""

    name: str
    public: bytes

    @property
    def mark(self) -> bytes:
        """The first four bytes of what it is called by."""
        return sha(self.name.encode() + b"\n\1" + self.public)[:4]

    def signed(self, signature: bytes, text: bytes) -> bool:
        """Whether it signed the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


def vkey(text: str) -> Key:
    """A verifier key."""
    found = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", text)
    must(found is not None, "a verifier key")
    assert found is not None
    typed = unpacked(found[3])
    must(typed[:1] == b"\1" and len(typed) == 33, "an Ed25519 key")
    key = Key(found[1], typed[1:])
    must(key.mark.hex() == found[2], "a key's id")
    return key


@dataclass(frozen=True)
class Note:
    """A signed note."""

    text: str
    marks: tuple[tuple[str, bytes, bytes], ...]

    def by(self, keys: Sequence[Key]) -> Key:
        """Who signed it, of these keys."""
        signers = []
        for key in keys:
            for name, mark, signature in self.marks:
                if name == key.name and mark == key.mark:
                    must(key.signed(signature, self.text.encode()), "a signature")
                    signers.append(key)
        must(signers, "no signature by a key of the record")
        return signers[0]


def note(text: str) -> Note:
    """A note and its signature lines."""
    body, cut, tail = text.rpartition("\n\n")
    must(cut and tail.endswith("\n"), "a signed note")
    marks = []
    for line in tail[:-1].split("\n"):
        found = re.fullmatch("\N{EM DASH} ([^ \n]+) ([^ \n]+)", line)
        must(found is not None, "a signature line")
        assert found is not None
        typed = unpacked(found[2])
        must(len(typed) > 4, "a signature line")
        marks.append((found[1], typed[:4], typed[4:]))
    return Note(body + "\n", tuple(marks))


@dataclass(frozen=True)
class Tree:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes


def tree(signed: Note) -> Tree:
    """A checkpoint's text."""
    lines = signed.text[:-1].split("\n")
    must(len(lines) >= 3 and all(lines), "a checkpoint")
    must(re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]), "a checkpoint's size")
    root = unpacked(lines[2])
    must(len(root) == 32, "a checkpoint's root")
    return Tree(lines[0], int(lines[1]), root)


Chain = dict[bytes, tuple[Key, bytes, int | None]]


def chain_of(text: str, name: str) -> Chain:
    """The keys of the record: who endorsed each, and how far a revoked one counts."""
    keys: Chain = {}
    must(text.endswith("\n"), "keys.txt")
    for line in text[:-1].split("\n"):
        words = line.split(" ")
        gone = words[0] == "revoked"
        must(len(words) == (5 if gone else 3), "a line of keys.txt")
        public, mark = hexed(words[2 if gone else 1]), hexed(words[-1])
        able = [one[0] for one in keys.values() if one[2] is None and one[0].public != public]
        if gone:
            must(public in keys and keys[public][2] is None, "a key to revoke")
            said = f"exigent record key revoked\n{words[1]}\n{words[2]}\n{words[3]}\n"
            must(re.fullmatch("0|[1-9][0-9]{0,18}", words[3]), "how far a key counts")
            must(any(k.signed(mark, said.encode()) for k in able), "who revokes a key")
            keys[public] = (*keys[public][:2], int(words[3]))
            continue
        must(public not in keys, "a key twice")
        key = Key(name, public)
        said = f"exigent record key\n{words[0]}\n{words[1]}\n"
        by = [
            k for k in able or [key] if (k is key) == (not keys) and k.signed(mark, said.encode())
        ]
        must(by, "who endorses a key")
        keys[public] = key, by[0].public, None
    return keys


def hexed(text: str) -> bytes:
    """Bytes in hex digits."""
    must(re.fullmatch("([0-9a-f]{2})+", text), "hex digits")
    return bytes.fromhex(text)
