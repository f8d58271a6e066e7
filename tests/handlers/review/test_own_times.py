"""Own times: what the clock at the camera shows, and never more than was asked for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.determination import OwnerRoute
from bot.domain.request import Category
from bot.domain.scope import covers
from handlers.blocks.times import zone_of
from handlers.review.draft import Draft
from handlers.review.reading import (
    scope,
    scope_errors,
)
from handlers.review.windows import own_days
from tests.handlers.review.dossiers import (
    END,
    EVENT,
    START,
    canary,
    dossier,
    request,
    sought,
)
from tests.handlers.review.forms import ALL

MINUTE = timedelta(minutes=1)


def _own(day: str, start: str, end: str) -> Draft:
    return Draft(
        found=ALL,
        owner=OwnerRoute.TELL,
        choices={Category.VIDEO: f"own:{day}"},
        start=start,
        end=end,
    )


def _wide(start: datetime, hours: int, zone: str = "America/Los_Angeles") -> Any:  # noqa: ANN401 — a dossier
    asked = request(sought(start=start, end=start + timedelta(hours=hours)), zone=zone)
    return dossier(asked)


def _utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type] # year to minute


OWN = {
    "in the evening": (
        _utc(2026, 11, 22, 2),
        1,
        "2026-11-21",
        "18:10",
        "18:20",
        _utc(2026, 11, 22, 2, 10),
        10,
    ),
    "over midnight": (
        _utc(2026, 11, 22, 7),
        3,
        "2026-11-21",
        "23:50",
        "00:10",
        _utc(2026, 11, 22, 7, 50),
        20,
    ),
    "before the clocks go back": (
        _utc(2026, 11, 1, 7),
        6,
        "2026-11-01",
        "01:10",
        "01:20",
        _utc(2026, 11, 1, 8, 10),
        10,
    ),
    "the second pass": (
        _utc(2026, 11, 1, 7),
        6,
        "2026-11-01:1",
        "01:10",
        "01:20",
        _utc(2026, 11, 1, 9, 10),
        10,
    ),
    "across the repeated hour": (
        _utc(2026, 11, 1, 7),
        6,
        "2026-11-01",
        "01:50",
        "01:10",
        _utc(2026, 11, 1, 8, 50),
        20,
    ),
    "across the lost hour": (
        _utc(2026, 3, 8, 8),
        6,
        "2026-03-08",
        "01:50",
        "03:10",
        _utc(2026, 3, 8, 9, 50),
        20,
    ),
}


@pytest.mark.parametrize("name", OWN)
def test_own_times_are_the_clock_at_the_camera(name: str) -> None:
    """Own times mean the camera's zone, over midnight and over both changes of the clocks."""
    start, hours, day, one, other, begin, minutes = OWN[name]
    found = scope(_wide(start, hours), _own(day, one, other))
    assert [(w.start, w.end) for w in found] == [(begin, begin + minutes * MINUTE)]


REFUSED = {
    "a time that does not exist": (_utc(2026, 3, 8, 8), "2026-03-08", "02:30", "03:10", "forward"),
    "outside what was asked": (_utc(2026, 11, 22, 2), "2026-11-21", "17:00", "18:10", "inside"),
    "no length": (_utc(2026, 11, 22, 2), "2026-11-21", "18:10", "18:10", "differs"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_own_times_that_mean_nothing_are_refused(name: str) -> None:
    """The sentence says what is wrong, stands at the time field, and nothing is allowed."""
    start, day, one, other, said = REFUSED[name]
    of, draft = _wide(start, 6), _own(day, one, other)
    assert said in scope_errors(of, draft)["to:v1"]
    assert scope(of, draft) == ()


def test_own_times_need_both_ends() -> None:
    """A missing start is said at the start."""
    half = Draft(found=ALL, owner=OwnerRoute.TELL, choices={Category.VIDEO: "own:2026-11-21"})
    assert set(scope_errors(dossier(), half)) == {"from:v1"}


minutes = st.integers(0, 24 * 60 - 1)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 — bounds
    st.integers(1, 40),
    minutes,
    minutes,
    st.sampled_from(["America/Los_Angeles", "Europe/London", "Australia/Lord_Howe", "UTC"]),
)
def test_own_times_never_reach_outside_the_request(
    start: datetime, hours: int, one: int, other: int, zone: str
) -> None:
    """Whatever is typed, on every day of the year, what goes out lies inside what was asked for."""
    of = _wide(start, hours, zone)
    for value, _ in own_days(of.case, zone_of(zone)):
        draft = _own(
            value.removeprefix("own:"),
            f"{one // 60:02}:{one % 60:02}",
            f"{other // 60:02}:{other % 60:02}",
        )
        found = scope(of, draft)
        assert covers(of.case.scope, found)
        assert bool(found) != bool(scope_errors(of, draft))


def test_the_canaries_are_in_the_request() -> None:
    """The values that other tests look for are really there."""
    assert canary("narrative") in repr(request())
    assert START < EVENT < END
