"""Brings a database to the present shape, and refuses one that has another."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage import triggers
from storage.engine import one_engine
from storage.errors import SchemaError
from storage.grants import grant

__all__ = ["alembic_config", "check_schema", "head_of", "migrate"]

_ONE_AT_A_TIME: Final = 0x45584947  # "EXIG": PostgreSQL's advisory lock for our migrations


def migrate(url: str, owner_url: str = "", *, to: str = "heads") -> str:
    """Bring the database to `to`, as its owner, and return its revision; safe to repeat.

    Where `owner_url` is another role than that of `url`, the lesser role is granted what running
    takes. Raises SchemaError for a database of a newer version.
    """
    engine = one_engine(owner_url or url)
    try:
        with _changing(engine) as connection:
            _refuse_newer(_revision(connection))
            triggers.drop_all(connection)
            command.upgrade(alembic_config(connection), to)
            triggers.create_all(connection)
            revision = _revision(connection)
            if owner_url and engine.dialect.name == "postgresql":
                grant(connection, url)
    finally:
        engine.dispose()
    return str(revision)


def head_of(url: str) -> str | None:
    """Return the revision of the database's shape; None where nothing was ever migrated."""
    engine = one_engine(url)
    try:
        with engine.connect() as connection:
            return _revision(connection)
    finally:
        engine.dispose()


def check_schema(engine: Engine, *, guards: bool = True) -> None:
    """Refuse a database that is older, newer, or has other triggers: raises SchemaError.

    Without `guards` the triggers are left to whoever looks: verification tells of them itself.
    """
    with engine.connect() as connection:
        revision = _revision(connection)
        _refuse_newer(revision)
        if revision != _scripts().get_current_head():
            raise SchemaError(
                f"the database is at revision {revision}, this version needs "
                f"{_scripts().get_current_head()}: run the migration, then start again"
            )
        wrong = triggers.wrong(connection) if guards else []
    if wrong:
        raise SchemaError(
            f"the database's triggers are not this version's: {', '.join(wrong)}: find out who "
            "changed them, then run the migration, which puts them back"
        )


def _refuse_newer(revision: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaError(
            f"the database is at revision {revision}, which this version does not know: "
            "start the newer version that made it"
        )


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """Give one transaction in which tables may be rebuilt, alone."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # Rebuilding a table drops it, and with keys enforced its children would go along.
            _pragma(connection, "foreign_keys = OFF")
            with connection.begin():
                yield connection
                _check_keys(connection)
            _pragma(connection, "foreign_keys = ON")
            return
        with connection.begin():
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
            yield connection


def _pragma(connection: Connection, pragma: str) -> None:
    # On the driver's own connection: inside a transaction this pragma does nothing.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _check_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise SchemaError(f"after the migration, a row of {broken[0]} points at nothing")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def alembic_config(connection: Connection | None = None) -> Config:
    """Return what Alembic needs to work on a connection, without a file of its own."""
    config = Config(attributes={"connection": connection})
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config())
