"""The pictures of an exported case: its first page, the scopes side by side, the owner's page."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import Browser, Page

from bot.domain.errors import Refused
from bot.practice.scripts import kidnapping
from bot.practice_house import PracticeHouse
from bot.workflow.export import Bundle, export_case
from handlers.case_page import case_page

WIDE, PHONE = 860, 390
"""Widths in CSS pixels: a page beside text, and a telephone."""
FIRST: Final = 1180
"""Height in CSS pixels of the case in short."""
TOP: Final = 900
"""Height in CSS pixels of what a first look shows."""


async def play(practice: PracticeHouse, browser: Browser, folder: Path) -> int:
    """Play one kidnapping to its end, export it for a judge and for its owner, and take both."""
    case = await kidnapping.play(practice.stage)
    house = practice.house
    with TemporaryDirectory(prefix="exigent-bundle-") as inside:
        for name, owner in (("full", None), ("owner", "O1")):
            bundle = await export_case(house.office, house.notary, case, owner=owner)
            _keep(Path(inside, f"{name}.html"), bundle, house.settings.legal.company)
        full = await _opened(browser, Path(inside, "full.html"), WIDE)
        await full.set_viewport_size({"width": WIDE, "height": FIRST})
        await full.screenshot(path=folder / "case.png")
        await full.locator(".diagram").first.screenshot(path=folder / "case-scope.png")
        owners = await _opened(browser, Path(inside, "owner.html"), PHONE)
        await owners.screenshot(path=folder / "case-owner.png")
    return 3


def _keep(path: Path, bundle: Bundle | Refused, company: str) -> None:
    if not isinstance(bundle, Bundle):
        raise TypeError(f"expected a bundle, got {bundle}")
    path.write_text(case_page(bundle, company), encoding="utf-8")


async def _opened(browser: Browser, path: Path, width: int) -> Page:
    context = await browser.new_context(
        viewport={"width": width, "height": TOP}, java_script_enabled=False
    )
    page = await context.new_page()
    await page.goto(path.as_uri())
    return page
