"""Nothing is signed that a checkpoint outside contradicts; and a silent outside stops nobody."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.domain import commands as cm
from bot.domain.checkpoint import Checkpoint, SignedCheckpoint, VerifierKey, sign_checkpoint
from bot.domain.events.anchoring import Contradiction
from bot.workflow.checkpoints import AnchorPort, Conflicting, Notary, Taken, Unsigned
from bot.workflow.held_outside import MEMORY, HeldOutside, Holds, Unread
from bot.workflow.ports import Again, Delivered, Done, GiveUp
from bot.workflow.rows import LeasedTask
from storage import SqlDatabase
from tests.databases import opened
from tests.fakes.clock import START, FrozenClock
from tests.workflow.office_given import ANA, KEY, PRIVATE, act, office_over, open_case, with_history

SHELF = "anchor.shelf"
TASK = LeasedTask(
    id=1, key=f"{SHELF}:head", port=SHELF, case=None, due_at=START, ids={}, attempts=1, token=1
)


@dataclass
class Shelf:
    """A place outside that keeps what it is brought, and can be out of reach or tampered with."""

    notes: list[SignedCheckpoint] = field(default_factory=list)
    unread: Unread | None = None
    refuses: Delivered | Conflicting | None = None
    told: int = 0
    asked: int = 0

    async def read(self) -> Holds | Unread:
        """Say what stands here."""
        self.asked += 1
        return self.unread or Holds(notes=tuple(self.notes), size=self.told)

    async def publish(self, signed: SignedCheckpoint, _key: str) -> Delivered | Taken | Conflicting:
        """Keep a checkpoint, unless told not to."""
        if self.refuses is None:
            self.notes.append(signed)
        return self.refuses or Done()


class Copies:
    """One database and the backups that are made of its file."""

    def __init__(self, path: Path, open_ones: list[SqlDatabase] | None = None) -> None:
        self.path = path
        self.open = [] if open_ones is None else open_ones

    def database(self) -> SqlDatabase:
        """Open the file as it stands."""
        self.open.append(opened(f"sqlite:///{self.path}"))
        return self.open[-1]

    def backup(self, name: str) -> "Copies":
        """Return a copy of the file as it stands now."""
        for database in self.open:
            database.close()
        self.open.clear()
        return Copies(Path(shutil.copyfile(self.path, self.path.with_name(name))), self.open)


@pytest.fixture
def first(tmp_path: Path, sqlite_template: Path) -> Iterator[Copies]:
    """The database that everything begins with."""
    copies = Copies(Path(shutil.copyfile(sqlite_template, tmp_path / "first.db")))
    yield copies
    for database in copies.open:
        database.close()


def notary(database: SqlDatabase, *shelves: Shelf) -> Notary:
    """A notary of a process that has just begun."""
    readers = {f"{SHELF}{n or ''}": shelf.read for n, shelf in enumerate(shelves)}
    return Notary(database, KEY, PRIVATE.sign, held=HeldOutside(dict(readers)))


async def bring(port: AnchorPort) -> Delivered:
    """Deliver the anchor's task as the courier does."""
    delivered = await port.deliver(TASK)
    if isinstance(delivered, Done) and delivered.then is not None:
        await port.notary.database.tx(delivered.then)
    return delivered


async def grown(copies: Copies, clock: FrozenClock, cases: int) -> SqlDatabase:
    """Let so many cases come, and return the open database."""
    database = copies.database()
    office = office_over(database, clock)
    for _ in range(cases):
        await open_case(office)
        clock.advance(60)
    return database


async def test_a_roll_back_is_not_signed(first: Copies, clock: FrozenClock) -> None:
    """The database of yesterday meets the checkpoint of today: nothing is signed."""
    shelf = Shelf()
    await grown(first, clock, 2)
    old = first.backup("old.db")
    today = await grown(first, clock, 2)
    assert isinstance(await bring(AnchorPort(SHELF, notary(today, shelf), shelf.publish)), Done)
    size = shelf.notes[-1].checkpoint.size
    rolled_back = notary(old.database(), shelf)
    assert await rolled_back.signed() is Unsigned.CONTRADICTED
    assert await rolled_back.latest() is None
    found = rolled_back.held.contradicted
    assert found is not None
    assert (found.why, found.seen.size) == (Contradiction.ROLLED_BACK, size)
    assert f"holds a checkpoint of ours over {size} entries" in found.sentence
    refused = await bring(AnchorPort(SHELF, rolled_back, shelf.publish))
    assert refused == GiveUp("record_contradicted")
    assert len(shelf.notes) == 1


