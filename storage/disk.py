"""How long the disk under a database takes to keep a commit."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from storage.engine import parsed

__all__ = ["sync_seconds"]

_TIMES: Final = 11
_BLOCK: Final = b"\0" * 4096


def sync_seconds(url: str, monotonic: Callable[[], float]) -> float | None:
    """Return the median seconds of writing and syncing a block beside a SQLite file.

    None for PostgreSQL, whose disk is elsewhere. Raises OSError where nothing can be written.
    """
    address = parsed(url)
    if address.get_backend_name() != "sqlite":
        return None
    with tempfile.TemporaryFile(dir=Path(str(address.database)).absolute().parent) as file:
        return median(_once(file.fileno(), monotonic) for _ in range(_TIMES))


def _once(file: int, monotonic: Callable[[], float]) -> float:
    begun = monotonic()
    os.pwrite(file, _BLOCK, 0)
    os.fsync(file)
    return monotonic() - begun
