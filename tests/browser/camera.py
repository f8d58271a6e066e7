"""A camera for the practice page: one person's view of one thing, on a phone and on a desk."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import quote

from playwright.async_api import Browser, BrowserContext, Locator, Page

from bot.practice.seed import REVIEW
from bot.practice.stage import Stage

PHONE, DESK = 390, 1280
"""Widths in CSS pixels."""
TALL = 2600
"""Height in CSS pixels at which every form shows whole, without scrolling."""


@dataclass
class Camera:
    """Takes each picture at each width, into `folder`, as `NAME.WIDTH.png`.

    `plain` leaves the width out of the name, and takes of a letter what one screen shows.
    """

    browser: Browser
    folder: Path
    widths: tuple[int, ...] = (PHONE, DESK)
    height: int = TALL
    plain: bool = False
    taken: list[Path] = field(default_factory=list)
    _pages: dict[int, Page] = field(default_factory=dict)
    _contexts: list[BrowserContext] = field(default_factory=list)
    _turn: int = 0

    async def __aenter__(self) -> Self:
        for width in self.widths:
            context = await self.browser.new_context(
                viewport={"width": width, "height": self.height},
                timezone_id="America/Los_Angeles",
                reduced_motion="reduce",
            )
            context.set_default_timeout(20_000)
            self._contexts.append(context)
            self._pages[width] = await context.new_page()
        return self

    async def __aexit__(self, *_: object) -> None:
        for context in self._contexts:
            await context.close()

    async def modal(self, name: str, stage: Stage, user: str, top: str = "") -> None:
        """Take the form in front of somebody, scrolled until the words `top` lead it."""
        for width, page in self._pages.items():
            await self._look(page, stage, user, REVIEW)
            if top:
                words = page.locator("dialog[open]").get_by_text(top).first
                await words.evaluate("one => one.scrollIntoView({block: 'start'})")
                # The form's own heading stays on top of what is scrolled.
                await page.locator("dialog[open]").evaluate("one => one.scrollBy(0, -70)")
            await self._shoot(name, width, page.locator("dialog[open]"))

    async def said(self, name: str, stage: Stage, user: str, words: str, room: str = "") -> None:
        """Take the newest message that says `words`, in `room` or the direct messages."""
        await _alone(stage, user)
        place = room or _direct(stage, user)
        for width, page in self._pages.items():
            await self._look(page, stage, user, place)
            found = page.locator("li.message", has_text=words).last
            await self._shoot(name, width, found)

    async def place(self, name: str, stage: Stage, user: str, place: str) -> None:
        """Take everything in a channel, or in another place such as `home` or `mail/1`."""
        await _alone(stage, user)
        if place == "home":
            hand = stage.hand(user)
            await hand.open_home()
            await hand.until(hand.home)
        for width, page in self._pages.items():
            await self._look(page, stage, user, place)
            await self._shoot(name, width, page.locator("#main"))

    async def window(self, name: str, stage: Stage, user: str, place: str) -> None:
        """Take the whole window."""
        await _alone(stage, user)
        for width, page in self._pages.items():
            await self._look(page, stage, user, place)
            self.taken.append(self._path(name, width))
            await page.screenshot(path=self.taken[-1])

    async def page(self, name: str, url: str) -> None:
        """Take a page of the product from top to bottom."""
        for width, page in self._pages.items():
            await page.goto(url)
            await self._shoot(name, width, page.locator("body"))

    async def letter(self, name: str, html: str) -> None:
        """Take a letter's HTML part as a mail program shows it."""
        for width, page in self._pages.items():
            # A page of its own: the practice page's policy would take the letter's styles away.
            sheet = await page.context.new_page()
            await sheet.set_content(html)
            self.taken.append(self._path(name, width))
            await sheet.screenshot(path=self.taken[-1], full_page=not self.plain)
            await sheet.close()

    async def _look(self, page: Page, stage: Stage, user: str, place: str) -> None:
        self._turn += 1
        where = f"{stage.server.origin}/?as={user}&turn={self._turn}#{quote(place)}"
        await page.goto(where)
        await page.locator("#place").filter(has_not_text="Starting").wait_for()
        await page.locator("#body > *").first.wait_for(state="attached")

    def _path(self, name: str, width: int) -> Path:
        return self.folder / (f"{name}.png" if self.plain else f"{name}.{width}.png")

    async def _shoot(self, name: str, width: int, what: Locator) -> None:
        await what.wait_for()
        path = self._path(name, width)
        await what.screenshot(path=path, animations="disabled")
        self.taken.append(path)


def _direct(stage: Stage, user: str) -> str:
    return stage.server.workspace.channels.direct([user]).id


async def _alone(stage: Stage, user: str) -> None:
    """Close what would stand in front of the messages."""
    if stage.server.workspace.views.stack(user):
        await stage.hand(user).close(everything=True)