async def test_of_two_that_go_on_from_one_backup_the_second_is_refused(
    first: Copies, clock: FrozenClock
) -> None:
    """Grown past the other's checkpoint, the root at that size tells them apart."""
    shelf = Shelf()
    await grown(first, clock, 1)
    second = first.backup("second.db")
    one = notary(await grown(first, clock, 1), shelf)
    assert isinstance(await bring(AnchorPort(SHELF, one, shelf.publish)), Done)
    other = notary(await grown(second, clock, 3), shelf)
    assert await bring(AnchorPort(SHELF, other, shelf.publish)) == GiveUp("record_contradicted")
    assert other.held.contradicted is not None
    assert other.held.contradicted.why is Contradiction.FORKED
    assert await bring(AnchorPort(SHELF, one, shelf.publish)) == Done()


async def test_both_at_work_are_told_apart_at_the_next_checkpoint(
    first: Copies, clock: FrozenClock
) -> None:
    """Neither looks only at start: each reads the anchor before it brings a checkpoint."""
    shelf = Shelf()
    await grown(first, clock, 1)
    second = first.backup("second.db")
    mine, theirs = await grown(first, clock, 1), await grown(second, clock, 2)
    one, other = notary(mine, shelf), notary(theirs, shelf)
    assert isinstance(await one.signed(), SignedCheckpoint)
    assert isinstance(await other.signed(), SignedCheckpoint)
    assert isinstance(await bring(AnchorPort(SHELF, other, shelf.publish)), Done)
    assert await bring(AnchorPort(SHELF, one, shelf.publish)) == GiveUp("record_contradicted")


async def test_what_agreed_is_told(first: Copies, clock: FrozenClock) -> None:
    """The largest checkpoint that both have says where the way parted."""
    shelf = Shelf()
    before = notary(await grown(first, clock, 1), shelf)
    await bring(AnchorPort(SHELF, before, shelf.publish))
    agreed = shelf.notes[-1].checkpoint.size
    old = first.backup("old.db")
    after = notary(await grown(first, clock, 3), shelf)
    await bring(AnchorPort(SHELF, after, shelf.publish))
    late = notary(old.database(), shelf)
    await late.signed()
    assert late.held.contradicted is not None
    assert late.held.contradicted.agreed == agreed


async def test_a_database_put_back_under_a_running_product(
    first: Copies, clock: FrozenClock
) -> None:
    """The process remembers what it signed, though no anchor ever took it."""
    await grown(first, clock, 1)
    old = first.backup("old.db")
    running = Notary(await grown(first, clock, 2), KEY, PRIVATE.sign)
    assert await running.latest() is not None
    swapped = Notary(old.database(), KEY, PRIVATE.sign, running.tree, running.held)
    assert await swapped.signed() is Unsigned.CONTRADICTED
    assert swapped.held.contradicted is not None
    assert swapped.held.contradicted.seen.anchor == MEMORY


async def test_until_an_anchor_was_read_nothing_is_signed(
    first: Copies, clock: FrozenClock
) -> None:
    """Out of reach is not the same as empty."""
    away = Shelf(unread=Unread("not_connected"))
    database = await grown(first, clock, 1)
    blind = notary(database, away)
    assert await blind.signed() is Unsigned.NOT_READ_BACK
    assert await bring(AnchorPort(SHELF, blind, away.publish)) == Again("not_read_back", after=5)
    away.unread = None
    assert isinstance(await blind.signed(), SignedCheckpoint)


