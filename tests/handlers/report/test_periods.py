"""Periods in words, and words for periods."""

from datetime import date

import pytest

from bot.domain.report.period import Period, PeriodError
from handlers.report.periods import in_short, in_words, read

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "start", "end", "words", "short"),
    [
        ("", "2026-07-01", "2026-11-23", "1 July to 22 November 2026", ""),
        ("2026-H1", "2026-01-01", "2026-07-01", "1 January to 30 June 2026", "2026-H1"),
        ("2025-h2", "2025-07-01", "2026-01-01", "1 July to 31 December 2025", "2025-H2"),
        ("2026-q3", "2026-07-01", "2026-10-01", "1 July to 30 September 2026", "2026-Q3"),
        ("2025", "2025-01-01", "2026-01-01", "1 January to 31 December 2025", "2025"),
        ("2025-12-31 2026-01-01", "2025-12-31", "2026-01-02",
         "31 December 2025 to 1 January 2026", ""),
        (" 2026-02-28   2026-02-28 ", "2026-02-28", "2026-03-01", "28 February 2026", ""),
        ("2026-02", "2026-02-01", "2026-03-01", "1 February to 28 February 2026", "2026-02"),
        ("2025-12", "2025-12-01", "2026-01-01", "1 December to 31 December 2025", "2025-12"),
    ],
)  # fmt: skip
def test_periods_are_read_and_said(
    typed: str, start: str, end: str, words: str, short: str
) -> None:
    """Both days that are typed count; without any it is this half-year, today included."""
    period = read(typed, TODAY)
    assert period == Period(start=date.fromisoformat(start), end=date.fromisoformat(end))
    assert (in_words(period), in_short(period)) == (words, short)


def test_the_first_half_begins_in_january() -> None:
    """On the last of June and on the first of July the half-years meet."""
    assert read("", date(2026, 6, 30)).start == date(2026, 1, 1)
    assert read("", date(2026, 7, 1)) == Period(start=date(2026, 7, 1), end=date(2026, 7, 2))


@pytest.mark.parametrize(
    "typed",
    [
        "tomorrow", "2026-H3", "2026-Q0", "2026-H", "0000", "2026-06-30 2026-01-01", "9999-H2",
        "2026-00", "2026-13", "2026-5", "20261", "2026-H12", "2026-", "2026-12",
        "2026-02-30 2026-03-01", "2027-H1", "2026-01-01 2026-02-01 2026-03-01", "1-H1",
        "2026-01-01", "2026-01-01 9999-12-31", "0001-01-01 0001-02-01",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_in_words(typed: str) -> None:
    """Whatever is typed wrongly gives a sentence, never a failure."""
    with pytest.raises(PeriodError, match=r"Say a half-year|expected|not begun"):
        read(typed, TODAY)


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ("2026-01-01", "2026-07-01", "2025-07-01"),
        ("2026-07-01", "2027-01-01", "2026-01-01"),
        ("2024-03-01", "2024-04-01", "2024-02-01"),
        ("2026-07-01", "2026-11-23", "2026-02-06"),
        ("2026-03-02", "2026-03-03", "2026-03-01"),
    ],
)
def test_before_a_half_year_stands_a_half_year(start: str, end: str, before: str) -> None:
    """Whole months have whole months before them, other periods as many days."""
    period = Period(start=date.fromisoformat(start), end=date.fromisoformat(end))
    assert period.before == Period(start=date.fromisoformat(before), end=period.start)
