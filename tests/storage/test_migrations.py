"""The way from nothing to the present shape, and the refusal of every other shape."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import storage
from storage import SchemaError, triggers
from storage.engine import one_engine
from storage.migrate import alembic_config
from storage.shape import METADATA
from tests.databases import opened
from tests.storage.raw import run

EACH = ["record_entry_no_update", "clearance_approvals", "record_entry_moves_head"]
EMPTY = f"FUNCTION {EACH[0]}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"


def drop(address: str, name: str) -> None:
    """Drop a trigger behind the product's back."""
    table = name.partition("_no")[0] if "_no" in name else name.rpartition("_")[0]
    table = "record_entry" if table.startswith("record_entry") else table
    on = f" ON {table}" if address.startswith("postgresql") else ""
    run(address, f"DROP TRIGGER {name}{on}")


def test_there_is_one_head() -> None:
    """Migrations form one line, on which both engines go."""
    folder = Path(storage.__file__).parent / "migrations"
    assert len(ScriptDirectory(str(folder)).get_heads()) == 1


def test_the_migrations_make_the_tables_of_the_code(address: str) -> None:
    """A migrated database and the table classes do not differ in anything Alembic compares."""
    engine = one_engine(address)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_migrating_again_changes_nothing(address: str) -> None:
    """The same revision, the same triggers, and the head of the record stays."""
    before = storage.head_of(address)
    assert storage.migrate(address) == before
    assert run(address, "SELECT id, position FROM record_head") == [(1, 0)]
    opened(address).close()


def test_an_empty_database_is_refused_until_migrated(tmp_path: Path) -> None:
    """Nothing is created on the sly: the refusal says what to do."""
    address = f"sqlite:///{tmp_path / 'new.db'}"
    with pytest.raises(SchemaError, match="run the migration"):
        opened(address)
    assert storage.head_of(address) is None
    storage.migrate(address)
    opened(address).close()


def test_the_file_is_private(tmp_path: Path) -> None:
    """A new SQLite file can be read by its owner alone."""
    storage.migrate(f"sqlite:///{tmp_path / 'new.db'}")
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600


def test_a_newer_database_is_refused(address: str) -> None:
    """Neither opened nor migrated by a version that does not know its shape."""
    run(address, "UPDATE alembic_version SET version_num = '9999'")
    for attempt in (opened, storage.migrate):
        with pytest.raises(SchemaError, match="start the newer version"):
            attempt(address)
    assert storage.head_of(address) == "9999"


@pytest.mark.parametrize("name", EACH)
def test_a_missing_trigger_is_refused(address: str, name: str) -> None:
    """The refusal names it, and a migration puts it back."""
    drop(address, name)
    with pytest.raises(SchemaError, match=name):
        opened(address)
    storage.migrate(address)
    opened(address).close()


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_weakened_trigger_is_refused_on_sqlite(address: str) -> None:
    """A trigger with the right name and another body is no substitute, nor is one more."""
    drop(address, EACH[0])
    run(address, f"CREATE TRIGGER {EACH[0]} BEFORE UPDATE ON record_entry BEGIN SELECT 1; END")
    run(address, "CREATE TRIGGER extra AFTER UPDATE ON task BEGIN SELECT 1; END")
    with pytest.raises(SchemaError, match=f"extra, {EACH[0]}"):
        opened(address)


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "attack",
    [f"ALTER TABLE record_entry DISABLE TRIGGER {EACH[0]}", f"CREATE OR REPLACE {EMPTY}"],
)
def test_a_weakened_trigger_is_refused_on_postgresql(address: str, attack: str) -> None:
    """A trigger that is switched off, or whose function does nothing, is found."""
    run(address, attack)
    with pytest.raises(SchemaError, match=EACH[0]):
        opened(address)


def test_the_first_shape_can_be_taken_down(address: str) -> None:
    """Every table goes on the way down, and a migration brings them back."""
    engine = one_engine(address)
    with engine.begin() as connection:
        triggers.drop_all(connection)
        command.downgrade(alembic_config(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()
    storage.migrate(address)
    opened(address).close()
