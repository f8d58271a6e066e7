"""The database that a test of the loops copies."""

import asyncio

from tests.databases import sqlite_template

__all__ = ["sqlite_template"]

# Otherwise pytest-asyncio's first test leaves behind a loop that nobody closes.
asyncio.set_event_loop(None)
