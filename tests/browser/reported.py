"""Pictures of a report with invented figures: `python -m tests.browser.reported OUTDIR`.

By OUTDIR docs/pictures it takes those of the papers.
"""

import asyncio
import sys
from pathlib import Path

from aiohttp import ClientSession
from playwright.async_api import Browser, Page, async_playwright

from bot.practice.page_api import PageApi
from bot.practice.page_state import Practice
from bot.practice.server import SlackServer
from handlers.report.chart import chart
from handlers.report.page import report_page
from handlers.report.summary import summary
from handlers.slack_api import SlackApi
from handlers.slack_files import share
from tests.browser.camera import PHONE
from tests.browser.conftest import CHROMIUM
from tests.handlers.report import given
from tests.practice.fakes import REVIEW, StillWall, practice_workspace


async def take(folder: Path) -> None:
    """Take the page's answers and one of its charts on a phone, and the chart in Slack."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await _opened(browser, 860)
        await page.set_content(report_page(given.report(), given.COMPANY))
        await page.get_by_role("heading", name="Four questions").evaluate(
            "one => one.scrollIntoView({block: 'start'})"
        )
        await page.screenshot(path=folder / "report.png")
        await page.get_by_role("heading", name="What became of the requests received").evaluate(
            "one => one.scrollIntoView({block: 'start'})"
        )
        await page.screenshot(path=folder / "report-chart.png")
        await _in_slack(await _opened(browser, 2600), folder)
        await browser.close()


async def _opened(browser: Browser, height: int) -> Page:
    context = await browser.new_context(viewport={"width": PHONE, "height": height})
    return await context.new_page()


async def _in_slack(page: Page, folder: Path) -> None:
    made = given.report()
    workspace = practice_workspace(StillWall())
    async with (
        SlackServer(workspace, extend=PageApi(Practice()).extend) as server,
        ClientSession() as session,
    ):
        api = SlackApi(workspace.app.bot_token, server.base_url, session)
        await api.post(REVIEW, summary(made), "report")
        await share(api, REVIEW, chart(made, given.COMPANY))
        await page.goto(f"{server.origin}/?as=U01ANA#{REVIEW}")
        chart_shown = page.locator("li.message", has=page.locator("img"))
        await chart_shown.locator("img").wait_for()
        await chart_shown.screenshot(path=folder / "report-slack.png", animations="disabled")


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
