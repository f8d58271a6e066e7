"""A real Chromium, one for all tests of the page; without it they are left out, and said so."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.drill import Drill, card
from tests.practice.fakes import REVIEW

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 20_000
"""Milliseconds to wait for what the page should show: a browser beside a busy suite is slow."""
CI = os.environ.get("CI") == "true"  # noqa: TID251 # where CI is set, a missing browser fails

expect.set_options(timeout=PATIENCE)
collect_ignore_glob = [] if CHROMIUM or CI else ["test_*.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that the page was not tested, if it was not."""
    if collect_ignore_glob:
        terminalreporter.write_line("tests/browser left out: there is no chromium on the path")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """The browser; fails where there is none."""
    assert CHROMIUM, "install chromium: these tests drive the page in it"
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def drill(tmp_path: Path) -> AsyncIterator[Drill]:
    """A workspace with one card in the review channel."""
    async with Drill(tmp_path) as running:
        await running.say(REVIEW, "A case", card())
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def page(chromium: Browser, drill: Drill) -> AsyncIterator[Page]:
    """The page as Ana sees it, in a wide window; an error in its script fails the test."""
    errors: list[str] = []
    context = await chromium.new_context(timezone_id="America/Los_Angeles")
    context.set_default_timeout(PATIENCE)
    opened = await context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    await opened.goto(drill.origin)
    yield opened
    await context.close()
    assert errors == []
