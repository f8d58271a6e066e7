"""Transparency reports: asked for, and made. Neither changes a figure."""

from dataclasses import dataclass
from datetime import date

from bot.domain.codec import event


@event("report.asked", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAsked:
    """Somebody asked for a report; its checkpoint covers this entry, which says when that was."""

    start: date
    end: date


@event("report.made", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMade:
    """A report was made of entries 1 to `size`; `digest` is the SHA-256 of its JSON, in hex."""

    start: date
    end: date
    size: int
    digest: str


Publishing = ReportAsked | ReportMade
"""What happens to transparency reports, beside any case."""
