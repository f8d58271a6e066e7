"""Databases on both engines, for products that are started here."""

import asyncio

from tests.databases import address, database, postgres, sqlite_template, template, worker_name

__all__ = ["address", "database", "postgres", "sqlite_template", "template", "worker_name"]

# Otherwise pytest-asyncio's first test leaves behind a loop that nobody closes.
asyncio.set_event_loop(None)
