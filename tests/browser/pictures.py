"""Take pictures of what people see: `python -m tests.browser.pictures OUTDIR [PLOT…]`.

The plots `readme` and `exported` take those of the README, by OUTDIR docs/pictures; the others take
everything.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, async_playwright

from bot import log
from bot.clock import PracticeClock
from bot.domain.errors import ExigentError
from bot.practice_house import practice_house
from tests.browser import decided, exported, readme, suspected, turned
from tests.browser.camera import Camera
from tests.browser.conftest import CHROMIUM
from tests.browser.shoot import Shoot

PLOTS: Final[Mapping[str, Callable[[Shoot], Awaitable[None]]]] = {
    "in-order": decided.in_order,
    "refused": decided.refused,
    "silent": decided.silent,
    "disagreed": decided.disagreed,
    "asked": turned.asked,
    "stepped": turned.stepped,
    "ended": turned.ended,
    "withdrawn": turned.withdrawn,
    "stopped": turned.stopped,
    "by-telephone": turned.by_telephone,
    "suspected": suspected.suspected,
    "turned-away": suspected.turned_away,
    "promised": suspected.promised,
}
"""Each leads one case somewhere, in a house of its own."""


async def take(folder: Path, names: list[str]) -> None:
    """Play the plots, and say how many pictures each took."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in names:
            sys.stdout.write(f"{name}: {await _play(browser, folder, name)} pictures\n")
        await browser.close()


async def _play(browser: Browser, folder: Path, name: str) -> int:
    with tempfile.TemporaryDirectory(prefix="exigent-pictures-") as inside:
        async with practice_house(Path(inside), PracticeClock()) as practice:
            if name == "readme":
                return await readme.play(practice.stage, browser, folder)
            if name == "exported":
                return await exported.play(practice, browser, folder)
            async with Camera(browser, folder) as camera:
                await PLOTS[name](Shoot(practice.stage, camera))
                return len(camera.taken)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with Path(tempfile.gettempdir(), "exigent-pictures.log").open("w") as stream:
        log.configure(PracticeClock().law, stream=stream, spoken=(ExigentError,))
        asyncio.run(take(target, sys.argv[2:] or list(PLOTS)))
