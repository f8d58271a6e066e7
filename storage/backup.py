"""A copy of the whole database at one instant, while the product runs."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.errors import ExigentError
from storage.engine import parsed

__all__ = ["BackupError", "backup_to"]


class BackupError(ExigentError):
    """No copy was made; says what to do instead."""


def backup_to(url: str, folder: Path) -> Path:
    """Write a consistent copy into the folder, readable by its owner alone; return its path.

    The copy holds the sealed case keys and is of no use without the key ring, which must be kept
    elsewhere. Raises BackupError for PostgreSQL, whose own `pg_dump` does this, for a copy that
    is there already, and for one that does not pass SQLite's own check.
    """
    address = parsed(url)
    if address.get_backend_name() != "sqlite":
        raise BackupError(
            "expected a SQLite database, got PostgreSQL: use pg_dump --format=custom, "
            "as the owner's role"
        )
    source = Path(str(address.database))
    target = folder / source.name
    if not source.exists() or target.exists():
        raise BackupError(f"expected a database at {source}, and nothing yet at {target}")
    part = target.with_name(f"{target.name}.part")
    try:
        # Created first: SQLite would let the file's readers be whom the mask allows.
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        _copy(source, part)
        part.rename(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise BackupError(f"no copy could be written at {part}: {error}") from None
    return target


def _copy(source: Path, part: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(part)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").close()  # one file to carry away
        found = copy.execute("PRAGMA integrity_check").fetchone()
    if found != ("ok",):
        raise sqlite3.DatabaseError("the copy does not pass integrity_check")
