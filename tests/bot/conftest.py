"""What tests of this folder are given: a database to copy, and a first set of keys."""

from tests.bot.keys_given import chance, key_dir
from tests.databases import sqlite_template

__all__ = ["chance", "key_dir", "sqlite_template"]
