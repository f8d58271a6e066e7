"""A house that counts invented figures."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import sqlite_template
from tests.handlers.house import House, house
from tests.handlers.report.given import Books

__all__ = ["sqlite_template"]

# Otherwise pytest-asyncio's first test leaves behind a loop that nobody closes.
asyncio.set_event_loop(None)


@pytest.fixture
def books() -> Books:
    """What is counted."""
    return Books()


@pytest.fixture
async def dwelling(sqlite_template: Path, tmp_path: Path, books: Books) -> AsyncIterator[House]:
    """A house of its own for each test."""
    async with house(sqlite_template, tmp_path, report=books) as found:
        yield found
