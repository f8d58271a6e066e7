"""What rules find in a free text, and what they leave alone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.request import Category, Nature
from handlers.intake.email.found import find, moment
from tests.corpus.mail_writing import TEXT

ZONE = ZoneInfo("America/Los_Angeles")


def test_a_labelled_request_is_found() -> None:
    """Incident, phone, device, data, window and kind, as an officer labels them."""
    found = find("Emergency", TEXT)
    assert (found.incident, found.phone()) == ("26-118203", "+1 555 010 4417")
    assert found.devices == ("B8:7C:6F:12:34:56",)
    assert found.categories == (Category.VIDEO,)
    assert found.nature is Nature.ABDUCTION
    assert found.window(ZONE) == (
        datetime(2026, 11, 21, 18, 0, tzinfo=UTC),
        datetime(2026, 11, 21, 18, 30, tzinfo=UTC),
    )


def test_nothing_is_found_in_small_talk() -> None:
    """A text without facts gives none."""
    found = find("Hello", "How are you? Please call: soon.")
    assert (found.incident, found.phone(), found.devices, found.nature) == (None, None, (), None)
    assert (found.categories, found.window(ZONE)) == ((), None)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-21T18:00:00-08:00", datetime(2026, 11, 22, 2, 0, tzinfo=UTC)),
        ("2026-11-21 18:00 Z", datetime(2026, 11, 21, 18, 0, tzinfo=UTC)),
        ("on 2026-11-21, 6:05 UTC", datetime(2026, 11, 21, 6, 5, tzinfo=UTC)),
        ("11/12/2026 18:00", None),
        ("2026-13-41 25:61", None),
        ("0001-01-01 00:00 +14:00", None),
        ("tonight at six", None),
    ],
)
def test_times_are_read_only_in_one_way(text: str, read: datetime | None) -> None:
    """ISO 8601 with an offset is read; an order of day and month that may be another is not."""
    assert moment(text, None) == read


def test_local_times_need_the_agencys_zone() -> None:
    """Without an offset and without a zone there is no instant."""
    assert moment("2026-11-21 10:00", ZONE) == datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    assert moment("2026-11-21 10:00", None) is None


@pytest.mark.parametrize(
    "lines",
    [
        "From: 2026-11-21 10:30\nTo: 2026-11-21 10:00",
        "From: 2026-01-01 10:00\nTo: 2026-11-21 10:00",
        "From: 2026-11-21 10:00",
    ],
)
def test_a_window_that_makes_no_sense_is_none(lines: str) -> None:
    """Backwards, longer than 31 days, or without an end."""
    assert find("", lines).window(ZONE) is None


def test_the_first_of_two_answers_counts() -> None:
    """A quoted older mail below does not change what was said first."""
    assert find("", "Case number: 26-1\n> Case number: 25-9").incident == "26-1"
