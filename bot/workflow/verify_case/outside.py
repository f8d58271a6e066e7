"""What somebody else holds of the same record: checkpoints, receipts."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple, Sequence  # noqa: UP035  # Python 3.8

from bot.workflow.verify_case.bundle import Files, Keys, reading, text_of
from bot.workflow.verify_case.curve import Fault
from bot.workflow.verify_case.notes import DASH, Checkpoint, checkpoint_of, counts, note_of
from bot.workflow.verify_case.trees import consistency_of, roots_of

BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")


class Compared(NamedTuple):
    """How many checkpoints of a file hold; sizes without a proof here, and beyond this bundle.

    `revoked` are sizes of checkpoints by a key that counts for fewer entries.
    """

    good: int
    unproven: Sequence[int]
    larger: Sequence[int]
    revoked: Sequence[int]
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
        if self.revoked:
            said.append(
                f"{len(self.revoked)} are by a key that was revoked, and prove nothing alone"
            )
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
) -> tuple[dict[int, bytes], list[int], list[int]]:
    """Return the roots by size of a file's checkpoints; sizes by revoked keys; torn pieces.

    What a revoked key signed proves nothing, but it is compared like the rest: otherwise whoever
    has the keys could change the record and revoke the key that bears witness against it.
    """
    notes, torn = blocks_of(text)
    roots: dict[int, bytes] = {}
    revoked: list[int] = []
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
                revoked.append(older.size)
            if roots.setdefault(older.size, older.root) != older.root:
                raise Fault(f"two checkpoints over {older.size} entries differ: {TWO}")
    if name == OWN and "\n".join(block for _, block in notes) != text:
        raise Fault(f"{name}: there is more in it than checkpoints")
    return roots, revoked, torn


def compare(
    files: Files, keys: Keys, tree: Checkpoint, positions: Sequence[int], named: tuple[str, str]
) -> Compared:
    """Compare every checkpoint of a file (its name and text) with the bundle's.

    For the first over each of the case's entries there must be a proof: whoever made the bundle
    does not choose which of them are compared.
    """
    name, text = named
    roots, revoked, torn = roots_in(keys, tree, name, text)
    if not roots and name != OWN:
        raise Fault(f"{name}: it proves nothing: there is no checkpoint of {tree.origin} in it")
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
            if size in revoked:
                raise Fault(f"{name}: {words} that a revoked key signed: {THEFT}")
            raise Fault(f"{name}: {words}: one at least was changed, or {TWO}")
        (good if agreed else unproven).append(size)
    reached = [size for size in sorted(roots) if size <= tree.size]
    places = {bisect_left(reached, position) for position in positions}
    missing = sorted({reached[n] for n in places if n < len(reached)} & set(unproven))
    if missing:
        words = f"the bundle has no proof for the checkpoint over {missing[0]} entries"
        raise Fault(f"{name}: {words}; ask for a bundle that was made with this file")
    return Compared(len({*good} - {*revoked}), unproven, larger, revoked, torn)


OWN = "the bundle's checkpoints.txt"
"""How the file of the bundle is called, which holds nothing but what this record published."""
THEFT = "its thief did, or the record was changed and the key revoked to hide it"
"""What a contradiction by a revoked key means, which nobody can tell from the files."""
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
