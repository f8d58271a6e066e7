"""Databases for tests, each fresh and of the present shape: one on SQLite, one on PostgreSQL.

A folder's conftest imports the fixtures it offers: `address`, `database`, and `postgres` and
`template` which they stand on.
"""

import os
import random
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

import storage
from storage import KeyRing, SqlDatabase
from tests.fakes.postgres import Postgres, running_postgres

RING = KeyRing({"k1": bytes(range(32))}, "k1")
_TEMPLATE = "exigent_template"
_numbers = count(1)


def opened(address: str) -> SqlDatabase:
    """Open a database with the tests' key ring and chance that repeats."""
    return storage.open_database(address, ring=RING, random_bytes=random.Random(address).randbytes)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """One real server for the whole run, shared by its worker processes."""
    worker = getattr(request.config, "workerinput", {"testrunuid": f"pid{os.getpid()}"})
    with running_postgres(worker["testrunuid"]) as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: Postgres, worker_name: str) -> str:
    """The name of a migrated database, to copy."""
    # Each conftest that imports the fixtures has its own.
    name = f"{_TEMPLATE}_{worker_name}_{next(_numbers)}"
    storage.migrate(postgres.create(name))
    return name


@pytest.fixture(scope="session")
def worker_name(request: pytest.FixtureRequest) -> str:
    """The name of this worker process, so that its databases are its own."""
    return str(getattr(request.config, "workerinput", {"workerid": "alone"})["workerid"])


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    storage.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[str]:
    """The address of a fresh migrated database, once per engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'exigent.db')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"fresh_{request.getfixturevalue('worker_name')}_{next(_numbers)}"
    yield server.create(name, request.getfixturevalue("template"))
    server.drop(name)


@pytest.fixture
def database(address: str) -> Iterator[SqlDatabase]:
    """A fresh database, open, once per engine."""
    kept = opened(address)
    yield kept
    kept.close()
