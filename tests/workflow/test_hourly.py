"""The record is published every hour, what is missing alarms, and a loss is on the record."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.events.anchoring import Contradiction
from bot.workflow.anchor_names import ANCHOR_FILE, HOUR
from bot.workflow.checkpoints import Notary
from bot.workflow.continuing import continuations, contradictions
from bot.workflow.deliver import Courier
from bot.workflow.held_outside import Contradicted, Seen
from bot.workflow.hourly import EVERY, HourPort, publish_hourly
from bot.workflow.ledger import Ledger
from bot.workflow.look_back import LookBack, continue_record
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.reactions import Ways
from bot.workflow.rows import LeasedTask
from bot.workflow.unpublished import GRACE, ages
from bot.workflow.watch import count_overdue
from storage import SqlDatabase
from tests.databases import opened
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import KEY, PRIVATE, office_over, open_case

MINUTE = timedelta(minutes=1)


class Nowhere:
    """An anchor that takes everything and keeps nothing."""

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Say that it is done."""
        del task
        return Done()


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> Iterator[SqlDatabase]:
    """A fresh database; the rules here know no engine."""
    kept = opened(f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'exigent.db')}")
    yield kept
    kept.close()


@pytest.fixture
def office(sqlite_database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office with one anchor."""
    return replace(office_over(sqlite_database, clock), ways=Ways(anchors=(ANCHOR_FILE,)))


async def kinds(office: Office) -> list[str]:
    """Return the kinds of all entries."""
    return await office.database.read(lambda ledger: [r.kind for r in ledger.record.stream()])


async def published(office: Office) -> None:
    """Let the anchor have taken all there is."""

    def work(ledger: Ledger) -> None:
        ledger.record.publish(ANCHOR_FILE, ledger.record.peek().position, "a checkpoint")

    await office.database.tx(work)


async def an_hour(office: Office) -> None:
    """Deliver the hour's task as the courier does."""
    leased = LeasedTask(
        id=1,
        key=f"{HOUR}:head",
        port=HOUR,
        case=None,
        due_at=office.clock.law(),
        ids={},
        attempts=1,
        token=1,
    )
    done = await HourPort(office).deliver(leased)
    assert isinstance(done, Done)
    assert done.then is not None
    await office.database.tx(done.then)


async def test_a_quiet_hour_is_an_entry(office: Office, clock: FrozenClock) -> None:
    """Nothing new since the last checkpoint: one entry, and every anchor is called."""
    await open_case(office)
    await published(office)
    clock.advance(EVERY)
    await an_hour(office)
    assert (await kinds(office))[-1] == "record.quiet_hour"
    due = await office.database.tx(lambda db: db.tasks.claim(clock.law(), 0, 60, 50))
    assert ANCHOR_FILE in {task.port for task in due}


async def test_an_hour_with_work_in_it_needs_no_entry(office: Office, clock: FrozenClock) -> None:
    """What is not published yet, or was written a moment ago, is news enough."""
    await open_case(office)
    clock.advance(EVERY)
    await an_hour(office)
    await published(office)
    clock.advance(MINUTE)
    await open_case(office)
    await published(office)
    await an_hour(office)
    assert "record.quiet_hour" not in await kinds(office)


async def test_the_hour_comes_back(office: Office, clock: FrozenClock) -> None:
    """The task is due again an hour of the law's clock later, and not before."""
    courier = Courier(office=office, ports={HOUR: HourPort(office), ANCHOR_FILE: Nowhere()})
    await publish_hourly(office)
    tried = []
    for _ in range(3):
        tried.append(await courier.deliver_due() + await courier.deliver_due())
        clock.advance(EVERY - MINUTE)
        tried.append(await courier.deliver_due())
        clock.advance(MINUTE)
    assert tried == [2, 0] * 3


async def test_a_clock_set_back_is_told_and_stops_no_checkpoint(
    office: Office, clock: FrozenClock
) -> None:
    """A day back: it alarms, and the quiet hour is written all the same."""
    await open_case(office)
    await published(office)
    clock.advance(timedelta(days=-1))
    assert (await count_overdue(office))["record.clock_set_back"] == 1
    await an_hour(office)
    assert (await kinds(office))[-1] == "record.quiet_hour"


async def test_nothing_published_for_an_hour_alarms(office: Office, clock: FrozenClock) -> None:
    """From an hour and some minutes after the first entry that no anchor covers."""
    await open_case(office)
    clock.advance(EVERY + GRACE)
    assert "record.unpublished" not in await count_overdue(office)
    clock.advance(MINUTE)
    assert (await count_overdue(office))["record.unpublished"] == 1
    age = await office.database.read(lambda db: ages(db, (ANCHOR_FILE,), clock.law()))
    assert age == {ANCHOR_FILE: (EVERY + GRACE + MINUTE).total_seconds()}
    await published(office)
    assert "record.unpublished" not in await count_overdue(office)


async def test_a_record_that_stands_still_alarms(office: Office, clock: FrozenClock) -> None:
    """All is published, but the entry of the quiet hour does not come: the loop is dead."""
    await open_case(office)
    await published(office)
    clock.advance(2 * EVERY + GRACE)
    assert "record.unpublished" not in await count_overdue(office)
    clock.advance(MINUTE)
    assert (await count_overdue(office))["record.unpublished"] == 1


def notary(office: Office) -> Notary:
    """A notary that shares what is known of the outside with the office."""
    return Notary(office.database, KEY, PRIVATE.sign, held=office.held_outside)


async def test_a_contradiction_is_recorded_once_and_rings(office: Office) -> None:
    """However often it is looked at, one entry; and it counts as overdue while it stands."""
    await open_case(office)
    look = LookBack(office, notary(office))
    office.held_outside.remember(Seen(ANCHOR_FILE, 999, bytes(32)))
    await look.look()
    await look.look()
    assert (await kinds(office)).count("record.contradicted") == 1
    assert (await count_overdue(office))["record.contradicted"] == 1
    (entry,) = await office.database.read(contradictions)
    assert (entry.why, entry.size, entry.origin) == (Contradiction.ROLLED_BACK, 999, KEY.name)


async def test_a_new_origin_names_what_was_lost(office: Office) -> None:
    """Under the old origin nothing is written; under a new one the loss is, once."""
    await open_case(office)
    office.held_outside.remember(Seen(ANCHOR_FILE, 999, bytes(32)))
    await LookBack(office, notary(office)).look()
    await continue_record(office, KEY.name)
    assert await office.database.read(continuations) == []
    for _ in range(2):
        await continue_record(office, "example.com/exigent/2")
    (said,) = await office.database.read(continuations)
    assert (said.was, said.origin, said.size) == (KEY.name, "example.com/exigent/2", 999)
    assert said.root == "00" * 32


async def test_without_a_loss_nothing_is_continued(office: Office) -> None:
    """A fresh record has no word of an earlier one."""
    await open_case(office)
    await continue_record(office, "example.com/another")
    assert await office.database.read(continuations) == []


def test_the_operator_is_told_in_one_sentence() -> None:
    """Which anchor, how many entries, and which of the two it is."""
    seen = Seen(ANCHOR_FILE, 12, bytes(32))
    assert Contradicted(seen, Contradiction.ROLLED_BACK).sentence == (
        "roll-back found: anchor.file holds a checkpoint of ours over 12 entries, and the database"
        " has fewer"
    )
    assert "fork found: anchor.file" in Contradicted(seen, Contradiction.FORKED).sentence
