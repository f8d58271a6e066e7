"""The files of a bundle, each against the others."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from typing import Dict, Iterator, Mapping, NamedTuple  # noqa: UP035  # Python 3.8

from bot.workflow.verify_case.curve import Fault
from bot.workflow.verify_case.notes import (
    Chained,
    Checkpoint,
    Key,
    Note,
    chain_of,
    checkpoint_of,
    counts,
    key_of,
    leads,
    note_of,
    number_of,
    unhex,
)
from bot.workflow.verify_case.trees import consistency_of, proof_of, root_of

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
