"""What past requests left behind, in verbs: keyed marks, added and never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.workflow.rows import TraceRow


class Traces(Protocol):
    """Keyed marks of past requests. A look-up reads at most `limit` rows, however many there are.

    A mark is an HMAC under the site's secret: without it nobody can tell what it stands for, nor
    try out what it might. Erasing a case leaves its marks, which say nothing any more.
    """

    def add(self, rows: Sequence[TraceRow]) -> None:
        """Keep what is not kept already."""

    def count(self, kind: str, mark: str, since: datetime, limit: int) -> int:
        """Return how many traces bear the mark since then, at most `limit`."""

    def cases(self, kind: str, mark: str, since: datetime, limit: int) -> list[str]:
        """Return the cases behind the newest `limit` traces since then, each once, newest first."""
