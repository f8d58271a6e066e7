"""Claims about the proofs for a reader's own checkpoints: those that a checker wants come first."""

from collections.abc import Sequence
from types import SimpleNamespace

from bot.workflow.bundle_files import MOST_ASKED, Asked, published, sizes_asked
from tests.bundles.histories import Maker
from tests.bundles.memory import MemoryRecord
from tests.story import told
from tests.workflow.office_given import KEY

END = 20_000


class AnyTree:
    """A tree of which only the sizes that are asked for count."""

    def consistency(self, _ledger: object, _older: int, _newer: int) -> Sequence[bytes]:
        """No hashes."""
        return []


def proven(asked: Asked, positions: Sequence[int]) -> set[int]:
    """The sizes of which there is a proof."""
    ledger = SimpleNamespace(record=MemoryRecord())
    files = published(ledger, AnyTree(), positions, END, asked)  # type: ignore[arg-type]  # as much as is used
    return {int(name[12:-4]) for name in files if name.startswith("consistency/")}


def test_the_first_over_each_entry_comes_before_the_rest() -> None:
    """However many a file holds; the others fill up what is left."""
    found = proven([range(1, 9001)], [5000, 8000, 9500])
    assert {5000, 8000, 9000} <= found
    assert len(found) == MOST_ASKED


def test_each_file_is_compared_by_itself() -> None:
    """What is first over an entry in one file does not stand for the other's."""
    even, odd = range(2, 9001, 2), range(1, 9001, 2)
    assert {8000, 8001} <= proven([even, odd], [8000])


def test_what_a_checker_wants_is_never_too_much() -> None:
    """A proof for every entry of a long case, and none over more than there is."""
    long = range(1, MOST_ASKED + 500)
    assert proven([range(1, END + 50)], long) >= {*long}
    assert max(proven([range(END - 3, END + 50)], [1])) == END - 1


async def test_sizes_are_those_of_this_record() -> None:
    """File by file; one that holds nothing of it has none."""
    made = await Maker(told(), 3).made(owner=False)
    other = made.outside.replace(KEY.name, "example.org/renamed")
    [sizes, none] = sizes_asked([made.outside, other], KEY.name)
    assert sizes == sorted({int(note.split("\n")[1]) for note in made.outside.split("\n\n")[::2]})
    assert none == []
