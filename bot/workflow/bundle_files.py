"""The files of a bundle that tie it to the record, to its own bytes, and to what others hold.

- `checkpoints.txt` and `consistency/`: what was published around the case's entries, and the
  proofs that the record of the bundle began like that;
- `keys.txt`: the chain of the record's keys;
- `manifest.txt`: every file's name, size and SHA-256, signed with the record's key.
"""

from base64 import b64encode
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from bot.domain.checkpoint import Sign, Signature, VerifierKey, split_file
from bot.workflow.ledger import Ledger
from bot.workflow.tree import Tree

MANIFEST: Final = "manifest.txt"
FIRST_LINE: Final = "exigent case bundle manifest 1"
"""Begins a manifest. It has spaces, as no key's name does, so it is no checkpoint's first line."""
CONSISTENCY: Final = "exigent consistency proof 1"
"""Begins a consistency proof."""
MOST: Final = 256
"""Published checkpoints in one bundle; of more, so many in even steps."""
MOST_ASKED: Final = 4096
"""Sizes of a reader's own checkpoints for which proofs are made; more where entries need them."""

Asked = Sequence[Sequence[int]]
"""Sizes of the checkpoints that a reader holds, file by file: a checker takes each by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The record's key, what signs with it, and the chain of the keys that ever did."""

    key: VerifierKey
    sign: Sign = field(repr=False)
    chain: str = field(repr=False)


def manifest(files: Mapping[str, bytes], number: str, signer: Signer) -> bytes:
    """Return the signed list of the files of a case's bundle; no name has a space in it."""
    lines = [
        f"file {sha256(content).hexdigest()} {len(content)} {name}"
        for name, content in sorted(files.items())
    ]
    text = "\n".join([FIRST_LINE, f"case {number}", *lines]) + "\n"
    key = signer.key
    mark = Signature(key.name, key.key_id, signer.sign(text.encode()))
    return f"{text}\n{mark.line}".encode()


def finished(
    files: Mapping[str, bytes], number: str, page: str, signer: Signer
) -> dict[str, bytes]:
    """Return the bundle with its page, the chain of keys and the manifest over all of it."""
    whole = {**files, "case.html": page.encode(), "keys.txt": signer.chain.encode()}
    return {**whole, MANIFEST: manifest(whole, number, signer)}


def published(
    ledger: Ledger, tree: Tree, positions: Sequence[int], size: int, asked: Asked = ()
) -> dict[str, bytes]:
    """Return the published checkpoints around the entries, and the proofs of those and of `asked`.

    For each anchor it is the first checkpoint over each entry, and its largest.
    """
    first, last = (min(positions), max(positions)) if positions else (0, 0)
    sizes: dict[str, list[int]] = {}
    for anchor, known in ledger.record.published_sizes(first, last):
        sizes.setdefault(anchor, []).append(known)
    chosen = _thinned(_covering(sizes.values(), positions, size))
    proven = {*chosen, *_asked(asked, positions, size)}
    texts = "\n".join(ledger.record.published_texts(chosen))
    return {
        "checkpoints.txt": texts.encode(),
        **{
            f"consistency/{older}.txt": _consistency(older, tree.consistency(ledger, older, size))
            for older in sorted(proven)
            if 0 < older < size
        },
    }


def _covering(anchors: Iterable[Sequence[int]], positions: Sequence[int], size: int) -> list[int]:
    found: set[int] = set()
    for sizes in anchors:
        known = sorted(each for each in sizes if each <= size)
        places = {bisect_left(known, position) for position in positions}
        found |= {known[place] for place in places if place < len(known)} | {*known[-1:]}
    return sorted(found)


def _asked(files: Asked, positions: Sequence[int], size: int) -> set[int]:
    """Return those that a checker wants, and of the others the smallest while there is room."""
    wanted = set(_covering(files, positions, size))
    others = sorted({each for sizes in files for each in sizes if each <= size} - wanted)
    return wanted | {*others[: max(0, MOST_ASKED - len(wanted))]}


def _thinned(sizes: Sequence[int]) -> list[int]:
    if len(sizes) <= MOST:
        return list(sizes)
    step = (len(sizes) - 1) / (MOST - 1)
    return [sizes[round(number * step)] for number in range(MOST)]


def _consistency(older: int, path: Iterable[bytes]) -> bytes:
    lines = [CONSISTENCY, f"old {older}", *(b64encode(node).decode() for node in path)]
    return ("\n".join(lines) + "\n").encode()


def sizes_asked(texts: Iterable[str], origin: str) -> list[list[int]]:
    """Return the sizes of a reader's own checkpoints of this record, file by file."""
    files = [[note.checkpoint for note in split_file(text).notes] for text in texts]
    return [sorted({one.size for one in file if one.origin == origin}) for file in files]
