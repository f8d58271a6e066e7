"""The transparency report in a real browser: for a phone, for paper, for a screen reader."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from handlers.report.page import report_page
from tests.handlers.report import given

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PAPER = {"width": 672, "height": 986}
"""A4 within its margins, at 96 pixels an inch."""
SOME = ("requests", "times", "notices.people_told")
"""Chapters of every kind of table; the checker takes seconds for all of them."""
EVIL = '<b onclick="alert(1)">Police</b> \u202e of a very long name without any space' + "x" * 90


@pytest_asyncio.fixture(loop_scope="module")
async def page(chromium: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """The page as it is opened from a folder; what the browser complains of fails the test."""
    agencies = {**given.AGENCIES, EVIL: given.AGENCIES["Springfield Police Department"]}
    path = tmp_path / "report.html"
    few = {name: given.PLAYED[name] for name in given.PLAYED if name.startswith(SOME)}
    path.write_text(report_page(given.report(few, agencies), given.COMPANY), encoding="utf-8")
    context = await chromium.new_context(viewport=PHONE)  # type: ignore[arg-type] # a plain dict
    context.set_default_timeout(20_000)
    opened, said, asked = await context.new_page(), list[str](), list[str]()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda request: asked.append(request.url))
    await opened.goto(path.as_uri())
    yield opened
    await context.close()
    assert (said, asked) == ([], [path.as_uri()])


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(page: Page, scheme: Literal["light", "dark"]) -> None:
    """No rule of axe-core is broken, contrast included, in light and in the dark."""
    await page.emulate_media(color_scheme=scheme)
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


async def test_nothing_is_wider_than_what_it_is_read_on(page: Page) -> None:
    """On a phone, on a screen and on paper nothing has to be moved sideways but one table."""
    for size, media in ((PHONE, "screen"), (DESK, "screen"), (PAPER, "print")):
        await page.set_viewport_size(size)  # type: ignore[arg-type] # a plain dict
        await page.emulate_media(media=media)  # type: ignore[arg-type] # one of the two
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide == size["width"], (size, media)


async def test_the_keyboard_reaches_the_answers_first(page: Page) -> None:
    """The first tab stop leads past the top, and the table that scrolls can be scrolled by keys."""
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert page.url.endswith("#answers")
    table = page.get_by_role("region", name="What each agency asked for")
    await table.focus()
    assert await table.evaluate("one => one === document.activeElement")


async def test_paper_takes_all_of_it(page: Page) -> None:
    """As a PDF it is A4, of a few dozen pages, and small enough to be sent."""
    pdf = await page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 595" in pdf or b"/MediaBox [0 0 594" in pdf
    assert 5 < pdf.count(b"/Type /Page\n") < 40
    assert len(pdf) < 1_000_000
