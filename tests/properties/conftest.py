"""Every promise that asks for a database is tried on both engines."""

from tests.databases import address, database, postgres, sqlite_template, template, worker_name

__all__ = ["address", "database", "postgres", "sqlite_template", "template", "worker_name"]