async def test_an_anchor_that_never_can_be_read_is_not_waited_for(
    first: Copies, clock: FrozenClock
) -> None:
    """A mount that may only be appended to, and a mailbox, hold nobody up, nor are asked twice."""
    shut = Shelf(unread=Unread("file_eacces", lasting=True))
    sure = notary(await grown(first, clock, 1), shut)
    assert isinstance(await sure.signed(), SignedCheckpoint)
    await sure.held.look(sure.keys)
    assert shut.asked == 1


async def test_a_strangers_checkpoint_stops_nobody(first: Copies, clock: FrozenClock) -> None:
    """Whoever can write to the anchor, but has no key of ours, cannot make us stop signing."""
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    key = VerifierKey(KEY.name, stranger.public_key().public_bytes_raw())
    forged = sign_checkpoint(Checkpoint(KEY.name, 999, bytes(32)), key, stranger.sign)
    shelf = Shelf([forged])
    sure = notary(await grown(first, clock, 1), shelf)
    assert isinstance(await sure.signed(), SignedCheckpoint)
    assert sure.held.strangers == {SHELF: 1}


async def test_another_origin_is_another_record(first: Copies, clock: FrozenClock) -> None:
    """What we signed under another name says nothing of this one."""
    other = VerifierKey("example.com/older", KEY.public)
    older = Checkpoint(other.name, 999, bytes(32))
    shelf = Shelf([sign_checkpoint(older, key, PRIVATE.sign) for key in (other, KEY)])
    assert isinstance(await notary(await grown(first, clock, 1), shelf).signed(), SignedCheckpoint)


async def test_an_anchor_that_lost_what_it_took_is_told_and_mended(
    first: Copies, clock: FrozenClock
) -> None:
    """A truncated file, an emptied channel: known as lost, and given the head again."""
    shelf = Shelf()
    port = AnchorPort(SHELF, notary(await grown(first, clock, 1), shelf), shelf.publish)
    await bring(port)
    lost, shelf.notes[:] = shelf.notes[-1].checkpoint.size, []
    await port.notary.read_back(SHELF)
    assert port.notary.held.lost == {SHELF: lost}
    await bring(port)
    assert [note.checkpoint.size for note in shelf.notes] == [lost]
    assert port.notary.held.lost == {}


async def test_what_is_covered_is_not_brought_twice(first: Copies, clock: FrozenClock) -> None:
    """The same size again is no new checkpoint."""
    shelf = Shelf()
    port = AnchorPort(SHELF, notary(await grown(first, clock, 1), shelf), shelf.publish)
    await bring(port)
    assert await bring(port) == Done()
    assert len(shelf.notes) == 1


async def test_an_anchor_that_says_no_is_compared_with_what_it_says(
    first: Copies, clock: FrozenClock
) -> None:
    """One that tells of more than we have gets no more; of another replica's, it is tried again.

    Nobody signed for what it tells: all else is signed as before.
    """
    shelf = Shelf()
    port = AnchorPort(SHELF, notary(await grown(first, clock, 1), shelf), shelf.publish)
    for refusal in (Conflicting(999), Conflicting(1, other=True)):
        shelf.refuses = refusal
        assert await bring(port) == GiveUp("anchor_disputes")
        assert port.notary.held.disputed == {SHELF: refusal.size}
        assert isinstance(await port.notary.signed(), SignedCheckpoint)
    shelf.refuses = Conflicting(1)
    assert await bring(port) == Again("conflict")
    shelf.refuses = None
    assert isinstance(await bring(port), Done)
    assert port.notary.held.disputed == {}


async def test_decisions_go_on_without_a_signature(first: Copies, clock: FrozenClock) -> None:
    """What the Notary refuses holds up no press: the record grows, unsigned."""
    shelf = Shelf()
    await grown(first, clock, 1)
    old = first.backup("old.db")
    await bring(AnchorPort(SHELF, notary(await grown(first, clock, 2), shelf), shelf.publish))
    database = old.database()
    office = office_over(database, clock)
    refused = notary(database, shelf)
    assert await refused.latest() is None
    case = await with_history(office, clock)
    filed = await act(office, case, cm.ViewCase(surface="card"), ANA)
    assert filed.position is not None
    assert await refused.latest() is None
