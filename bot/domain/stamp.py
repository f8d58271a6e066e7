"""When and by whom an entry was made."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.roster import Ref


@dataclass(frozen=True, slots=True)
class Stamp:
    """An entry's time (UTC) and its actor."""

    at: datetime
    actor: Ref
