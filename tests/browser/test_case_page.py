"""Claims about the exported case's page in a real browser: for every eye, on a phone, on paper."""

from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from handlers.case_page import case_page
from tests.handlers.case_page.bundles import bundle_of, owner_bundle_of
from tests.story import told

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both pages of a case in a folder, as an export leaves them."""
    folder = tmp_path_factory.mktemp("bundle")
    story = told()
    for name, bundle in (("full", bundle_of(story)), ("owner", owner_bundle_of(story))):
        (folder / f"{name}.html").write_text(case_page(bundle, "Example Cameras Inc."))
    return folder


async def opened(chromium: Browser, path: Path, width: int = 390) -> Page:
    """Open a file; the context is the page's own."""
    context = await chromium.new_context(viewport={"width": width, "height": 844})
    page = await context.new_page()
    await page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "width", "dark"),
    [("full", 390, False), ("full", 1280, True), ("owner", 390, True)],
)
async def test_the_checker_finds_nothing_and_nothing_is_too_wide(
    chromium: Browser, kept: Path, name: str, width: int, dark: bool
) -> None:
    """Both pages, everything unfolded, in both colours, on a phone and on a wide screen."""
    page = await opened(chromium, kept / f"{name}.html", width)
    await page.emulate_media(color_scheme="dark" if dark else "light")
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    await page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    await page.context.close()


async def test_on_paper_everything_is_unfolded(chromium: Browser, kept: Path) -> None:
    """The printed page holds what stands folded on the screen: each entry word for word."""
    page = await opened(chromium, kept / "full.html")
    folded = page.get_by_text("request, emergency, narrative", exact=True)
    assert not await folded.is_visible()
    paper = kept / "full.pdf"
    await page.pdf(path=paper, format="A4", prefer_css_page_size=True)
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(paper).pages)
    assert "request, emergency, narrative" in " ".join(text.split())
    await page.context.close()


async def test_a_keyboard_leads_to_an_entry_and_unfolds_it(chromium: Browser, kept: Path) -> None:
    """A link of the first page goes to the entry; Enter on its line shows what it says."""
    page = await opened(chromium, kept / "full.html")
    link = page.get_by_role("link", name="entry 42").first
    await link.focus()
    await page.keyboard.press("Enter")
    assert page.url.endswith("#entry-42")
    line = page.locator("#entry-42 summary")
    await line.focus()
    await page.keyboard.press("Enter")
    await page.locator("#entry-42 .hash").wait_for()
    await page.context.close()
