"""Proofs that an entry stands in the record, in the format of c2sp.org/tlog-proof.

A proof names the entry's index (from 0), the hashes from the leaf's sibling up to the root's child,
and the signed checkpoint of the tree, so that it can be checked without us and without a network.
"""

from base64 import b64encode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from bot.domain.merkle import CompactRange, node_hash

FIRST_LINE: Final = "c2sp.org/tlog-proof@v1"

_RUN: Final = 4096
"""Leaf hashes held in memory at once."""


def inclusion_proofs(
    indices: Sequence[int], size: int, leaves: Iterable[bytes]
) -> tuple[bytes, dict[int, list[bytes]]]:
    """Return the root over the first `size` leaves, and the path of each index (RFC 9162 2.1.3.1).

    Reads each leaf once, in order. `indices` ascend; raises ValueError for one outside the tree
    and for fewer leaves than `size`.
    """
    if any(not 0 <= index < size for index in indices) or list(indices) != sorted({*indices}):
        raise ValueError(f"expected ascending indices in a tree of {size}")
    walk = _Walk(iter(leaves), {index: [] for index in indices})
    return walk.root(0, size, indices), walk.paths


class _Walk:
    def __init__(self, leaves: Iterator[bytes], paths: dict[int, list[bytes]]) -> None:
        self._leaves = leaves
        self.paths = paths

    def root(self, start: int, stop: int, wanted: Sequence[int]) -> bytes:
        """Return the root of a part of the tree, and note it on the paths of the other part."""
        if not wanted:
            return self._skip(stop - start)
        if stop - start == 1:
            return self._take(1)[0]
        middle = start + (1 << (stop - start - 1).bit_length() - 1)
        cut = bisect_left(wanted, middle)
        left = self.root(start, middle, wanted[:cut])
        right = self.root(middle, stop, wanted[cut:])
        for index in wanted[:cut]:
            self.paths[index].append(right)
        for index in wanted[cut:]:
            self.paths[index].append(left)
        return node_hash(left, right)

    def _skip(self, count: int) -> bytes:
        tree = CompactRange()
        while tree.size < count:
            tree.extend(self._take(min(_RUN, count - tree.size)))
        return tree.root()

    def _take(self, count: int) -> list[bytes]:
        taken = list(islice(self._leaves, count))
        if len(taken) != count:
            raise ValueError("expected as many leaves as the tree has")
        return taken


def proof_text(index: int, path: Iterable[bytes], checkpoint: str) -> str:
    """Return the proof of one entry with the signed checkpoint, which ends with a newline."""
    lines = [FIRST_LINE, f"index {index}", *(b64encode(node).decode() for node in path)]
    return "\n".join(lines) + f"\n\n{checkpoint}"
