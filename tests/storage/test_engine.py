"""Connections and column types."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from storage import SqlDatabase, tables
from storage.engine import one_engine, open_engines, parsed
from storage.shape import table
from tests.storage.raw import run
from tests.storage.rows_given import MINUTE, NOW, case

CASES = table(tables.EdrCase)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("secure_delete", 1),
    ],
)
def test_sqlite_is_set_to_keep_what_it_acknowledged(
    address: str, pragma: str, value: object
) -> None:
    """Every connection, the writers' and the readers', has every setting."""
    engines = open_engines(address)
    for engine in (engines.write, engines.read):
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    engines.dispose()


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("lock_timeout", "5s"),
        ("statement_timeout", "30s"),
        ("timezone", "UTC"),
        ("transaction_isolation", "read committed"),
        ("synchronous_commit", "on"),
    ],
)
def test_postgresql_waits_for_the_disk_and_for_nothing_long(
    address: str, setting: str, value: str
) -> None:
    """A lock or a statement has an end, and a commit is one whatever the server usually does."""
    assert run(address, f"SHOW {setting}") == [(value,)]


@pytest.mark.parametrize("address", ["sqlite:///", "sqlite://", "mysql://u:secret@h/d"])
def test_other_databases_are_refused_without_their_address(address: str) -> None:
    """The sentence says what was expected, and shows no password."""
    with pytest.raises(ValueError, match="SQLite file or a PostgreSQL server") as refusal:
        parsed(address)
    assert "secret" not in str(refusal.value)


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The operator learns which file, and why."""
    with pytest.raises(ValueError, match=r"nowhere/x\.db: no such file"):
        one_engine(f"sqlite:///{tmp_path}/nowhere/x.db")


def test_a_naive_instant_is_refused(address: str) -> None:
    """Neither written nor compared with: nobody knows what it means."""
    naive = NOW.replace(tzinfo=None)
    engine = one_engine(address)
    with engine.connect() as connection, pytest.raises(StatementError, match="naive"):
        connection.execute(select(CASES).where(CASES.c.opened_at < naive))
    engine.dispose()


async def test_instants_come_back_in_utc_and_in_order(database: SqlDatabase, address: str) -> None:
    """Microseconds survive, other zones come back as UTC, and the order is that of time."""
    far = timezone(timedelta(hours=-7))
    instants = [
        NOW.replace(microsecond=0),
        NOW,
        (NOW + MINUTE).astimezone(far),
        datetime(2027, 1, 1, tzinfo=UTC),
    ]
    for number, instant in enumerate(reversed(instants)):
        row = case(f"EDR-2026-00000{number}", opened_at=instant)
        await database.tx(lambda ledger, r=row: ledger.cases.create(r))
    rows = await database.read(lambda ledger: ledger.cases.find())
    assert [row.opened_at for row in rows] == instants[::-1]
    assert {row.opened_at.tzinfo for row in rows} == {UTC}
