"""Every test here has an office with an approved case, and a pretend evidence store."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import SqlDatabase
from tests.databases import address, database, postgres, sqlite_template, template, worker_name
from tests.evidence.given import AtWork, at_work
from tests.fakes.clock import FrozenClock

__all__ = ["address", "database", "postgres", "sqlite_template", "template", "worker_name"]

# Otherwise pytest-asyncio's first test leaves behind a loop that nobody closes.
asyncio.set_event_loop(None)


@pytest.fixture
async def work(database: SqlDatabase, clock: FrozenClock, tmp_path: Path) -> AsyncIterator[AtWork]:
    """An approved case and an honest store."""
    async with at_work(database, clock, tmp_path) as found:
        yield found
