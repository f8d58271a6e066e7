"""Makes deleted keys unrecoverable from the database's own files.

SQLite overwrites what is deleted (`secure_delete`), but pages from before stand in the write-ahead
log until it is emptied. PostgreSQL marks a deleted row dead, and a plain VACUUM leaves its bytes in
the page: only a rewrite of the table puts them out of the table's file. Two small tables have keys:
that of the cases, and that of held requests, each of which lies beside a key of its own.
"""

import sqlite3
from contextlib import closing
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.engine import one_engine, parsed

__all__ = ["STATEMENT", "scrub"]

STATEMENT: Final = "VACUUM FULL case_key, held_request;"
"""What the owner of the tables runs on PostgreSQL."""
_BY_HAND: Final = f"As the owner of the tables run, outside a transaction: {STATEMENT}"
WAIT: Final = 5_000
"""Milliseconds for whoever still reads an older state."""
_OURS: Final = text(
    "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class"
    " WHERE oid IN (to_regclass('case_key'), to_regclass('held_request'))"
)


def scrub(url: str, owner_url: str = "", *, wait: int = WAIT) -> str:
    """Overwrite what was deleted, where we may; return what is left to the operator, or nothing.

    It may be repeated. `owner_url` is the role that owns the tables on PostgreSQL.
    """
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(str(address.database), wait)
    return _postgresql(owner_url or url)


def _sqlite(path: str, wait: int) -> str:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {wait:d}").close()
        try:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            busy = 1
    if not busy:
        return ""
    return (
        "The write-ahead log could not be emptied, since somebody still reads an older state of"
        " the database: give the same command again in a minute."
    )


def _postgresql(url: str) -> str:
    engine = one_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            if connection.scalar(_OURS):
                connection.exec_driver_sql(STATEMENT)
                return ""
    except DBAPIError:
        return f"The tables of keys could not be rewritten; give the command again. {_BY_HAND}"
    finally:
        engine.dispose()
    return f"Deleted keys still stand in the tables' files, as dead rows. {_BY_HAND}"
