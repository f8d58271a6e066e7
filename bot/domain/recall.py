"""The recall of what was handed over: who is asked to delete it, and what they answered.

Nothing that left the house can be fetched back. What is left is to ask whoever received it to
delete it and to say so, to write down what they answered, and to ask again where nobody did.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CLOCK = "recall"
"""The clock's name, and why people are paged for it."""
ANSWER_WITHIN = timedelta(days=1)
"""How long the recipient has to say that it is deleted. Policy: no statute sets it."""


class RecallCause(StrEnum):
    """Why what was handed over must be deleted."""

    WITHDRAWN = "withdrawn"
    FRAUD = "fraud"
    MISTAKE = "mistake"
    NOT_CONFIRMED = "not_confirmed"
    OBJECTED = "objected"


class RecallAnswer(StrEnum):
    """What the recipient said. `no_answer` ends it only when time says so.

    `nothing_left` is the custodian's word that what was cleared was never handed over.
    """

    DELETED = "deleted"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """The latest recall of a case. `tries` are the times at which nobody answered."""

    cause: RecallCause
    ordered_at: datetime
    due: datetime
    tries: int = 0
    answer: RecallAnswer | None = None
    answered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether somebody must still say what became of the data."""
        return self.answer is None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecall:
    """Ask for everything back that was handed over, because it should not have been."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecall:
    """Say what the recipient answered; `how` is who said it, and how they were reached."""

    answer: RecallAnswer
    how: str


RecallCommand = OrderRecall | AnswerRecall
