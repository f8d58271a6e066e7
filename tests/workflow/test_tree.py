"""Claims about the record's tree over a database: what it proves, reads and refuses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

import pytest

from bot.domain.errors import ExigentError
from bot.domain.merkle import EMPTY_ROOT, root_of, verify_consistency, verify_inclusion
from bot.domain.tree_runs import RUN
from bot.workflow.checkpoints import Notary
from bot.workflow.ledger import Ledger, Record
from bot.workflow.proofs import Proofs
from bot.workflow.tree import Tree
from storage import SqlDatabase
from tests.storage.rows_given import entry
from tests.workflow.office_given import notary_over
from tests.workflow.tampering import tamper

SIZE = 3 * RUN + 9
ROWS = [entry(position, None) for position in range(1, SIZE + 1)]
LEAVES = [bytes.fromhex(row.hash) for row in ROWS]
CHANGED = "UPDATE record_entry SET hash = :hash WHERE position = :position"


@dataclass
class Counting:
    """A ledger of which only the record's hashes are read, each counted."""

    record_within: Record
    read: list[int] = field(default_factory=list)

    @property
    def record(self) -> "Counting":
        """Itself."""
        return self

    def hashes(self, after: int = 0, count: int | None = None) -> Iterator[str]:
        """Pass hashes on."""
        found = [*self.record_within.hashes(after, count)]
        self.read.append(len(found))
        return iter(found)


async def filled(database: SqlDatabase, size: int = SIZE) -> Tree:
    """Write entries, and return a tree grown over them."""
    await database.tx(lambda ledger: ledger.record.append(ROWS[:size]))
    tree = Tree()
    assert await database.read(tree.catch_up) == (size, root_of(LEAVES[:size]))
    return tree


async def test_proofs_over_a_database_hold(database: SqlDatabase) -> None:
    """Paths of first, last and middle entries, older roots and consistency, on both engines."""
    tree = await filled(database)
    for size in (1, RUN, RUN + 3, SIZE):
        root = await database.read(lambda db, size=size: tree.root_at(db, size))
        assert root == root_of(LEAVES[:size])
        wanted = sorted({1, size // 2 + 1, size})
        paths = await database.read(lambda db, w=wanted, s=size: tree.paths(db, w, s))
        assert [*paths] == wanted
        for position, path in paths.items():
            assert verify_inclusion(LEAVES[position - 1], position - 1, size, path, root)
        proof = await database.read(lambda db, size=size: tree.consistency(db, size, SIZE))
        assert verify_consistency(size, root, SIZE, root_of(LEAVES), proof)


async def test_a_proof_reads_two_runs_and_a_signature_none(database: SqlDatabase) -> None:
    """However long the record, a path reads its own run and the cut one, each once."""
    tree = await filled(database)

    def counted(work: Callable[[Ledger], object]) -> Callable[[Ledger], list[int]]:
        def run(ledger: Ledger) -> list[int]:
            counting = Counting(ledger.record)
            work(cast("Ledger", counting))
            return counting.read

        return run

    assert await database.read(counted(lambda db: tree.paths(db, [5, 9], SIZE))) == [RUN]
    assert await database.read(counted(lambda db: tree.paths(db, [5], 2 * RUN + 2))) == [RUN, RUN]
    assert await database.read(counted(lambda db: tree.consistency(db, RUN + 1, SIZE))) == [RUN]
    assert await database.read(counted(lambda db: tree.root_at(db, 2 * RUN))) == []
    assert await database.read(counted(tree.catch_up)) == [0]


async def test_a_tree_grows_when_more_is_asked_of_it(database: SqlDatabase) -> None:
    """Entries written since are read then, and none that is not there is made up."""
    await filled(database)
    tree = Tree()
    assert await database.read(lambda db: tree.root_at(db, 0)) == EMPTY_ROOT
    assert await database.read(lambda db: tree.root_at(db, 2)) == root_of(LEAVES[:2])
    with pytest.raises(ExigentError, match=f"expected a record of {SIZE + 1} entries"):
        await database.read(lambda db: tree.root_at(db, SIZE + 1))
    with pytest.raises(ValueError, match="no leaf"):
        await database.read(lambda db: tree.paths(db, [SIZE + 1], SIZE))


async def changed(address: str, position: int, digest: str) -> None:
    """Write another hash over an entry's."""
    tamper(address, CHANGED, hash=digest, position=position)


async def test_a_past_that_changed_underneath_is_not_proved(
    database: SqlDatabase, address: str
) -> None:
    """A tree remembers what it grew over: of a changed run it proves nothing, of others it does."""
    tree = await filled(database)
    await changed(address, 7, "0" * 64)
    for work in (
        lambda db: tree.paths(db, [9], SIZE),
        lambda db: tree.root_at(db, 9),
        lambda db: tree.consistency(db, 5, SIZE),
    ):
        with pytest.raises(ExigentError, match="run verify"):
            await database.read(work)
    assert await database.read(lambda db: tree.root_at(db, SIZE)) == root_of(LEAVES)
    assert await database.read(lambda db: tree.paths(db, [RUN + 1], SIZE))


async def test_a_hash_that_is_none_grows_no_tree(database: SqlDatabase, address: str) -> None:
    """What is not 64 hex digits is an error of the record, told as one."""
    await filled(database, 3)
    await changed(address, 2, "zz")
    with pytest.raises(ExigentError, match="hash is none"):
        await database.read(Tree().catch_up)
    await changed(address, 2, "00")
    with pytest.raises(ExigentError, match="hash is none"):
        await database.read(Tree().catch_up)


@pytest.mark.parametrize("position", [2, SIZE])
async def test_no_proof_is_given_that_does_not_hold(
    database: SqlDatabase, address: str, position: int
) -> None:
    """An entry whose hash is another than the signed tree's is refused, in a run or at the end."""
    await database.tx(lambda ledger: ledger.record.append(ROWS))
    notary: Notary = notary_over(database)
    proofs = Proofs(notary)
    good = await proofs.of(3)
    assert (good.size, good.steps, good.root) == (SIZE, 10, root_of(LEAVES).hex())
    await changed(address, position, "0" * 64)
    with pytest.raises(ExigentError, match="run verify"):
        await proofs.of(position)
