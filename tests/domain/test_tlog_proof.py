"""Claims about proofs for files: one pass gives what the tree's own proof gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.merkle import inclusion_proof, leaf_hash, root_of
from bot.domain.tlog_proof import inclusion_proofs, proof_text

LEAVES = [leaf_hash(bytes([i])) for i in range(70)]


@given(st.data(), st.integers(1, len(LEAVES)))
def test_one_pass_gives_every_path(draws: st.DataObject, size: int) -> None:
    """Root and paths are those of the tree, whichever entries are asked for."""
    wanted = sorted(draws.draw(st.sets(st.integers(0, size - 1))))
    root, paths = inclusion_proofs(wanted, size, iter(LEAVES))
    assert root == root_of(LEAVES[:size])
    assert paths == {
        i: inclusion_proof(i, size, lambda start, stop: root_of(LEAVES[start:stop])) for i in wanted
    }


@pytest.mark.parametrize(("indices", "size"), [([3], 3), ([-1], 3), ([2, 1], 3), ([0], 71)])
def test_what_the_tree_does_not_have_is_refused(indices: list[int], size: int) -> None:
    """An index outside, an order of its own, and leaves that run out are errors."""
    with pytest.raises(ValueError, match="expected"):
        inclusion_proofs(indices, size, iter(LEAVES))


def test_the_text_is_the_published_format() -> None:
    """First line, index, hashes in base64, a blank line, the checkpoint as it is."""
    text = proof_text(7, [bytes(32)], "origin\n9\nroot\n\n— origin x\n")
    first, index, node, blank, *checkpoint = text.split("\n")
    assert (first, index, blank) == ("c2sp.org/tlog-proof@v1", "index 7", "")
    assert node == "A" * 43 + "="
    assert checkpoint == ["origin", "9", "root", "", "— origin x", ""]
