"""The last day of a hold, where the request was made: over clock changes and the year's end."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.blocks.restrict import end_of_day


@pytest.mark.parametrize(
    ("last", "zone", "end"),
    [
        (date(2026, 12, 21), "America/Los_Angeles", "2026-12-22T08:00"),
        (date(2026, 12, 31), "America/Los_Angeles", "2027-01-01T08:00"),
        (date(2027, 3, 13), "America/Los_Angeles", "2027-03-14T08:00"),
        (date(2027, 3, 14), "America/Los_Angeles", "2027-03-15T07:00"),
        (date(2027, 11, 6), "America/Los_Angeles", "2027-11-07T07:00"),
        (date(2027, 11, 7), "America/Los_Angeles", "2027-11-08T08:00"),
        (date(2027, 3, 28), "Europe/Berlin", "2027-03-28T22:00"),
        (date(2028, 2, 29), "UTC", "2028-03-01T00:00"),
        (date(2026, 12, 31), "Australia/Sydney", "2026-12-31T13:00"),
    ],
)
def test_a_day_is_held_to_its_end(last: date, zone: str, end: str) -> None:
    """Day by day against a table made by hand: clocks go forward, back, and into a new year."""
    assert end_of_day(last, ZoneInfo(zone)) == datetime.fromisoformat(end).replace(tzinfo=UTC)
