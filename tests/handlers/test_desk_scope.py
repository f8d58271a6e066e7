"""Choosing a scope on the desk page: by hand, in the camera's zone, and never more than asked."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.domain.request import Category
from bot.domain.scope import Window
from handlers.desk import Desk
from handlers.desk_scope import read_rows, rows_of, scope_of_rows
from handlers.desk_view import DeskView
from tests.fakes.clock import FrozenClock
from tests.handlers.desk_given import TOKEN, OneDesk, example_view
from tests.handlers.site import site

START = datetime(2026, 11, 22, 2, 0, 0, 250_000, UTC)  # 18:00 in Los Angeles
HALF_HOUR = timedelta(minutes=30)


def window(alias: str = "D1", category: Category = Category.VIDEO) -> Window:
    """Return the half hour asked of a device."""
    return Window(alias=alias, category=category, start=START, end=START + HALF_HOUR)


def choosing(*windows: Window) -> DeskView:
    """Return the example with these windows to choose from, in the camera's zone."""
    return replace(example_view(), zone="America/Los_Angeles", choosable=windows)


@pytest.fixture
def source() -> OneDesk:
    """A desk where two devices may be chosen."""
    return OneDesk(view=choosing(window(), window("D2")))


@pytest.fixture
async def client(source: OneDesk) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the running form."""
    async with site(Desk(source, source).routes(), FrozenClock()) as session:
        yield session


def test_nothing_is_ticked_before_somebody_ticks_it() -> None:
    """A fresh form allows nothing, and an empty one sent back allows nothing."""
    view = choosing(window(), window("D2"))
    assert not any(row.ticked for row in rows_of(view))
    assert scope_of_rows(view, read_rows(view, {})) == ()


def test_a_draft_comes_back_as_it_was_kept() -> None:
    """What the draft allows is ticked with its own times, and nothing else is."""
    view = choosing(window(), window("D2"))
    kept = replace(window(), end=START + timedelta(minutes=10))
    first, second = rows_of(replace(view, chosen=(kept,)))
    assert (first.ticked, first.start, first.end) == (
        True,
        "2026-11-21T18:00:00",
        "2026-11-21T18:10:00",
    )
    assert not second.ticked


@pytest.mark.parametrize("seconds", [":00", ""])
def test_what_is_left_alone_is_exactly_what_was_asked(seconds: str) -> None:
    """Ticking a row without touching its times allows the window to the microsecond.

    Browsers send the time back without seconds where they are nought.
    """
    view = choosing(window())
    start, end = (f"2026-11-21T18:{minute}{seconds}" for minute in ("00", "30"))
    form = {"w0": "yes", "w0.from": start, "w0.to": end}
    assert scope_of_rows(view, read_rows(view, form)) == (window(),)


def test_a_shorter_window_is_read_in_the_camera_s_zone() -> None:
    """Times typed without seconds are local times of the zone that the page names."""
    view = choosing(window())
    form = {"w0": "yes", "w0.from": "2026-11-21T18:05", "w0.to": "2026-11-21T18:15"}
    [allowed] = scope_of_rows(view, read_rows(view, form))
    assert allowed.start == datetime(2026, 11, 22, 2, 5, tzinfo=UTC)
    assert allowed.end == datetime(2026, 11, 22, 2, 15, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_read_as_the_lesser_window() -> None:
    """On the night the clocks go back, an hour's name allows the later start, the earlier end."""
    night = datetime(2026, 11, 1, 7, 0, tzinfo=UTC)  # midnight of daylight time
    asked = replace(window(), start=night, end=night + timedelta(hours=5))
    view = choosing(asked)
    form = {"w0": "yes", "w0.from": "2026-11-01T01:30", "w0.to": "2026-11-01T03:00"}
    [allowed] = scope_of_rows(view, read_rows(view, form))
    assert allowed.start == datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
    form = {"w0": "yes", "w0.from": "2026-11-01T00:00", "w0.to": "2026-11-01T01:30"}
    [allowed] = scope_of_rows(view, read_rows(view, form))
    assert allowed.end == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        ("", "2026-11-21T18:10", "Give both times"),
        ("yesterday", "2026-11-21T18:10", "Give both times"),
        ("2026-11-21T18:10", "2026-11-21T18:10", "The end must be after the start"),
        ("2026-11-21T17:59", "2026-11-21T18:10", "Stay within the window"),
        ("2026-11-21T18:05", "2026-11-21T18:31", "Stay within the window"),
    ],
)
async def test_a_wrong_row_saves_nothing_and_keeps_what_was_typed(
    client: aiohttp.ClientSession, source: OneDesk, start: str, end: str, problem: str
) -> None:
    """One wrong row: 422, nothing is kept, the row says why, and the other row stays ticked."""
    form = {"w0": "yes", "w0.from": start, "w0.to": end, "w1": "yes"}
    async with client.post(f"/desk/{TOKEN}", data=form) as response:
        text = await response.text()
        assert response.status == 422
    assert source.chosen == []
    assert problem in text
    assert text.count(" checked>") == 2
    assert f'value="{start}"' in text


async def test_an_empty_form_is_no_choice(client: aiohttp.ClientSession, source: OneDesk) -> None:
    """Sending the form without a tick saves nothing and says so."""
    async with client.post(f"/desk/{TOKEN}", data={"x": "y"}) as response:
        assert response.status == 422
        assert "Nothing is ticked" in await response.text()
    assert source.chosen == []


async def test_a_good_form_is_kept_and_says_so(
    client: aiohttp.ClientSession, source: OneDesk
) -> None:
    """What was ticked goes into the draft; the page then says that nothing is filed yet."""
    async with client.post(f"/desk/{TOKEN}", data={"w1": "yes"}) as response:
        assert response.status == 200
        assert "Nothing is filed yet" in await response.text()
    assert source.chosen == [(window("D2"),)]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff=1", "application/x-www-form-urlencoded"),
        (b"a=1&" * 6000, "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"--x--", "multipart/form-data; boundary=x"),
    ],
)
async def test_other_bodies_are_400(
    client: aiohttp.ClientSession, content: bytes, kind: str
) -> None:
    """What no form of ours sends is refused without a failure."""
    headers = {"Content-Type": kind}
    async with client.post(f"/desk/{TOKEN}", data=content, headers=headers) as response:
        assert response.status == 400


async def test_a_page_for_reading_takes_no_form(source: OneDesk) -> None:
    """Without windows to choose from, or without a keeper, posting is 405 and no form is shown."""
    reading = OneDesk(view=example_view())
    for desk in (Desk(reading, reading), Desk(source)):
        async with site(desk.routes(), FrozenClock()) as client:
            async with client.post(f"/desk/{TOKEN}", data={"w0": "yes"}) as response:
                assert response.status == 405
            async with client.get(f"/desk/{TOKEN}") as response:
                assert "<form" not in await response.text()


async def test_a_closed_link_keeps_nothing(client: aiohttp.ClientSession, source: OneDesk) -> None:
    """A form sent after the ten minutes is answered like a link that opens nothing."""
    source.closed = True
    async with client.post(f"/desk/{TOKEN}", data={"w0": "yes"}) as response:
        assert response.status == 404
    assert source.chosen == []
