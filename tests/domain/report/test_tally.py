"""Median, percentile and minutes, to the last unit."""

import pytest

from bot.domain.report.period import Period, PeriodError
from bot.domain.report.tally import Tally, median, percentile_95
from tests.domain.report.bodies import days

DECISION, VIDEO = "times.to_decision", "disclosed.video_minutes"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [([7], (7, 7)), ([1, 2], (2, 2)), ([1, 4], (3, 4)), ([1, 2, 9], (2, 9))],
)
def test_middle_and_slowest_of_a_few(seconds: list[int], expected: tuple[int, int]) -> None:
    """An even number has the mean of its two in the middle, a half rounded up."""
    assert (median(seconds), percentile_95(seconds)) == expected


def test_the_95th_percentile_is_by_nearest_rank() -> None:
    """Of 100 it is the 95th, of 101 the 96th, and of 20 the 19th."""
    found = [percentile_95([*range(1, count + 1)]) for count in (100, 101, 20)]
    assert found == [95, 96, 19]


def test_times_need_no_order_and_nothing_has_no_median() -> None:
    """Times come in any order; without any there is no number."""
    tally = Tally()
    assert tally.number(DECISION, "median") is None
    for seconds in (9, 1, 5):
        tally.took(DECISION, seconds)
    assert tally.number(DECISION, "median") == 5
    assert tally.number(DECISION, "percentile_95") == 9


@pytest.mark.parametrize(("seconds", "minutes"), [(29, 0), (30, 1), (89, 1), (90, 2)])
def test_minutes_round_half_up_once_for_all(seconds: int, minutes: int) -> None:
    """What is added up exactly is rounded once, half a minute up."""
    tally = Tally()
    for _ in range(seconds):
        tally.video += 1_000_000
    assert tally.number(VIDEO, "") == minutes


def test_what_the_catalogue_does_not_have_is_not_counted() -> None:
    """A key that is no key of a figure is refused rather than lost."""
    with pytest.raises(ValueError, match="expected a key of"):
        Tally().add("decisions.ended", "sold")


def test_a_period_has_days_and_days_before_it() -> None:
    """The one before ends where this one starts, and is as long in whole months, else in days."""
    assert days("2026-07-01", "2027-01-01").before == days("2026-01-01", "2026-07-01")
    assert days("2026-07-02", "2026-07-09").before == days("2026-06-25", "2026-07-02")
    for start, end in (("2026-07-01", "2026-07-01"), ("2026-07-02", "2026-07-01")):
        with pytest.raises(PeriodError, match="expected an end after"):
            days(start, end)
    with pytest.raises(PeriodError, match="days before it"):
        Period(
            start=days("2026-01-01", "2026-01-02").start.min,
            end=days("2026-01-01", "2026-01-02").end,
        )
    with pytest.raises(PeriodError, match="expected an end up to 4051-01-01, got 9999-12-31"):
        days("2026-01-01", "9999-12-31")
    assert days("2026-01-01", "4051-01-01").before.start.year == 1
