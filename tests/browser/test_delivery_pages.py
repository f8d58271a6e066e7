"""The pages of files that go through us, in a real browser: phone, keyboard, no script, axe."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page

from tests.databases import sqlite_template
from tests.handlers.delivery.given import Pages, delivering
from tests.handlers.house import house

__all__ = ["sqlite_template"]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NARROW = {"width": 360, "height": 740}
CLIP = b"\x00\x00\x00\x18ftypisom" + b"clip" * 1000
LONG_NAME = f"{'front-door-of-the-house-' * 6}.mp4"
Scheme = Literal["light", "dark"]


@pytest_asyncio.fixture(loop_scope="module")
async def pages(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Pages]:
    """An approved case, with the custodian's page and the recipient's."""
    async with house(sqlite_template, tmp_path) as found, delivering(found) as made:
        yield made


async def window(
    chromium: Browser, pages: Pages, *, scripts: bool = False, scheme: Scheme = "light"
) -> BrowserContext:
    """A narrow window with cookies of its own."""
    context = await chromium.new_context(
        viewport=NARROW,
        java_script_enabled=scripts,
        color_scheme=scheme,
        accept_downloads=True,
        base_url=str(pages.desk.client._base_url),
    )
    context.set_default_timeout(20_000)
    return context


async def upload(page: Page, pages: Pages, name: str = "front-door.mp4") -> None:
    """Add a clip of the whole window, whose times the page has filled in."""
    await page.goto(pages.desk.path)
    clip = {"name": name, "mimeType": "video/mp4", "buffer": CLIP}
    await page.locator("#file").set_input_files([clip])
    await page.get_by_role("button", name="Add the file").click()


async def send(page: Page) -> str:
    """Send the link; return the code that the page shows."""
    await page.get_by_label("The agency says now").check()
    await page.get_by_label("Confirmed by whom and how").fill("Dispatch, by telephone")
    await page.get_by_label("Hand over to").select_option("officer")
    await page.get_by_role("button", name="Clear and send the link").click()
    shown = await page.locator(".code span").first.inner_text()
    return shown.replace(" ", "")


def content(path: Path) -> bytes:
    """What the browser saved."""
    return path.read_bytes()


async def test_from_the_upload_to_the_receipt_on_a_phone(chromium: Browser, pages: Pages) -> None:
    """Without any script, and for the recipient by keyboard alone, down to the saved file."""
    desk, officer = await window(chromium, pages), await window(chromium, pages)
    page = await desk.new_page()
    await upload(page, pages)
    code = await send(page)
    theirs = await officer.new_page()
    await theirs.goto(f"{pages.officer().path}?lang=es")
    while not await theirs.locator("#code:focus").count():
        await theirs.keyboard.press("Tab")
    await theirs.keyboard.type(code)
    await theirs.keyboard.press("Enter")
    link = theirs.get_by_role("link", name="Descargar")
    await link.focus()
    async with theirs.expect_download() as found:
        await theirs.keyboard.press("Enter")
    saved = await found.value
    assert saved.suggested_filename == "front-door.mp4"
    assert content(await saved.path()) == CLIP
    await theirs.get_by_role("checkbox").focus()
    await theirs.keyboard.press("Space")
    await theirs.get_by_role("button", name="Confirmar la lista").focus()
    await theirs.keyboard.press("Enter")
    await theirs.get_by_text("Usted confirmó esta lista").wait_for()
    await desk.close()
    await officer.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "es"])
async def test_the_checker_finds_nothing_and_nothing_is_too_wide(
    chromium: Browser, pages: Pages, lang: str, scheme: Scheme
) -> None:
    """Each page in each state, with mistakes and long names, in both colours, on a phone."""
    context = await window(chromium, pages, scripts=True, scheme=scheme)
    page = await context.new_page()
    await page.goto(pages.desk.path)
    await clean(page)
    await page.get_by_role("button", name="Add the file").click()
    await clean(page)
    await upload(page, pages, LONG_NAME)
    await clean(page)
    code = await send(page)
    await clean(page)
    there = f"{pages.officer().path}?lang={lang}"
    await page.goto(there)
    await clean(page)
    await page.locator("#code").fill("12")
    await page.locator("button[type=submit]").click()
    await clean(page)
    await page.locator("#code").fill(code)
    await page.locator("button[type=submit]").click()
    await page.locator(".watermark").first.wait_for()
    await clean(page)
    await page.locator("button[type=submit]").click()
    await clean(page)
    async with page.expect_download():
        await page.locator("a.button").click()
    await page.locator("input[name=have]").check()
    await page.locator("button[type=submit]").click()
    await clean(page)
    await page.goto(pages.desk.path)
    await clean(page)
    await context.close()


async def clean(page: Page) -> None:
    """Fail where the page is wider than the phone, or the checker finds anything."""
    assert await page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
