"""Tests of storage, each on SQLite and on a real PostgreSQL."""
