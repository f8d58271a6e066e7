"""A house in a folder, named by the environment as an operator would."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot import __main__
from bot.clock import SystemClock
from bot.compose import House, open_office
from bot.settings import load
from tests.bot.settings_given import environ, right
from tests.cli.surroundings import outside
from tests.databases import address, postgres, sqlite_template, template, worker_name

__all__ = ["address", "outside", "postgres", "sqlite_template", "template", "worker_name"]

T = TypeVar("T")
Printed = pytest.CaptureFixture[str]


def apart(work: Callable[[], T]) -> T:
    """Do it in a thread of its own, whose event loops are none of the test's."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


@dataclass
class Site:
    """Where a house lives, and its command line."""

    folder: Path
    raw: dict[str, Any]
    settle: Callable[[dict[str, Any]], None]
    printed: Printed

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command in this process; return its exit code and what it printed on both ways."""
        self.printed.readouterr()
        code = apart(lambda: __main__.run(arguments))
        out, err = self.printed.readouterr()
        return code, out, err

    def json(self, *arguments: str) -> tuple[int, Any]:
        """Run a command that prints JSON."""
        code, out, _ = self.run(*arguments)
        return code, json.loads(out)

    def change(self, **tables: object) -> None:
        """Change tables of the settings."""
        self.raw.update(tables)
        self.settle(self.raw)

    def house(self) -> House:
        """Open the house as the product does; who asks closes its database."""
        return open_office(load(), SystemClock())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> Site:
    """A folder with settings and nothing else."""

    def settle(raw: dict[str, Any]) -> None:
        monkeypatch.setenv("EXIGENT_CONFIG", environ(raw, tmp_path)["EXIGENT_CONFIG"])

    raw = right() | {
        "database_url": f"sqlite:///{tmp_path / 'exigent.db'}",
        "key_dir": str(tmp_path / "keys"),
        "anchors": {"file": str(tmp_path / "checkpoints.txt")},
    }
    settle(raw)
    return Site(tmp_path, raw, settle, capsys)


@pytest.fixture
def ready(site: Site) -> Site:
    """A house with keys and a migrated SQLite database."""
    assert site.run("keys", "new")[0] == 0
    assert site.run("migrate")[0] == 0
    return site


@pytest.fixture
def ready_anywhere(site: Site, address: str) -> Site:
    """A house with keys and a migrated database, once per engine."""
    assert site.run("keys", "new")[0] == 0
    site.change(database_url=address)
    return site
