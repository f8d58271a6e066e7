"""Connections to SQLite and to PostgreSQL, set so that a commit is one."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

__all__ = ["Engines", "one_engine", "open_engines", "parsed"]

_OLDEST_SQLITE: Final = (3, 37, 0)  # the first with STRICT tables
_SQLITE_READERS: Final = 4
_PG_WRITERS: Final = 8
_PG_READERS: Final = 4

# Times of PostgreSQL in milliseconds: a lost lock must not hold up a press for its 3 seconds.
_PG_OPTIONS: Final = (
    "-c lock_timeout=5000 -c statement_timeout=30000"
    " -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
    " -c synchronous_commit=on"
)
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL loses acknowledged commits when the power goes
    "busy_timeout = 5000",  # milliseconds; another process may be migrating or backing up
    "foreign_keys = ON",
    "recursive_triggers = ON",  # without it, REPLACE deletes behind the triggers' back
    "secure_delete = ON",
)


@dataclass(frozen=True, slots=True)
class Engines:
    """One engine for changes and one for reading, and how many threads each may use."""

    write: Engine
    read: Engine
    writers: int
    readers: int

    def dispose(self) -> None:
        """Close the connections that are not in use."""
        self.write.dispose()
        self.read.dispose()


def parsed(url: str) -> URL:
    """Return the address with the driver that we use; raises ValueError for another engine."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        # The address itself may hold a password.
        raise ValueError("expected the address of a SQLite file or a PostgreSQL server")
    return address


def open_engines(url: str) -> Engines:
    """Open a database for the application; nothing connects before the first use."""
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        write = _sqlite(address, 1, "BEGIN IMMEDIATE")
        read = _sqlite(address, _SQLITE_READERS, "BEGIN", "query_only = ON")
        return Engines(write, read, 1, _SQLITE_READERS)
    write = _postgresql(address, _PG_WRITERS + _PG_READERS)
    # A report reads one state of everything, as on SQLite, and shares the writers' connections.
    read = write.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(write, read, _PG_WRITERS, _PG_READERS)


def one_engine(url: str) -> Engine:
    """Open a database for one connection that may change everything: to migrate, to check."""
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, 1, "BEGIN IMMEDIATE")
    return _postgresql(address, 1)


def _sqlite(address: URL, connections: int, begin: str, *more: str) -> Engine:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise ValueError(f"expected SQLite 3.37 or newer, got {sqlite3.sqlite_version}")
    # Personal data is sealed in it, but whom cases are about is nobody's business either.
    _create_private(Path(str(address.database)))
    engine = create_engine(
        address,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare(_PRAGMAS + more))

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _prepare(pragmas: tuple[str, ...]) -> Callable[[Any, ConnectionPoolEntry], None]:
    def prepare(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's
        connection.isolation_level = None  # the driver begins nothing by itself
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    return prepare


def _create_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        why = (error.strerror or "an error").lower()
        raise ValueError(f"expected a file that can be written, got {path}: {why}") from None


def _postgresql(address: URL, connections: int) -> Engine:
    return create_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        connect_args={"options": _PG_OPTIONS, "application_name": "exigent"},
    )
