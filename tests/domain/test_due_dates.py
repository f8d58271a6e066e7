"""When the process that follows a release is due, against a table that was counted otherwise.

The table was made without this product and without any library of dates: weekdays by Zeller's rule,
the courts' days of rest and the nights of the clock change listed by hand for 2026 to 2028 from the
published court calendars, days counted one by one.
"""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from bot.court_days import HolidayCourts
from bot.domain.standards import STANDARDS

TABLE = (Path(__file__).parent / "due_dates.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))
COURTS = HolidayCourts()


def at(text: str) -> datetime:
    """A time of the table."""
    return datetime.fromisoformat(text)


def test_the_table_is_large_and_names_every_standard() -> None:
    """At least 100 dates, and none of the standards is left out."""
    assert len(ROWS) >= 100
    assert {row["standard"] for row in ROWS} == set(STANDARDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['standard']} {r['released_at']}")
def test_due_as_counted_by_hand(row: dict[str, str]) -> None:
    """Holidays, weekends, both clock changes, leap days and the year's end included."""
    promised = at(row["promised"]) if row["promised"] else None
    due = STANDARDS[row["standard"]].follow_up_due(at(row["released_at"]), promised, COURTS)
    assert due == at(row["due"]), row["why"]
