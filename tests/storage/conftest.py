"""Every storage test runs on both engines unless it names one."""

from tests.databases import address, database, postgres, sqlite_template, template, worker_name

__all__ = ["address", "database", "postgres", "sqlite_template", "template", "worker_name"]
