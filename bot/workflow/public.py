"""What everybody may read of the record: bodies and hashes, no opened value among them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol


class Public(Protocol):
    """Reads entries as outsiders hold them, in order, in constant memory."""

    def hash_at(self, position: int) -> str | None:
        """Return the hash of one entry."""

    def time_at(self, position: int) -> datetime | None:
        """Return when one entry stands (UTC)."""

    def hashes(self, after: int = 0, count: int | None = None) -> Iterator[str]:
        """Yield the hashes of the entries; with `count`, so many."""

    def bodies(self, upto: int) -> Iterator[bytes]:
        """Yield the bodies of the first `upto` entries."""
