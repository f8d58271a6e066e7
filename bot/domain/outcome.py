"""Was it truly an emergency? Thirty days after the end two people say, and name their source."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.roster import Ref

CLOCK: Final = "outcome"
"""The clock's name, and why a senior is paged where two differ."""
AGAIN: Final = "outcome_again"
"""The clock that asks anew while nobody has answered."""
ASKED_AFTER: Final = timedelta(days=30)
"""How long after its end a case is asked about (DOMAIN of the field: thirty days)."""
DAILY: Final = 7
"""So many times it is asked every day, and then every week."""


class Truth(StrEnum):
    """Whether it truly was an emergency."""

    CONFIRMED = "confirmed"
    MISTAKEN = "mistaken"
    MISREPRESENTED = "misrepresented"
    UNKNOWN = "unknown"


GENUINE: Final = frozenset({Truth.CONFIRMED, Truth.MISTAKEN})
"""Answers by which a request was what it said that it was: nobody had forged it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One person's latest answer."""

    by: Ref
    truth: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeOwed:
    """What a case that has ended owes the public: an answer. `since` is its end."""

    since: datetime
    said: tuple[Said, ...] = ()
    found: Truth | None = None
    found_at: datetime | None = None

    @property
    def due(self) -> datetime:
        """When it is overdue (UTC)."""
        return self.since + ASKED_AFTER

    @property
    def open(self) -> bool:
        """Whether two people have still to agree."""
        return self.found is None

    @property
    def disputed(self) -> bool:
        """Whether two people say two things."""
        return len({s.truth for s in self.said}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome:
    """Say whether it truly was an emergency; `source` is how one knows, or what was tried."""

    truth: Truth
    source: str
