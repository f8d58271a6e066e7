"""The Merkle tree over the record's entries: RFC 6962 section 2.1, restated in RFC 9162.

Hashes are SHA-256 digests of 32 bytes. Entry number p (from 1) is the leaf with index p - 1.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final

EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves."""

HASH_LENGTH: Final = 32
"""Bytes of a hash."""

Roots = Callable[[int, int], bytes]
"""Gives the root over the leaves with start <= index < stop, a part that the tree's splits make."""


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256(0x00 ‖ body)."""
    return sha256(b"\0" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\1" + left + right).digest()


class CompactRange:
    """A growing tree of which only the roots of its complete subtrees are kept.

    Appending takes constant time on average; memory grows with the logarithm of the size.
    """

    __slots__ = ("_roots", "size")

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        """Start empty, or from what `peaks` gave; raises ValueError when the two do not fit."""
        if size < 0 or len(peaks) != HASH_LENGTH * size.bit_count():
            raise ValueError("the number of peaks does not fit the size of the tree")
        self.size = size
        self._roots = [peaks[i : i + HASH_LENGTH] for i in range(0, len(peaks), HASH_LENGTH)]

    @property
    def peaks(self) -> bytes:
        """The roots of the complete subtrees, greatest first, as one text of bytes."""
        return b"".join(self._roots)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        roots, size = self._roots, self.size
        while size & 1:
            leaf = sha256(b"\1" + roots.pop() + leaf).digest()
            size >>= 1
        roots.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add many leaf hashes, level by level: the same as appending each, and quicker."""
        nodes, size, rest = list(leaves), self.size, list[bytes]()
        self.size += len(nodes)
        while nodes:
            if size & 1:
                nodes.insert(0, self._roots.pop())
            if len(nodes) & 1:
                rest.append(nodes.pop())
            pairs = iter(nodes)
            nodes = [
                sha256(b"\1" + left + right).digest()
                for left, right in zip(pairs, pairs, strict=True)
            ]
            size >>= 1
        self._roots += reversed(rest)

    def root(self) -> bytes:
        """Return the root hash of the tree as it stands."""
        if not self._roots:
            return EMPTY_ROOT
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root hash over these leaf hashes."""
    tree = CompactRange()
    tree.extend(leaves)
    return tree.root()


def split_point(size: int) -> int:
    """Return the greatest power of two below the size, for a size over 1."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(index: int, size: int, roots: Roots) -> list[bytes]:
    """Return the audit path of a leaf in the tree of that size (RFC 9162, section 2.1.3.1).

    Raises ValueError for an index outside the tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    start, stop, path = 0, size, []
    while stop - start > 1:
        middle = start + split_point(stop - start)
        if index < middle:
            path.append(roots(middle, stop))
            stop = middle
        else:
            path.append(roots(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(older: int, newer: int, roots: Roots) -> list[bytes]:
    """Return the proof that the older tree is the newer's beginning (RFC 9162, section 2.1.4.1).

    It is empty for an empty or an equal older tree. Raises ValueError when older > newer.
    """
    if not 0 <= older <= newer:
        raise ValueError(f"a tree of {older} is not the beginning of one of {newer}")
    if older in (0, newer):
        return []
    start, stop, proof = 0, newer, []
    while stop != older:
        middle = start + split_point(stop - start)
        if older <= middle:
            proof.append(roots(middle, stop))
            stop = middle
        else:
            proof.append(roots(start, middle))
            start = middle
    if start:
        proof.append(roots(start, stop))
    return proof[::-1]


def _sides(place: int, last: int, steps: int) -> list[bool] | None:
    """Say for each step up from a node whether its sibling is on the left.

    None when a way from this place, in a level that ends at `last`, has another number of steps.
    """
    sides = []
    for _ in range(steps):
        if last == 0:
            return None
        left = bool(place & 1) or place == last
        sides.append(left)
        while left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    return sides if last == 0 else None


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether the leaf hash stands at the index of the tree (RFC 9162, section 2.1.3.2)."""
    sides = _sides(index, size - 1, len(proof)) if 0 <= index < size else None
    if sides is None:
        return False
    found = leaf
    for sibling, left in zip(proof, sides, strict=True):
        found = node_hash(sibling, found) if left else node_hash(found, sibling)
    return found == root


def verify_consistency(
    older: int, older_root: bytes, newer: int, newer_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether the older tree is the newer's beginning (RFC 9162, section 2.1.4.2)."""
    if not 0 <= older <= newer:
        return False
    if older in (0, newer):
        return not proof and older_root == (newer_root if older == newer else EMPTY_ROOT)
    first, *rest = [older_root, *proof] if older.bit_count() == 1 else [*proof] or [b""]
    level = (older & -older).bit_length() - 1  # of the node that `first` is the hash of
    sides = _sides((older - 1) >> level, (newer - 1) >> level, len(rest))
    if sides is None:
        return False
    old = new = first
    for sibling, left in zip(rest, sides, strict=True):
        if left:
            old = node_hash(sibling, old)
        new = node_hash(sibling, new) if left else node_hash(new, sibling)
    return old == older_root and new == newer_root
