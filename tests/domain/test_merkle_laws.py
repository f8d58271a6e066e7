"""Claims about every proof of small trees, and a second opinion by a library of somebody else.

pymerkle is an independent implementation of RFC 9162's trees; its consistency proofs have another
form than the RFC's, so those are compared with the RFC's own recursive definition.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle import verify_consistency as theirs_consistent

from bot.domain.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

ALL = 64
"""Every tree up to this size is compared."""
SMALL = 12
"""Every proof of every tree up to this size is tried against every other claim."""
LEAVES = [leaf_hash(number.to_bytes(2, "big")) for number in range(1000)]


@cache
def roots(start: int, stop: int) -> bytes:
    """Return the root over some of the leaves."""
    return root_of(LEAVES[start:stop])


def path(index: int, size: int) -> list[bytes]:
    """Return our inclusion proof."""
    return inclusion_proof(index, size, roots)


def proof(older: int, newer: int) -> list[bytes]:
    """Return our consistency proof."""
    return consistency_proof(older, newer, roots)


def theirs(size: int) -> InmemoryTree:
    """Return another implementation's tree over the same leaves."""
    tree = InmemoryTree(algorithm="sha256")
    for number in range(size):
        tree.append_entry(number.to_bytes(2, "big"))
    return tree


def subproof(older: int, start: int, stop: int, *, whole: bool) -> list[bytes]:
    """Return SUBPROOF(older, D[start:stop], whole) as RFC 9162 section 2.1.4.1 defines it."""
    if older == stop - start:
        return [] if whole else [roots(start, stop)]
    middle = 1
    while middle * 2 < stop - start:
        middle *= 2
    if older <= middle:
        left = subproof(older, start, start + middle, whole=whole)
        return [*left, roots(start + middle, stop)]
    right = subproof(older - middle, start + middle, stop, whole=False)
    return [*right, roots(start, start + middle)]


def test_another_implementation_agrees_on_every_small_tree() -> None:
    """Roots and paths of all trees up to 64 leaves are pymerkle's, and it finds ours consistent."""
    tree = theirs(ALL)
    assert tree.get_root(0) == EMPTY_ROOT
    for size in range(1, ALL + 1):
        assert tree.get_root(size) == roots(0, size)
        for index in range(size):
            assert tree.prove_inclusion(index + 1, size).path[1:] == path(index, size)
        for older in range(1, size + 1):
            assert proof(older, size) == subproof(older, 0, size, whole=True)
            theirs_consistent(roots(0, older), roots(0, size), tree.prove_consistency(older, size))
            assert verify_consistency(
                older, tree.get_root(older), size, tree.get_root(size), proof(older, size)
            )


@settings(max_examples=30)
@given(st.data(), st.integers(ALL + 1, len(LEAVES)))
def test_another_implementation_agrees_on_greater_trees(draws: st.DataObject, size: int) -> None:
    """The same for a place in a tree of up to 1,000 leaves."""
    tree = everything()
    index = draws.draw(st.integers(0, size - 1))
    assert tree.get_root(size) == roots(0, size)
    assert tree.prove_inclusion(index + 1, size).path[1:] == path(index, size)
    assert verify_inclusion(LEAVES[index], index, size, path(index, size), tree.get_root(size))
    assert proof(index + 1, size) == subproof(index + 1, 0, size, whole=True)


@cache
def everything() -> InmemoryTree:
    """Return another implementation's tree over all leaves."""
    return theirs(len(LEAVES))


def spoiled(nodes: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Yield every proof with one node changed, missing, added, doubled or two of them swapped."""
    known = [*nodes, LEAVES[0], EMPTY_ROOT, roots(0, 2)]
    for place, node in enumerate(nodes):
        yield [*nodes[:place], bytes([node[0] ^ 1]) + node[1:], *nodes[place + 1 :]]
        yield [*nodes[:place], node[:31], *nodes[place + 1 :]]
        yield [*nodes[:place], *nodes[place + 1 :]]
    for place in range(len(nodes) + 1):
        yield from ([*nodes[:place], more, *nodes[place:]] for more in known)
    for one, other in combinations(range(len(nodes)), 2):
        swapped = [*nodes]
        swapped[one], swapped[other] = nodes[other], nodes[one]
        yield swapped


@pytest.mark.parametrize("size", range(1, SMALL + 1))
def test_no_spoiled_proof_holds(size: int) -> None:
    """Whatever is done to the nodes of any proof of a small tree, it proves nothing any more."""
    root = roots(0, size)
    for index in range(size):
        for bad in spoiled(path(index, size)):
            assert not verify_inclusion(LEAVES[index], index, size, bad, root)
        bent = bytes([root[0] ^ 1]) + root[1:]
        assert not verify_inclusion(LEAVES[index], index, size, path(index, size), bent)
    for older in range(1, size + 1):
        old, good = roots(0, older), proof(older, size)
        for bad in spoiled(good):
            assert not verify_consistency(older, old, size, root, bad)
        assert not verify_consistency(older, bytes([old[0] ^ 1]) + old[1:], size, root, good)
        assert not verify_consistency(older, old, size, bytes([root[0] ^ 1]) + root[1:], good)


def test_a_path_proves_one_place_of_one_tree() -> None:
    """Against every other leaf, index and size up to 12, with the root of that size, it fails."""
    places = [(index, size) for size in range(1, SMALL + 1) for index in range(size)]
    for index, size in places:
        good = path(index, size)
        for claimed in range(-1, SMALL + 2):
            for of in range(SMALL + 1):
                holds = verify_inclusion(LEAVES[index], claimed, of, good, roots(0, of))
                assert holds == ((claimed, of) == (index, size))
        for other in range(SMALL):
            holds = verify_inclusion(LEAVES[other], index, size, good, roots(0, size))
            assert holds == (other == index)


def test_a_consistency_proof_proves_one_pair_of_trees() -> None:
    """Against every other pair of sizes, with their roots, it fails, unless it is theirs too."""
    sizes = range(SMALL + 1)
    pairs = [(older, newer) for newer in sizes for older in range(newer + 1)]
    for nodes in {tuple(proof(*pair)) for pair in pairs}:
        for older in sizes:
            for newer in sizes:
                holds = verify_consistency(older, roots(0, older), newer, roots(0, newer), nodes)
                assert holds == (older <= newer and tuple(proof(older, newer)) == nodes)


def test_a_leaf_is_never_taken_for_a_node() -> None:
    """Second pre-images: the bytes of two children, given as an entry, are another hash."""
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right) == roots(0, 2)
    assert not verify_inclusion(roots(0, 2), 0, 1, [], leaf_hash(left + right))
