"""What makes a case unreadable for ever, as `storage` implements it; what was kept long enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.erasing import Erasing, Kept
from bot.domain.errors import Refused
from bot.workflow.rows import CaseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case that was kept long enough, at `over_at` (UTC); `why` is what keeps it all the same."""

    number: str
    kept: Kept
    over_at: datetime
    erasing: Erasing
    why: Refused | None


class Erasures(Protocol):
    """Erasing, inside the transaction that puts it on the record."""

    def erase(self, case: str) -> None:
        """Delete the case's key and secret, its drafts, its files, and links to its documents.

        The links of status pages and of owners' pages stay: those pages say what happened, in
        neutral words, and the owner's proof of it, and hold nothing personal any more.
        """

    def readable(self, states: Iterable[str], opened_before: datetime) -> list[CaseRow]:
        """Return the rows of cases that have a key, by state and time of opening, oldest first."""
