"""Every workflow test that asks for a database runs on both engines."""

from tests.databases import address, database, postgres, sqlite_template, template, worker_name

__all__ = ["address", "database", "postgres", "sqlite_template", "template", "worker_name"]
