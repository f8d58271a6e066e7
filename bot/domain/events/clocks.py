"""What is recorded of the clock itself."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.codec import event


@event("clock.went_back", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWentBack:
    """The clock was `behind` the last entry: until it caught up, every entry stands at one time."""

    behind: timedelta
