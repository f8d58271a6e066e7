"""A whole product on a practice workspace, for tests of what goes wrong around it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import PracticeClock
from bot.practice_house import PracticeHouse, practice_house
from tests.databases import postgres, sqlite_template, template, worker_name

__all__ = ["postgres", "sqlite_template", "template", "worker_name"]

# Otherwise pytest-asyncio's first test leaves behind a loop that nobody closes.
asyncio.set_event_loop(None)


@pytest.fixture
async def practice(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[PracticeHouse]:
    """The product on SQLite with everything outside it, and a clock that tests may move."""
    path = shutil.copyfile(sqlite_template, tmp_path / "practice.db")
    async with practice_house(tmp_path, PracticeClock(), database_url=f"sqlite:///{path}") as found:
        yield found
