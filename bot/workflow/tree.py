"""The Merkle tree over the record: grown by what is new, and proving without reading all again."""

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from bot.domain.errors import ExigentError
from bot.domain.merkle import HASH_LENGTH, Roots, consistency_proof, inclusion_proof
from bot.domain.tree_runs import RUN, Runs
from bot.workflow.ledger import Ledger

_HELD = 4
"""Runs of leaves held in memory while proofs are made."""
_NODES = 1024
"""Nodes held in memory while proofs are made."""


class Tree:
    """The Merkle tree (RFC 6962) over the record as this process has seen it grow.

    Memory: 64 bytes for 256 entries. A proof reads the entries' hashes of two runs at most, and
    those must still be what they were when the tree grew over them. Every method raises
    ExigentError where they are not, and for a size that the record does not have yet.
    """

    def __init__(self) -> None:
        self._runs = Runs()
        self._lock = Lock()

    def catch_up(self, ledger: Ledger) -> tuple[int, bytes]:
        """Read the entries that are new; return size and root."""
        with self._lock:
            self._runs.extend(map(_leaf, ledger.record.hashes(self._runs.size)))
            size = self._runs.size
            return size, self._roots(ledger)(0, size)

    def root_at(self, ledger: Ledger, size: int) -> bytes:
        """Return the root over the first `size` entries."""
        with self._lock:
            self._grow(ledger, size)
            return self._roots(ledger)(0, size)

    def paths(self, ledger: Ledger, positions: Sequence[int], size: int) -> dict[int, list[bytes]]:
        """Return the inclusion path of each position (from 1) in the tree of that size.

        Raises ValueError for a position outside that tree.
        """
        with self._lock:
            self._grow(ledger, size)
            roots = self._roots(ledger)
            return {p: inclusion_proof(p - 1, size, roots) for p in sorted({*positions})}

    def consistency(self, ledger: Ledger, older: int, newer: int) -> list[bytes]:
        """Return the proof that the tree of `older` entries is the beginning of that of `newer`."""
        with self._lock:
            self._grow(ledger, newer)
            return consistency_proof(older, newer, self._roots(ledger))

    def _grow(self, ledger: Ledger, size: int) -> None:
        if size > self._runs.size:
            self._runs.extend(map(_leaf, ledger.record.hashes(self._runs.size)))
        if not 0 <= size <= self._runs.size:
            raise ExigentError(f"expected a record of {size} entries, it has {self._runs.size}")

    def _roots(self, ledger: Ledger) -> Roots:
        @lru_cache(maxsize=_HELD)
        def read(number: int) -> Sequence[bytes]:
            leaves = [*map(_leaf, ledger.record.hashes(number * RUN, RUN))]
            return self._runs.checked(number, leaves)

        # The paths of neighbours share most of their nodes.
        return lru_cache(maxsize=_NODES)(lambda start, stop: self._runs.root(start, stop, read))


def _leaf(digest: str) -> bytes:
    try:
        leaf = bytes.fromhex(digest)
    except ValueError:
        leaf = b""
    if len(leaf) != HASH_LENGTH:
        raise ExigentError("an entry's hash is none: run verify")
    return leaf
