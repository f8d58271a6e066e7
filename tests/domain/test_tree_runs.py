"""Claims about the tree that keeps a hash for each run: it forgets, and proves the same."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import ExigentError
from bot.domain.merkle import consistency_proof, inclusion_proof, root_of
from bot.domain.tree_runs import RUN, Runs

LEAVES = [sha256(number.to_bytes(2, "big")).digest() for number in range(9 * RUN + 7)]
EDGES = [0, 1, 2, RUN - 1, RUN, RUN + 1, 2 * RUN, 3 * RUN, 4 * RUN + 1, 8 * RUN, len(LEAVES)]
sizes = st.sampled_from(EDGES) | st.integers(0, len(LEAVES))


class Reads:
    """Reads runs of a list again, as a database would give them, and counts them."""

    def __init__(self, runs: Runs, leaves: Sequence[bytes]) -> None:
        self.runs = runs
        self.leaves = leaves
        self.count = 0

    def __call__(self, number: int) -> Sequence[bytes]:
        """Return one run's leaves, held against the tree."""
        self.count += 1
        return self.runs.checked(number, self.leaves[number * RUN : (number + 1) * RUN])

    def root(self, start: int, stop: int) -> bytes:
        """Return the root over a part, reading what is needed."""
        return self.runs.root(start, stop, self)


def grown(size: int) -> Runs:
    """Return the tree over the first leaves."""
    runs = Runs()
    runs.extend(LEAVES[:size])
    return runs


def straight(start: int, stop: int) -> bytes:
    """Return the root over a part of the leaves, all of them at hand."""
    return root_of(LEAVES[start:stop])


@settings(max_examples=50)
@given(sizes, sizes)
def test_every_older_root_is_found_again(one: int, other: int) -> None:
    """The root of any size up to the tree's own, with one run read at most."""
    older, size = sorted((one, other))
    reads = Reads(grown(size), LEAVES)
    assert reads.root(0, size) == root_of(LEAVES[:size])
    assert reads.count == 0
    assert reads.root(0, older) == root_of(LEAVES[:older])
    assert reads.count <= 1


@settings(max_examples=50)
@given(st.data(), sizes.filter(bool))
def test_proofs_are_those_of_the_whole_tree(draws: st.DataObject, size: int) -> None:
    """Paths and consistency proofs are what all leaves at hand would give."""
    runs = grown(draws.draw(st.integers(size, len(LEAVES))))
    index = draws.draw(st.integers(0, size - 1))
    older = draws.draw(sizes.filter(lambda older: older <= size))
    reads = Reads(runs, LEAVES)
    assert inclusion_proof(index, size, reads.root) == inclusion_proof(index, size, straight)
    assert consistency_proof(older, size, reads.root) == consistency_proof(older, size, straight)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 3 * RUN), max_size=6))
def test_the_tree_grows_in_any_steps(steps: list[int]) -> None:
    """In whatever pieces the leaves come, the tree is the same."""
    runs, done = Runs(), 0
    for step in steps:
        runs.extend(LEAVES[done : done + step])
        done = min(done + step, len(LEAVES))
        assert runs.size == done
        assert runs.root(0, done, Reads(runs, [])) == root_of(LEAVES[:done])


def test_growing_that_breaks_off_can_go_on() -> None:
    """When the leaves cannot be read to their end, the tree holds whole pieces and goes on."""

    def breaking() -> Sequence[bytes]:
        yield from LEAVES[: RUN + 9]
        raise OSError("the disk has gone")

    runs = grown(0)
    with pytest.raises(OSError, match="disk"):
        runs.extend(breaking())
    assert runs.size == RUN
    runs.extend(LEAVES[RUN:])
    assert runs.root(0, len(LEAVES), Reads(runs, LEAVES)) == root_of(LEAVES)


def test_leaves_that_changed_are_not_proved() -> None:
    """A run that reads otherwise than it was, or shorter than the part, is an error."""
    reads = Reads(grown(3 * RUN), [*LEAVES[:RUN], LEAVES[0], *LEAVES[RUN + 1 : 2 * RUN + 5]])
    assert inclusion_proof(1, 3 * RUN, reads.root) == inclusion_proof(1, 3 * RUN, straight)
    with pytest.raises(ExigentError, match="run verify"):
        inclusion_proof(RUN + 1, 3 * RUN, reads.root)
    with pytest.raises(ExigentError, match="run verify"):
        inclusion_proof(2 * RUN, 3 * RUN, reads.root)
    assert reads.root(0, 2 * RUN + 4) == root_of(LEAVES[: 2 * RUN + 4])


def test_what_is_kept_is_a_quarter_byte_for_an_entry() -> None:
    """64 bytes for 256 entries at most, besides the leaves of the run that is not complete."""
    runs = grown(len(LEAVES))
    assert sum(map(len, runs._levels)) <= 64 * 9  # memory is the claim
    assert len(runs._rest) == 7  # as above
