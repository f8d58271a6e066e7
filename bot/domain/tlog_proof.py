"""Proofs that an entry stands in the record, in the format of c2sp.org/tlog-proof.

A proof names the entry's index (from 0), the hashes from the leaf's sibling up to the root's child,
and the signed checkpoint of the tree, so that it can be checked without us and without a network.
"""

from base64 import b64encode
from collections.abc import Iterable
from typing import Final

FIRST_LINE: Final = "c2sp.org/tlog-proof@v1"


def proof_text(index: int, path: Iterable[bytes], checkpoint: str) -> str:
    """Return the proof of one entry with the signed checkpoint, which ends with a newline."""
    lines = [FIRST_LINE, f"index {index}", *(b64encode(node).decode() for node in path)]
    return "\n".join(lines) + f"\n\n{checkpoint}"
