"""The database that a test of the loops copies."""

from tests.databases import sqlite_template

__all__ = ["sqlite_template"]
