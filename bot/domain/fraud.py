"""A request found to be forged: the finding of two people, and what the finding makes owed.

The breach of personal data is owed to the authority by the standard's own clock; the agency in
whose name it was asked is owed a call. Neither is decided by the product.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.roster import Ref
from bot.domain.verification import Reached

FINDING: Final = "fraud_finding"
"""The clock of a finding that waits for a second person, and why seniors are paged for it."""
BREACH: Final = "breach"
"""The clock of the report to the authority."""
WARNING: Final = "agency_warning"
"""The clock of the call to the agency in whose name it was asked."""
FOUND: Final = "fraud"
"""Why people are paged once it is found."""
SECOND_WITHIN: Final = timedelta(minutes=30)
"""How long one person's word may stand alone: as long as a second determination has."""
AT_ONCE: Final = timedelta(hours=1)
"""When an owner who is to be told at once is overdue: two people answer about safety by then."""
WARN_WITHIN: Final = timedelta(hours=4)
"""How long the agency may be left unwarned. Policy: whoever forges once forges again that day."""
MOST_TRIES: Final = 5
"""Calls that nobody answers, after which it is known that nobody can be told."""


class BreachAnswer(StrEnum):
    """What a person says of the breach: reported, or none that must be, with the reason."""

    REPORTED = "reported"
    NOT_A_BREACH = "not_a_breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraud:
    """What was found of a request. `proposals` counts those ever made; `proposer` waits, if any.

    `breach_due` is None where the standard names no time, or nothing had left.
    """

    proposals: int = 0
    proposer: Ref | None = None
    proposed_at: datetime | None = None
    found_at: datetime | None = None
    after_release: bool = False
    breach_due: datetime | None = None
    breach: BreachAnswer | None = None
    warn_due: datetime | None = None
    warned_at: datetime | None = None
    tries: int = 0

    @property
    def waiting(self) -> bool:
        """Whether one person's word waits for another's."""
        return self.proposer is not None and self.found_at is None

    @property
    def breach_open(self) -> bool:
        """Whether somebody must still say what became of the report."""
        return self.found_at is not None and self.breach_due is not None and self.breach is None

    @property
    def warning_open(self) -> bool:
        """Whether the agency must still be called."""
        owed = self.warn_due is not None and self.warned_at is None
        return owed and self.tries < MOST_TRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeFraud:
    """Say that the request was forged; it counts once a second person says so too."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmFraud:
    """Say so too, as the second person."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseFraud:
    """Hold, as the second person or the first, that it is not known to be forged."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBreach:
    """Say that the breach was reported, or why it need not be; `how` names where and by whom."""

    answer: BreachAnswer
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWarning:
    """Say that the agency was called: which number of the directory, who answered.

    `number` is empty where the directory lists none, and `said` then says what was done instead.
    """

    number: str
    reached: Reached
    said: str | None = field(default=None, repr=False)


FraudCommand = ProposeFraud | ConfirmFraud | RefuseFraud | AnswerBreach | RecordWarning
