"""After an erasure the deleted key stands in no file of the database any more."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.workflow.ledger import Ledger
from bot.workflow.rows import HeldRow
from storage import SqlDatabase, scrub
from tests.storage.raw import run
from tests.storage.rows_given import NOW, case

COUNT = 60
"""Cases, so that there is more than one page of keys."""
KEYS = "SELECT case_number, sealed FROM case_key ORDER BY case_number"


def number(of: int) -> str:
    """The number of a case."""
    return f"EDR-2026-{of:06d}"


async def erased(database: SqlDatabase, address: str) -> tuple[list[bytes], list[bytes]]:
    """Open cases and erase every other one; return the wrapped keys, gone and kept."""

    def opening(ledger: Ledger) -> None:
        for of in range(COUNT):
            ledger.cases.create(case(number(of)))

    await database.tx(opening)
    keys = [bytes(row[1]) for row in run(address, KEYS)]  # type: ignore[call-overload]  # a blob
    for of in range(0, COUNT, 2):
        await database.tx(lambda ledger, of=of: ledger.erasures.erase(number(of)))
    return keys[::2], keys[1::2]


def files(address: str, table: str = "case_key") -> Callable[[], bytes]:
    """Return what reads every byte in which a table stands."""
    if address.startswith("sqlite"):
        path = Path(address.removeprefix("sqlite:///"))
        return lambda: b"".join(p.read_bytes() for p in sorted(path.parent.glob(f"{path.name}*")))

    def read() -> bytes:
        ((folder, file),) = run(
            address,
            f"SELECT current_setting('data_directory'), pg_relation_filepath('{table}')",
        )
        run(address, "CHECKPOINT")
        return Path(str(folder), str(file)).read_bytes()

    return read


async def test_a_deleted_key_is_in_no_file(database: SqlDatabase, address: str) -> None:
    """Before it some still are; after it none is, and every other key stands."""
    gone, kept = await erased(database, address)
    read = files(address)
    assert any(key in read() for key in gone)
    assert scrub(address) == ""
    assert [key for key in gone if key in read()] == []
    assert all(key in read() for key in kept)
    assert scrub(address) == ""


async def test_a_held_request_that_was_taken_is_in_no_file(
    database: SqlDatabase, address: str
) -> None:
    """It lay sealed beside a key of its own; the one that still waits is there and opens."""

    def holding(ledger: Ledger) -> None:
        for of in (1, 2):
            row = HeldRow(number=of, channel="web", reason="source", at=NOW)
            ledger.held.hold(row, f"digest{of}", b"content" * 9)

    await database.tx(holding)
    found = run(address, "SELECT case_key, sealed FROM held_request ORDER BY number")
    taken, waits = [[bytes(v) for v in row] for row in found]  # type: ignore[call-overload]  # blobs
    await database.tx(lambda ledger: ledger.held.take(1))
    assert scrub(address) == ""
    left = files(address, "held_request")()
    assert [value for value in taken if value in left] == []
    assert all(value in left for value in waits)
    again = await database.tx(lambda ledger: ledger.held.take(2))
    assert again is not None
    assert again[2] == b"content" * 9


async def test_erasing_takes_what_the_key_opened_and_leaves_the_rest(
    database: SqlDatabase, address: str
) -> None:
    """Key, drafts, files, links to documents of that case alone; lasting pages stay."""
    links = "INSERT INTO capability_link VALUES ('{}', '{}', 'EDR-2026-00000{}', 1, NULL, '{}')"
    rows = [(kind, of) for of in (0, 1) for kind in ("desk", "release", "status", "notice", "copy")]

    def opening(ledger: Ledger) -> None:
        for of in (0, 1):
            ledger.cases.create(case(number(of)))
            ledger.cabinet.put_draft(number(of), 1, "p_ana", b"draft")
            ledger.cabinet.put_file(number(of), "F1", b"file")

    await database.tx(opening)
    for kind, of in rows:
        run(address, links.format(f"{kind}{of}", kind, of, NOW.isoformat()))
    await database.tx(lambda ledger: ledger.erasures.erase(number(0)))
    for table in ("case_key", "draft", "case_file"):
        assert run(address, f"SELECT case_number FROM {table}") == [(number(1),)]
    left = run(address, "SELECT kind FROM capability_link WHERE case_number = 'EDR-2026-000000'")
    assert sorted(left) == [("copy",), ("notice",), ("status",)]
    assert run(address, "SELECT count(*) FROM capability_link") == [(8,)]
    readable = await database.read(lambda db: db.erasures.readable(["received"], NOW))
    assert [row.number for row in readable] == [number(1)]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_a_reader_who_stays_is_no_success(database: SqlDatabase, address: str) -> None:
    """Who reads an older state keeps the log; the operator is told to come again."""
    path = address.removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN").close()
        reader.execute("SELECT count(*) FROM case_key").fetchall()
        await erased(database, address)
        assert "again in a minute" in scrub(address, wait=0)
    assert scrub(address) == ""
