"""The courts' calendars: holidays of the state, of the courts alone, and those on weekends."""

from datetime import date

import pytest

from bot.court_days import HolidayCourts

CALIFORNIA = "US-CA"


@pytest.mark.parametrize(
    ("day", "sits"),
    [
        ("2026-11-25", True),  # the day before Thanksgiving
        ("2026-11-26", False),
        ("2026-11-27", False),  # the day after it is a holiday of the courts
        ("2026-11-28", False),  # a Saturday
        ("2026-02-12", False),  # Lincoln's birthday: courts alone
        ("2026-09-25", False),  # Native American Day: courts alone
        ("2026-10-12", True),  # Columbus Day is none of theirs
        ("2027-10-29", True),  # Diwali is the state's, not the courts'
        ("2026-07-03", False),  # the fourth is a Saturday
        ("2027-07-05", False),  # the fourth is a Sunday
        ("2027-12-31", False),  # New Year's Day 2028 is a Saturday
        ("2028-01-03", True),
        ("2027-02-15", False),  # Presidents' Day shares its date with a day of remembrance
    ],
)
def test_days_in_california(day: str, sits: bool) -> None:
    """As the judicial council's published calendars have it."""
    assert HolidayCourts().sits(CALIFORNIA, date.fromisoformat(day)) is sits


def test_a_court_without_a_table_of_its_own_keeps_its_country_s_days() -> None:
    """Other courts rest on the public holidays of their country."""
    courts = HolidayCourts()
    assert not courts.sits("DE", date(2026, 5, 1))
    assert courts.sits("US", date(2026, 2, 12))


def test_an_unknown_court_is_an_error() -> None:
    """Nobody counts by a calendar that does not exist."""
    with pytest.raises(NotImplementedError):
        HolidayCourts().sits("XX", date(2026, 5, 1))
