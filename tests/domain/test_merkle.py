"""Claims about the Merkle tree, with the test vectors of Certificate Transparency.

Inputs, roots and proofs are those that its reference implementation is tested with:
github.com/transparency-dev/merkle, testonly/constants.go and testonly/reference_test.go.
"""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.merkle import (
    EMPTY_ROOT,
    CompactRange,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(text) for text in INPUTS]
MANY = [leaf_hash(bytes([i])) for i in range(70)]
sizes = st.integers(1, len(MANY))


class RootsOf:
    """Roots over parts of a list; counts how many leaves were read."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.leaves = leaves
        self.count = 0

    def __call__(self, start: int, stop: int) -> bytes:
        """Return the root over a slice that must lie within the list."""
        assert 0 <= start < stop <= len(self.leaves)
        self.count += stop - start
        return root_of(self.leaves[start:stop])


def recursive_root(leaves: Sequence[bytes]) -> bytes:
    """Compute the root as RFC 6962 section 2.1 defines it, the slow way."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(recursive_root(leaves[:split]), recursive_root(leaves[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_match_the_published_ones(size: int) -> None:
    """The roots over the eight well-known inputs are the published ones."""
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    """RFC 6962: the hash of an empty list is the hash of an empty string."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert CompactRange().root().hex() == empty


PATHS = [
    (0, 1, []),
    (0, 2, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"]),
    (1, 2, ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
]


@pytest.mark.parametrize(("index", "size", "path"), PATHS)
def test_inclusion_proofs_match_the_published_ones(index: int, size: int, path: list[str]) -> None:
    """Audit paths over the well-known inputs are the published ones."""
    assert [step.hex() for step in inclusion_proof(index, size, RootsOf(LEAVES))] == path


BEGINNINGS = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
]


@pytest.mark.parametrize(("older", "newer", "proof"), BEGINNINGS)
def test_consistency_proofs_match_the_published_ones(
    older: int, newer: int, proof: list[str]
) -> None:
    """Proofs between trees over the well-known inputs are the published ones."""
    assert [step.hex() for step in consistency_proof(older, newer, RootsOf(LEAVES))] == proof


@given(st.integers(0, len(MANY)))
def test_the_compact_range_gives_the_defined_root(size: int) -> None:
    """Streaming and the recursive definition agree."""
    assert root_of(MANY[:size]) == recursive_root(MANY[:size])


@given(st.integers(0, len(MANY)))
def test_a_compact_range_resumes_from_its_peaks(size: int) -> None:
    """A tree taken up again from size and peaks ends at the same root."""
    tree = CompactRange()
    for leaf in MANY[:size]:
        tree.append(leaf)
    resumed = CompactRange(size, tree.peaks)
    for leaf in MANY[size:]:
        resumed.append(leaf)
    assert resumed.root() == root_of(MANY)
    assert len(tree.peaks) <= 32 * 7


@given(st.lists(st.integers(0, 20), max_size=8))
def test_extending_is_appending(steps: list[int]) -> None:
    """In whatever pieces the leaves come, the tree is the one that single appending gives."""
    one, other, done = CompactRange(), CompactRange(), 0
    for step in steps:
        leaves = [leaf_hash(bytes([number % 256])) for number in range(done, done + step)]
        one.extend(leaves)
        for leaf in leaves:
            other.append(leaf)
        done += step
        assert (one.size, one.peaks, one.root()) == (other.size, other.peaks, other.root())


@pytest.mark.parametrize(("size", "length"), [(1, 0), (0, 32), (3, 32), (2, 31), (-1, 0)])
def test_peaks_that_do_not_fit_are_refused(size: int, length: int) -> None:
    """Size and peaks must belong together."""
    with pytest.raises(ValueError, match="does not fit"):
        CompactRange(size, bytes(length))


@given(st.data(), sizes)
def test_inclusion_is_proved_for_its_leaf_only(draw: st.DataObject, size: int) -> None:
    """The proof holds for the leaf at its index, and for no other leaf, index, size or root."""
    index = draw.draw(st.integers(0, size - 1))
    read = RootsOf(MANY)
    proof, root = inclusion_proof(index, size, read), root_of(MANY[:size])
    assert verify_inclusion(MANY[index], index, size, proof, root)
    assert read.count == size - 1
    assert not verify_inclusion(leaf_hash(b"another"), index, size, proof, root)
    assert not verify_inclusion(MANY[index], index, size, proof, leaf_hash(b"another"))
    assert not verify_inclusion(MANY[index], index, size, [*proof, root], root)
    other = draw.draw(st.integers(-1, size).filter(lambda i: i != index))
    assert not verify_inclusion(MANY[index], other, size, proof, root)
    if proof:
        gone = draw.draw(st.integers(0, len(proof) - 1))
        assert not verify_inclusion(
            MANY[index], index, size, proof[:gone] + proof[gone + 1 :], root
        )
        changed = [*proof[:gone], leaf_hash(proof[gone]), *proof[gone + 1 :]]
        assert not verify_inclusion(MANY[index], index, size, changed, root)


@given(st.data(), sizes)
def test_consistency_is_proved_for_beginnings_only(draw: st.DataObject, newer: int) -> None:
    """The proof holds between a tree and its beginning, and for no rewritten beginning."""
    older = draw.draw(st.integers(1, newer))
    old, new = root_of(MANY[:older]), root_of(MANY[:newer])
    proof = consistency_proof(older, newer, RootsOf(MANY))
    assert verify_consistency(older, old, newer, new, proof)
    forged = [*MANY[: older - 1], leaf_hash(b"forged")]
    assert not verify_consistency(older, root_of(forged), newer, new, proof)
    assert not verify_consistency(older, old, newer, leaf_hash(b"x"), proof)
    assert not verify_consistency(older, old, newer, new, [*proof, new])
    assert verify_consistency(older, old, newer, new, []) == (older == newer)
    assert not verify_consistency(newer + 1, old, newer, new, proof)
    if proof:
        gone = draw.draw(st.integers(0, len(proof) - 1))
        assert not verify_consistency(older, old, newer, new, proof[:gone] + proof[gone + 1 :])
        changed = [*proof[:gone], leaf_hash(proof[gone]), *proof[gone + 1 :]]
        assert not verify_consistency(older, old, newer, new, changed)


def test_everything_begins_with_the_empty_tree() -> None:
    """An empty tree is consistent with any, by no proof at all, if its root is the empty one."""
    assert consistency_proof(0, 8, RootsOf(LEAVES)) == []
    assert verify_consistency(0, EMPTY_ROOT, 8, root_of(LEAVES), [])
    assert not verify_consistency(0, LEAVES[0], 8, root_of(LEAVES), [])
    assert not verify_consistency(0, EMPTY_ROOT, 8, root_of(LEAVES), [EMPTY_ROOT])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (8, 8), (-1, 8)])
def test_no_proof_is_made_outside_the_tree(index: int, size: int) -> None:
    """An index outside the tree has no audit path."""
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(index, size, RootsOf(LEAVES))


def test_no_proof_is_made_backwards() -> None:
    """A greater tree is not the beginning of a smaller one."""
    with pytest.raises(ValueError, match="not the beginning"):
        consistency_proof(8, 7, RootsOf(LEAVES))
