"""What the evidence store says it gave to police, held against the record, day by day."""

from dataclasses import dataclass
from datetime import date

from bot.domain.codec import event
from bot.domain.off_the_books import Account, Unaccounted


@dataclass(frozen=True, slots=True, kw_only=True)
class OffTheBooks:
    """One export that no release accounts for, by the store's own id; `case` where it has ours."""

    export: str
    why: Unaccounted
    case: str | None = None


@event("exports.compared", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsCompared:
    """A day's list was compared; `digest` tells one list from another of the same day."""

    day: date
    digest: str
    count: int
    off: tuple[OffTheBooks, ...] = ()


@event("export.accounted", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAccounted:
    """One person says what an export was; it is settled once a second one says the same."""

    export: str
    how: Account


Exporting = ExportsCompared | ExportAccounted
