"""What is kept: at the evidence store while a case is worked on, and of the case itself."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.events.erasing import Erasing


@event("preservation.asked", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class PreservationAsked:
    """The store is asked to keep what exists of these devices until then; None: to let it go.

    It takes the place of what was asked before. Owners are not told: nothing was disclosed.
    """

    number: int
    devices: tuple[str, ...]
    until: datetime | None = None


@event("preservation.answered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class PreservationAnswered:
    """The store does as it was asked, or `failed` says why not."""

    number: int
    failed: str = ""


Preserving = PreservationAsked | PreservationAnswered | Erasing
