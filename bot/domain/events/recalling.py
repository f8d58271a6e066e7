"""What was asked back after it had left the house, and what the recipient answered."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.recall import RecallAnswer, RecallCause
from bot.domain.request import Sealed


@event("recall.ordered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecallOrdered:
    """Whoever received the data must delete it and say so by `due` (UTC); links end at once."""

    cause: RecallCause
    due: datetime
    why: Sealed = None


@event("recall.answered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecallAnswered:
    """What the recipient said; `no_answer` by a person is one more try, by the product the end."""

    answer: RecallAnswer
    how: Sealed = None


Recalling = RecallOrdered | RecallAnswered
