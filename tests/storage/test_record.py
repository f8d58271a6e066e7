"""The record: appended, read in order, opened while the key exists."""

import pytest

from bot.workflow.ledger import Conflict, Ledger
from bot.workflow.rows import Head
from storage import SealError, SqlDatabase
from tests.storage.raw import run
from tests.storage.rows_given import NOW, append, case, entry, open_case

NUMBER = "EDR-2026-000001"
OPENINGS = b'{"/name":{"value":"Jo Doe"}}'


async def test_an_empty_record_has_a_head(database: SqlDatabase) -> None:
    """Position 0 and 64 zeros stand before the first entry."""
    assert await database.tx(lambda ledger: ledger.record.head()) == Head(
        position=0, hash="0" * 64, at=None
    )


async def test_the_head_follows_the_last_entry(database: SqlDatabase) -> None:
    """Several entries of one transaction move it to the last of them."""
    rows = [entry(1, None), entry(2, None), entry(3, None)]
    await database.tx(lambda ledger: ledger.record.append(rows))
    head = await database.read(lambda ledger: ledger.record.peek())
    assert head == Head(position=3, hash=rows[2].hash, at=NOW)
    assert await database.read(lambda ledger: ledger.record.hash_at(2)) == rows[1].hash
    assert await database.read(lambda ledger: ledger.record.hash_at(4)) is None
    assert await database.read(lambda ledger: ledger.record.time_at(2)) == rows[1].at
    assert await database.read(lambda ledger: ledger.record.time_at(4)) is None


async def test_entries_come_back_byte_for_byte(database: SqlDatabase) -> None:
    """The body is what was hashed, and openings open again."""
    rows = [
        entry(1, openings=OPENINGS),
        entry(2, None, kind="settings.changed"),
        entry(3, body=b'{"name":"\xc3\xa9\x00"}'),
    ]

    def work(ledger: Ledger) -> None:
        ledger.cases.create(case())
        ledger.record.append(rows)

    await database.tx(work)
    assert await database.read(lambda ledger: list(ledger.record.stream())) == rows
    assert await database.read(lambda ledger: list(ledger.record.stream(2))) == rows[2:]
    assert await database.read(lambda ledger: ledger.record.of_case(NUMBER)) == [rows[0], rows[2]]
    assert await database.read(lambda ledger: ledger.record.of_case(NUMBER, 1)) == [rows[2]]


async def test_what_is_personal_is_sealed_in_the_table(database: SqlDatabase, address: str) -> None:
    """No opening can be read from the stored row."""

    def work(ledger: Ledger) -> None:
        ledger.cases.create(case())
        append(ledger, openings=OPENINGS)

    await database.tx(work)
    ((sealed,),) = run(address, "SELECT sealed FROM record_entry")
    assert b"Doe" not in bytes(sealed)
    assert len(bytes(sealed)) > len(OPENINGS)


async def test_openings_do_not_open_beside_another_entry(
    database: SqlDatabase, address: str
) -> None:
    """A sealed value that was moved to another entry of its case is refused, not shown."""
    await database.tx(open_case)
    await database.tx(lambda ledger: append(ledger, openings=OPENINGS))
    run(
        address,
        "INSERT INTO record_entry (position, case_number, kind, at, body, hash, sealed)"
        " SELECT 3, case_number, kind, at, body, 'f', sealed FROM record_entry WHERE position = 2",
    )
    with pytest.raises(SealError, match="does not open"):
        await database.read(lambda ledger: ledger.record.of_case(NUMBER))


async def test_an_erased_case_keeps_its_entries_without_openings(
    database: SqlDatabase, address: str
) -> None:
    """With the key's row gone nothing opens any more, cached or not, and the record stands."""
    await database.tx(open_case)
    await database.tx(lambda ledger: append(ledger, openings=OPENINGS))
    await database.tx(lambda ledger: ledger.cabinet.put_file(NUMBER, "letter", b"text"))
    run(address, "DELETE FROM case_key")
    entries = await database.read(lambda ledger: ledger.record.of_case(NUMBER))
    assert [(row.position, row.openings) for row in entries] == [(1, None), (2, None)]
    assert await database.read(lambda ledger: ledger.cases.secret(NUMBER)) is None
    assert await database.read(lambda ledger: ledger.cabinet.file(NUMBER, "letter")) is None
    with pytest.raises(SealError, match="unknown or erased"):
        await database.tx(lambda ledger: append(ledger, openings=OPENINGS))


async def test_a_position_or_hash_is_given_once(database: SqlDatabase) -> None:
    """A fork of the record does not commit."""
    await database.tx(lambda ledger: append(ledger, None))
    for fork in (entry(1, None), entry(3, None), entry(2, None, hash=entry(1).hash)):
        with pytest.raises(Conflict):
            await database.tx(lambda ledger, row=fork: ledger.record.append([row]))


async def test_openings_want_a_case(database: SqlDatabase) -> None:
    """An entry of no case has no key, so nothing personal can go with it."""
    with pytest.raises(ValueError, match="without a case"):
        await database.tx(lambda ledger: append(ledger, None, openings=OPENINGS))


async def test_each_anchor_has_its_own_largest_checkpoint(database: SqlDatabase) -> None:
    """Sizes only grow, and a checkpoint taken twice stays as it was."""

    def work(ledger: Ledger) -> list[int]:
        for anchor, size in (("file", 5), ("file", 9), ("file", 7), ("file", 9), ("slack", 2)):
            ledger.record.publish(anchor, size, f"{anchor} {size}")
        return [ledger.record.published(anchor) for anchor in ("file", "slack", "none")]

    assert await database.tx(work) == [9, 2, 0]


async def test_what_was_published_around_entries_is_found(database: SqlDatabase) -> None:
    """For each anchor what lies within, the next after it and the largest; a text of each size."""
    held = {"file": (2, 5, 8, 12, 40), "slack": (1, 9, 40)}

    def work(ledger: Ledger) -> None:
        for anchor, sizes in held.items():
            for size in sizes:
                ledger.record.publish(anchor, size, f"{anchor} {size}")

    await database.tx(work)
    around = await database.read(lambda db: db.record.published_sizes(5, 9))
    assert around == [("file", 5), ("file", 8), ("file", 12), ("file", 40), *SLACK]
    texts = await database.read(lambda db: db.record.published_texts([40, 5, 7]))
    assert texts == ["file 5", "file 40"]
    assert await database.read(lambda db: db.record.published_texts([])) == []


SLACK = [("slack", 9), ("slack", 40)]
