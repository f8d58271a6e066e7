"""Insertions that meet an existing row without an error: an error ends PostgreSQL's transaction.

Written as text, because the two dialects' own constructs differ and their SQL does not.
"""

from collections.abc import Iterable

from sqlalchemy import TextClause, bindparam, text

from storage.shape import Row, columns

__all__ = ["insert_new", "put"]


def insert_new(row: type[Row], but: Iterable[str] = ()) -> TextClause:
    """Insert a row that meets no unique rule; rowcount 0 says that it met one."""
    return _typed(row, f"{_insert(row, but)} ON CONFLICT DO NOTHING", but)


def put(row: type[Row]) -> TextClause:
    """Insert a row, or write it over the one with its primary key."""
    keys = ", ".join(f'"{c.name}"' for c in columns(row) if c.primary_key)
    rest = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in columns(row) if not c.primary_key)
    return _typed(row, f"{_insert(row)} ON CONFLICT ({keys}) DO UPDATE SET {rest}")


def _insert(row: type[Row], but: Iterable[str] = ()) -> str:
    names = [c.name for c in columns(row) if c.name not in but]
    listed = ", ".join(f'"{name}"' for name in names)
    places = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {row.__tablename__} ({listed}) VALUES ({places})"  # noqa: S608 - our own names


def _typed(row: type[Row], sql: str, but: Iterable[str] = ()) -> TextClause:
    kinds = [bindparam(c.name, type_=c.type) for c in columns(row) if c.name not in but]
    return text(sql).bindparams(*kinds)
