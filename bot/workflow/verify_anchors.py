"""Reads checkpoints that were published outside, and keeps those that this record signed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.checkpoint import SignedCheckpoint, VerifierKey, split_file
from bot.keyring import verify as good_signature
from bot.workflow.findings import Sort, Trouble


@dataclass(slots=True)
class Anchored:
    """Roots by tree size from good checkpoints, and what was wrong with the others."""

    roots: dict[int, bytes] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, signed: SignedCheckpoint, keys: Sequence[VerifierKey]) -> None:
        """Take one checkpoint: signed by a key of this record, and no other root at its size."""
        size, root = signed.checkpoint.size, signed.checkpoint.root
        if signed.signed_by(keys, good_signature) is None:
            words = f"A checkpoint over {size} entries is not signed by a key of this record."
            self.troubles.append(Trouble(position=None, sort=Sort.SIGNATURE, sentence=words))
        elif self.roots.setdefault(size, root) != root:
            words = (
                f"Two signed checkpoints over {size} entries have different roots: "
                "there are two records under this name."
            )
            self.troubles.append(Trouble(position=size, sort=Sort.FORK, sentence=words))


def read_anchors(texts: Iterable[str], keys: Sequence[VerifierKey]) -> Anchored:
    """Read the texts of file anchors, of one replica or of several."""
    anchored = Anchored()
    for number, text in enumerate(texts, 1):
        found = split_file(text)
        for signed in found.notes:
            anchored.take(signed, keys)
        if not found.notes:
            anchored.notes.append(f"Checkpoint file {number} holds no checkpoint.")
        anchored.notes += [
            f"Line {line} of checkpoint file {number} begins a torn piece, as a crash leaves "
            "it; it proves nothing."
            for line in found.torn
        ]
    return anchored
