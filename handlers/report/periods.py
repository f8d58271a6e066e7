"""Periods in words, and words for periods: `1 January to 30 June 2026`, `2026-H1`."""

import re
from datetime import date, timedelta
from typing import Final

from bot.domain.report.period import Period, PeriodError

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""Ours, so that no machine's language changes a byte of a report."""
EXPECTED: Final = (
    "Say a half-year, a quarter, a month, a year, or the first and the last day: /edr report"
    " 2026-H1, 2026-Q3, 2026-10, 2026, or 2026-01-01 2026-06-30. Without any, it is this half-year"
    " so far."
)
_NAMED: Final = re.compile(
    r"(?P<year>\d{4})((?P<part>-[HQ])(?P<number>\d)|(?P<dash>-)(?P<month>\d\d))?", re.IGNORECASE
)
_YEAR, _HALF, _QUARTER, _MONTH = "", "-H{}", "-Q{}", "-{:02}"
_LENGTH: Final = {_YEAR: 12, _HALF: 6, _QUARTER: 3, _MONTH: 1}
"""Months of each period that has a name, by how the name goes on after the year."""
_PARTS: Final = {"": _YEAR, "-H": _HALF, "-Q": _QUARTER, "-": _MONTH}
_DAY: Final = timedelta(days=1)


def in_words(period: Period) -> str:
    """Return a period from its first to its last day."""
    first, last = period.start, period.end - _DAY
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"


def day(when: date) -> str:
    """Return a day: `30 June 2026`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def in_short(period: Period) -> str:
    """Return a period's name for the head of a column, `2026-H1`; empty where it has none."""
    start = period.start
    for part, months in _LENGTH.items():
        ends = start.day == 1 and not (start.month - 1) % months and _later(start, months)
        if ends == period.end:
            return f"{start.year}{part.format((start.month - 1) // months + 1)}"
    return ""


def read(typed: str, today: date) -> Period:
    """Return the period that is meant; raises PeriodError with a sentence for whoever typed it."""
    words = typed.split()
    if not words:
        half = date(today.year, 1 if today.month <= _LENGTH[_HALF] else 7, 1)
        return Period(start=half, end=today + _DAY)
    try:
        period = _named(words[0]) if len(words) == 1 else _between(words)
    except PeriodError:
        raise
    except (ValueError, OverflowError):
        raise PeriodError(EXPECTED) from None
    if period.start > today:
        raise PeriodError(f"That period has not begun. {EXPECTED}")
    return period


def _named(word: str) -> Period:
    found = _NAMED.fullmatch(word)
    if found is None:
        raise PeriodError(EXPECTED)
    months = _LENGTH[_PARTS[(found["part"] or found["dash"] or "").upper()]]
    number = int(found["number"] or found["month"] or 1)
    if not 1 <= number <= 12 // months:
        raise PeriodError(EXPECTED)
    start = date(int(found["year"]), (number - 1) * months + 1, 1)
    return Period(start=start, end=_later(start, months))


def _between(words: list[str]) -> Period:
    first, last = (date.fromisoformat(word) for word in words)
    return Period(start=first, end=last + _DAY)


def _later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)
