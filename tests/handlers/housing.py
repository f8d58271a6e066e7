"""Fixtures for tests of the Slack side; a folder's conftest imports them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import sqlite_template
from tests.handlers.house import House, house

__all__ = ["dwelling", "sqlite_template"]

# Otherwise pytest-asyncio's first test leaves behind a loop that nobody closes.
asyncio.set_event_loop(None)


@pytest.fixture
async def dwelling(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[House]:
    """A house of its own for each test."""
    async with house(sqlite_template, tmp_path) as found:
        yield found
