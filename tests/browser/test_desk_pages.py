"""The page of the calls in a real browser: on a phone, in both colours, by keyboard, scriptless."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from bot.domain.verification import StepResult
from tests import factories as make
from tests.databases import sqlite_template
from tests.factories import EVE
from tests.handlers.house import House, house
from tests.handlers.test_desk_calls import Browser as Reader
from tests.handlers.test_desk_calls import browsing

__all__ = ["sqlite_template"]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NARROW = {"width": 360, "height": 740}
LOG = {"name": "switchboard.txt", "mimeType": "text/plain", "buffer": b"18:02 call, 4 min"}
LONG_NAME = f"{'switchboard-of-the-desk-' * 8}.txt"
Scheme = Literal["light", "dark"]


@pytest_asyncio.fixture(loop_scope="module")
async def home(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[House]:
    """A fresh house with a case at level 3 and a call that nobody answered."""
    async with house(sqlite_template, tmp_path) as found:
        number = await found.verified()
        await found.do(number, make.call(outcome=StepResult.INCONCLUSIVE, code=None), EVE)
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def reader(home: House) -> AsyncIterator[Reader]:
    """Eve, with the link that the word gave her."""
    async with browsing(home, EVE) as found:
        yield found


async def opened(chromium: Browser, reader: Reader, *, scripts: bool, scheme: Scheme) -> Page:
    """The page in a narrow window."""
    context = await chromium.new_context(
        viewport=NARROW,
        java_script_enabled=scripts,
        color_scheme=scheme,
        base_url=str(reader.client._base_url),
    )
    context.set_default_timeout(20_000)
    page = await context.new_page()
    await page.goto(reader.path)
    return page


async def attach(page: Page, name: str) -> None:
    """Choose the second call and a file, and send them."""
    await page.get_by_role("radio").nth(1).check()
    await page.locator("#log").set_input_files([{**LOG, "name": name}])
    await page.get_by_role("button", name="Attach the log").click()


async def fits(page: Page) -> bool:
    """Whether nothing is wider than the phone."""
    return await page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


async def clean(page: Page) -> None:
    """Let axe-core look at a page, and fail with what it finds."""
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_checker_finds_nothing_and_nothing_is_too_wide(
    chromium: Browser, reader: Reader, scheme: Scheme
) -> None:
    """As it opens, with a log of a long name, with what was wrong, and when the link is dead."""
    page = await opened(chromium, reader, scripts=True, scheme=scheme)
    await clean(page)
    assert await fits(page)
    await attach(page, LONG_NAME)
    await page.get_by_role("status").wait_for()
    await clean(page)
    assert await fits(page)
    await attach(page, "switchboard.exe")
    await page.get_by_role("alert").wait_for()
    await clean(page)
    assert await fits(page)
    await page.goto(f"/desk/{'x' * 43}/calls")
    await clean(page)
    assert await fits(page)
    await page.context.close()


async def test_a_log_is_attached_on_a_phone_without_a_script(
    chromium: Browser, reader: Reader, home: House
) -> None:
    """It stands below its call, which is told apart from what the product compared itself."""
    page = await opened(chromium, reader, scripts=False, scheme="light")
    assert await page.get_by_role("radio").count() == 3
    first = await page.locator("ol > li").first.inner_text()
    assert first.startswith("Earlier requests: something was noticed")
    await attach(page, "switchboard.txt")
    await page.get_by_role("status").wait_for()
    assert "switchboard.txt" in await page.locator("ol > li").nth(2).inner_text()
    case = await home.case(make.NUMBER)
    assert [log.step for log in case.call_logs] == [3]
    await page.context.close()


async def test_times_are_the_cameras(chromium: Browser, reader: Reader) -> None:
    """Every step and the page's end are told in the zone in which the request speaks."""
    page = await opened(chromium, reader, scripts=False, scheme="light")
    for said in await page.locator("ol > li").all_inner_texts():
        assert re.search(r"\d\d:\d\d P[SD]T", said)
    assert re.search(r"\d\d:\d\d P[SD]T \(", await page.locator("time").first.inner_text())
    await page.context.close()


async def test_the_keyboard_reaches_everything_in_its_order(
    chromium: Browser, reader: Reader
) -> None:
    """The way back, the calls, the file, the button."""
    page = await opened(chromium, reader, scripts=True, scheme="light")
    reached: list[str] = []
    for _ in range(4):
        await page.keyboard.press("Tab")
        reached.append(
            await page.evaluate("document.activeElement.type || document.activeElement.tagName")
        )
    assert reached == ["A", "radio", "file", "submit"]
    await page.context.close()
