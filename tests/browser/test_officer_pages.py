"""The officer's form and page in a real browser: by keyboard, on a phone, without any script."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from bot.domain import commands as cm
from bot.domain.determination import Answer, Reason
from tests import factories as make
from tests.databases import sqlite_template
from tests.handlers.intake.officer import FIELDS, PHONE, Officer, officer

__all__ = ["sqlite_template"]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NARROW = {"width": 360, "height": 740}
ASKED = cm.AskAgency(questions=("narrow",), own="Which door?", to="status_page")
Scheme = Literal["light", "dark"]


@pytest_asyncio.fixture(loop_scope="module")
async def alvarez(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Officer]:
    """An officer with a fresh house behind the pages."""
    async with officer(sqlite_template, tmp_path) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def phone(chromium: Browser, alvarez: Officer) -> AsyncIterator[Page]:
    """A narrow window with all scripts switched off."""
    context = await chromium.new_context(
        viewport=NARROW, java_script_enabled=False, base_url=address(alvarez)
    )
    context.set_default_timeout(20_000)
    yield await context.new_page()
    await context.close()


def address(found: Officer) -> str:
    """Where the pages are."""
    return str(found.client._base_url)


async def fill(page: Page) -> None:
    """Fill in the whole form as one who sees it."""
    for name, value in FIELDS.items():
        field = page.locator(f'[name="{name}"]')
        kind = await field.first.get_attribute("type")
        if kind in ("checkbox", "radio"):
            for one in [value] if isinstance(value, str) else value:
                await page.locator(f'[name="{name}"][value="{one}"]').check()
        elif await field.evaluate("one => one.tagName") == "SELECT":
            await field.select_option(str(value))
        elif value:
            text = str(value).upper() if name == "agency.state" else str(value)
            await field.fill(text.replace("\r\n", "\n"))


async def test_a_form_is_filled_in_and_sent_on_a_phone(phone: Page, alvarez: Officer) -> None:
    """Without a script the form becomes a case, and its page shows number, code and phone."""
    await phone.goto("/request")
    await fill(phone)
    await phone.get_by_role("button", name="Send the request").click()
    await phone.wait_for_url("**/request/**")
    assert await phone.get_by_role("heading", level=1).inner_text() == (
        f"Emergency request {make.NUMBER}"
    )
    assert await phone.get_by_role("link", name=PHONE).count() >= 1
    assert await alvarez.cases() == [make.NUMBER]


async def test_errors_come_first_and_lead_to_their_fields(phone: Page) -> None:
    """The list has the focus, its links go to the fields, and what was typed is there."""
    await phone.goto("/request")
    await phone.get_by_label("Full name of the agency").fill("Springfield PD")
    await phone.get_by_role("button", name="Send the request").click()
    summary = phone.get_by_role("alert")
    assert "Not sent yet" in await summary.inner_text()
    await phone.keyboard.press("Tab")
    await phone.keyboard.press("Enter")
    assert phone.url.endswith("#agency.kind")
    assert await phone.get_by_label("Full name of the agency").input_value() == "Springfield PD"


async def test_the_form_is_filled_in_by_keyboard_alone(phone: Page, alvarez: Officer) -> None:
    """Tab reaches every field in the order of the page, and Enter sends the form."""
    await phone.goto("/request?lang=es")
    reached: list[str] = []
    for _ in range(120):
        await phone.keyboard.press("Tab")
        name = await phone.evaluate("document.activeElement.name")
        if name and (not reached or reached[-1] != name):
            reached.append(name)
        if name == "signature":
            break
    listed = await phone.locator("form [name]:visible").evaluate_all(
        "all => all.filter(one => one.type !== 'hidden' && one.tabIndex >= 0).map(one => one.name)"
    )
    wanted = [n for n in dict.fromkeys(listed) if n != "act"]
    assert [n for n in dict.fromkeys(reached) if n != "act"] == wanted
    await phone.keyboard.press("Enter")
    await phone.get_by_role("alert").wait_for()
    assert await alvarez.cases() == []


@pytest.mark.parametrize("lang", ["en", "es"])
async def test_nothing_is_wider_than_a_phone(phone: Page, alvarez: Officer, lang: str) -> None:
    """At 360 pixels no page scrolls sideways, errors and open forms included."""
    for path in await pages(alvarez, lang):
        await phone.goto(path)
        for summary in await phone.locator("summary").all():
            await summary.click()
        wide = await phone.evaluate("document.documentElement.scrollWidth")
        assert wide == NARROW["width"]
    await phone.goto(f"/request?lang={lang}")
    await phone.locator("button[name=act]").last.click()
    assert await phone.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


async def pages(found: Officer, lang: str) -> list[str]:
    """The form, the page of a case that was asked something, and one for a wrong link."""
    path = (await found.send()).path.partition("?")[0]
    number = (await found.cases())[-1]
    await found.act(path, {"act": "withdraw", "withdraw_why": "He is home."})
    await found.desk(ASKED, make.EVE, number)
    wrong = "/request/" + "x" * 43
    return [f"/request?lang={lang}", f"{path}?waits&lang={lang}", await cured(found, lang), wrong]


async def cured(found: Officer, lang: str) -> str:
    """The page of a request that was refused after a call-back."""
    path = (await found.send()).path.partition("?")[0]
    number = (await found.cases())[-1]
    code = (await found.found(number)).opened.code
    await found.desk(make.call(code=code), make.EVE, number)
    for who in (make.ANA, make.BEN):
        case = await found.case(number)
        form = make.determination(case, refuse=Reason.WRONG_ENTITY, E2=Answer.NO)
        await found.desk(form, who, number)
    assert "refused_wrong_entity" in (await found.get(path)).text
    return f"{path}?lang={lang}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "es"])
async def test_the_checker_finds_nothing(
    chromium: Browser, alvarez: Officer, lang: str, scheme: Scheme
) -> None:
    """axe-core finds no violation on any page, with errors and open forms, in both colours."""
    context = await chromium.new_context(
        viewport=NARROW, color_scheme=scheme, base_url=address(alvarez), bypass_csp=False
    )
    context.set_default_timeout(20_000)
    page = await context.new_page()
    for path in await pages(alvarez, lang):
        await page.goto(path)
        for summary in await page.locator("summary").all():
            await summary.click()
        await clean(page)
    await page.goto(f"/request?lang={lang}")
    await page.locator("button[name=act]").last.click()
    await clean(page)
    await context.close()


async def clean(page: Page) -> None:
    """Let axe-core look at a page, and fail with what it finds."""
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


async def test_the_list_of_errors_has_the_focus(chromium: Browser, alvarez: Officer) -> None:
    """A screen reader begins at the list of what is wrong, and at a new row after adding one."""
    context = await chromium.new_context(base_url=address(alvarez))
    page = await context.new_page()
    await page.goto("/request")
    await page.get_by_role("button", name="Add another device or time").click()
    assert await page.evaluate("document.activeElement.name") == "data_sought.1.device"
    await page.get_by_role("button", name="Send the request").click()
    await page.wait_for_selector("#errors")
    assert await page.evaluate("document.activeElement.id") == "errors"
    await context.close()
