"""The history is written once for each engine; each attack has a copy."""

import asyncio
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.attacks.history import (
    Copy,
    Kept,
    World,
    Writing,
    postgresql_copies,
    sqlite_copies,
    write_history,
)
from tests.databases import postgres, sqlite_template, template, worker_name
from tests.fakes.clock import FrozenClock
from tests.fakes.postgres import Postgres

__all__ = ["postgres", "sqlite_template", "template", "worker_name"]

Stages = tuple[Copy, dict[str, Kept]]


def _written(copy: Copy, address: str) -> Stages:
    writing = Writing(copy, address, FrozenClock())
    with ThreadPoolExecutor(1) as threads:
        return copy, threads.submit(lambda: asyncio.run(write_history(writing))).result()


@pytest.fixture(scope="session")
def histories(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    sqlite_template: Path,
    worker_name: str,
) -> Callable[[str], Stages]:
    """The stages of the history on an engine, written when they are first asked for."""
    known: dict[str, Stages] = {}

    def of(engine: str) -> Stages:
        if engine in known:
            return known[engine]
        if engine == "sqlite":
            folder = tmp_path_factory.mktemp("attacks")
            begun = shutil.copyfile(sqlite_template, folder / "begun.db")
            known[engine] = _written(sqlite_copies(folder), f"sqlite:///{begun}")
        else:
            server: Postgres = request.getfixturevalue("postgres")
            copy = postgresql_copies(server, f"attacked_{worker_name}")
            begun_at = server.url(request.getfixturevalue("template"))
            known[engine] = _written(copy, copy(begun_at, "begun"))
        return known[engine]

    return of


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, histories: Callable[[str], Stages]) -> World:
    """A copy of the whole history, once for each engine."""
    copy, stages = histories(request.param)
    whole = stages["whole"]
    return World(
        address=copy(whole.place, "world"),
        files={"a": whole.file},
        now=whole.now,
        stages=stages,
        restore=lambda stage: copy(stages[stage].place, "world"),
    )
