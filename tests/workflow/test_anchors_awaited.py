"""At start, every anchor that can be read is awaited for a while, and what answers must hold up."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.domain.checkpoint import SignedCheckpoint
from bot.workflow.checkpoints import AnchorPort, Notary, Unsigned
from bot.workflow.held_outside import WAIT, HeldOutside, Unread
from bot.workflow.ports import Again, Done
from bot.workflow.unpublished import record_troubles
from storage import SqlDatabase
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import KEY, PRIVATE
from tests.workflow.test_notary import Copies, Shelf, bring, grown

FILE, CHANNEL = "anchor.file", "anchor.slack"
AWAY = Unread("not_connected")


@dataclass
class Outside:
    """A file beside the database, a channel elsewhere, and the seconds that pass."""

    file: Shelf = field(default_factory=Shelf)
    channel: Shelf = field(default_factory=Shelf)
    seconds: float = 7.0

    def notary(self, database: SqlDatabase) -> Notary:
        """A notary of a process that has just begun."""
        readers = {FILE: self.file.read, CHANNEL: self.channel.read}
        held = HeldOutside(dict(readers), lambda: self.seconds)
        return Notary(database, KEY, PRIVATE.sign, held=held)

    async def published(self, database: SqlDatabase) -> None:
        """Let both take where the record stands."""
        notary = self.notary(database)
        for name, shelf in ((FILE, self.file), (CHANNEL, self.channel)):
            assert isinstance(await bring(AnchorPort(name, notary, shelf.publish)), Done)


@pytest.fixture
def copies(tmp_path: Path, sqlite_template: Path) -> Iterator[Copies]:
    """The database that everything begins with."""
    made = Copies(Path(shutil.copyfile(sqlite_template, tmp_path / "first.db")))
    yield made
    for database in made.open:
        database.close()


async def put_back(copies: Copies, clock: FrozenClock, outside: Outside) -> SqlDatabase:
    """A machine that went back with its file; the channel holds more, and is out of reach."""
    await outside.published(await grown(copies, clock, 1))
    old = copies.backup("old.db")
    await outside.published(await grown(copies, clock, 1))
    del outside.file.notes[1:]
    outside.channel.unread = AWAY
    return old.database()


async def test_one_anchor_does_not_speak_for_all(copies: Copies, clock: FrozenClock) -> None:
    """The file agrees with the database beside it; the channel is awaited, and contradicts."""
    outside = Outside()
    late = outside.notary(await put_back(copies, clock, outside))
    assert await late.signed() is Unsigned.NOT_READ_BACK
    refused = await bring(AnchorPort(FILE, late, outside.file.publish))
    assert refused == Again("not_read_back", after=5)
    outside.channel.unread = None
    assert await late.signed() is Unsigned.CONTRADICTED
    assert len(outside.file.notes) == 1


async def test_an_anchor_that_stays_away_is_awaited_for_ten_minutes(
    copies: Copies, clock: FrozenClock
) -> None:
    """Then one that answered is enough, it alarms, and the other is asked on."""
    outside = Outside()
    late = outside.notary(await put_back(copies, clock, outside))
    assert await late.signed() is Unsigned.NOT_READ_BACK
    outside.seconds += WAIT - 1
    assert await late.signed() is Unsigned.NOT_READ_BACK
    assert late.held.silent == []
    outside.seconds += 1
    assert isinstance(await late.signed(), SignedCheckpoint)
    assert late.held.silent == [CHANNEL]
    counts = await late.database.read(lambda db: record_troubles(db, (), late.held, clock.law()))
    assert counts["record.anchor_silent"] == 1
    outside.channel.unread = None
    await late.look()
    assert await late.signed() is Unsigned.CONTRADICTED
    assert late.held.silent == []


@pytest.mark.parametrize("left", [0, 1])
async def test_an_anchor_that_lost_something_has_not_answered(
    copies: Copies, clock: FrozenClock, left: int
) -> None:
    """A deleted file is no empty one, nor is a shortened one whole: they never are enough."""
    outside = Outside()
    await outside.published(await grown(copies, clock, 1))
    database = await grown(copies, clock, 1)
    await outside.published(database)
    del outside.file.notes[left:]
    outside.channel.unread = AWAY
    late = outside.notary(database)
    await late.signed()
    outside.seconds += WAIT
    assert await late.signed() is Unsigned.NOT_READ_BACK
    assert [*late.held.lost] == [FILE]
    outside.channel.unread = None
    assert isinstance(await late.signed(), SignedCheckpoint)


async def test_before_an_answer_is_weighed_it_counts_for_nothing(
    copies: Copies, clock: FrozenClock
) -> None:
    """Whoever asks between the reading and the database finds that nothing may be signed."""
    outside = Outside()
    late = outside.notary(await grown(copies, clock, 1))
    await late.held.look(late.keys)
    assert not late.held.looked
    await late.look()
    assert late.held.looked


async def test_a_size_that_nobody_proved_is_no_answer(copies: Copies, clock: FrozenClock) -> None:
    """At start it is awaited like one that is silent; to a process at work it changes nothing."""
    outside = Outside()
    database = await grown(copies, clock, 1)
    await outside.published(database)
    at_work = outside.notary(database)
    assert isinstance(await at_work.signed(), SignedCheckpoint)
    outside.channel.told = 999
    await at_work.read_back(CHANNEL)
    assert at_work.held.disputed == {CHANNEL: 999}
    assert isinstance(await at_work.signed(), SignedCheckpoint)
    counts = await database.read(lambda db: record_troubles(db, (), at_work.held, clock.law()))
    assert counts["record.anchor_disputed"] == 1
    fresh = outside.notary(database)
    assert await fresh.signed() is Unsigned.NOT_READ_BACK
    outside.channel.told = 0
    assert isinstance(await fresh.signed(), SignedCheckpoint)
