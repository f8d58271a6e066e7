"""What an owner complained of, and what a person answered."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.complaining import Finding
from bot.domain.request import Sealed


@event("complaint.opened", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintOpened:
    """An owner complained; somebody answers by `due` (UTC)."""

    number: int
    owner: str
    due: datetime
    text: Sealed = None


@event("complaint.answered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswered:
    """Somebody who did not decide the case answered, and that closes it."""

    number: int
    finding: Finding
    text: Sealed = None


Complaining = ComplaintOpened | ComplaintAnswered
