"""Requests that wait because too many came, in verbs."""

from datetime import datetime
from typing import Protocol

from bot.workflow.rows import HeldRow


class Held(Protocol):
    """Requests that wait because too many came, and how many came from where."""

    def arrived(self, source: str, minute: datetime) -> None:
        """Count one arrival of a source."""

    def count(self, since: datetime, source: str | None = None) -> int:
        """Return how many came since then, of one source or of all."""

    def forget(self, before: datetime) -> int:
        """Drop counts of minutes before `before`; return how many."""

    def new_number(self) -> int:
        """Return the next number of a held request; it is never given twice."""

    def hold(self, row: HeldRow, token_digest: str, content: bytes) -> None:
        """Keep a request, sealed under a key of its own."""

    def waiting(self) -> list[HeldRow]:
        """Return what is held, oldest first, without its content."""

    def size(self) -> int:
        """Return how many bytes all that is held takes."""

    def take(self, number: int) -> tuple[HeldRow, str, bytes] | None:
        """Remove a held request; return it, its token's digest and its content."""
