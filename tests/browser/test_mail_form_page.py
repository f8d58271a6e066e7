"""The form that completes a mail, in a real browser: by keyboard, on a phone, without a script."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests import factories as make
from tests.browser.test_officer_pages import NARROW, address, alvarez, clean
from tests.databases import sqlite_template
from tests.handlers.intake.officer import FIELDS, Officer
from tests.handlers.intake.test_mail_form import by_mail

__all__ = ["alvarez", "sqlite_template"]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(loop_scope="module")
async def phone(chromium: Browser, alvarez: Officer) -> AsyncIterator[Page]:
    """A narrow window with all scripts switched off."""
    context = await chromium.new_context(
        viewport=NARROW, java_script_enabled=False, base_url=address(alvarez)
    )
    context.set_default_timeout(20_000)
    yield await context.new_page()
    await context.close()


async def test_a_mail_is_completed_on_a_phone(phone: Page, alvarez: Officer) -> None:
    """Without a script: what was found is there, the rest is filled in, the case is complete."""
    await phone.goto(await by_mail(alvarez))
    incident = phone.get_by_label("Incident number")
    assert await incident.input_value() == "26-118203"
    told = await phone.locator("#incident_number\\.hint").inner_text()
    assert told.startswith("Found in your mail; please check.")
    for name, value in FIELDS.items():
        field = phone.locator(f'form [name="{name}"]')
        if not await field.count():
            assert name.startswith("agency.") or name == "officer.email"
            continue
        if await field.first.get_attribute("type") in ("checkbox", "radio"):
            for one in [value] if isinstance(value, str) else value:
                await phone.locator(f'[name="{name}"][value="{one}"]').check()
        elif await field.evaluate("one => one.tagName") == "SELECT":
            await field.select_option(str(value))
        else:
            await field.fill(str(value).replace("\r\n", "\n"))
    await phone.get_by_role("button", name="Send the form").last.click()
    await phone.wait_for_url("**/request/**done**")
    assert (await alvarez.case(make.NUMBER)).complete


async def test_by_keyboard_every_field_is_reached_and_enter_sends(
    phone: Page, alvarez: Officer
) -> None:
    """Tab goes through the form in its order; Enter shows what is missing, on top and linked."""
    await phone.goto(f"{await by_mail(alvarez)}?lang=es")
    reached: list[str] = []
    for _ in range(120):
        await phone.keyboard.press("Tab")
        name = await phone.evaluate("document.activeElement.name")
        if name and name not in reached:
            reached.append(name)
        if name == "signature":
            break
    listed = await phone.locator("form:has(#signature) [name]:visible").evaluate_all(
        "all => all.filter(one => one.type !== 'hidden' && one.tabIndex >= 0).map(one => one.name)"
    )
    assert reached == list(dict.fromkeys(listed))
    await phone.keyboard.press("Enter")
    await phone.get_by_role("alert").wait_for()
    await phone.keyboard.press("Tab")
    await phone.keyboard.press("Enter")
    assert phone.url.endswith("#emergency.nature")
    assert await phone.locator("#incident_number").input_value() == "26-118203"
    assert not (await alvarez.case(make.NUMBER)).complete


@pytest.mark.parametrize("lang", ["en", "es"])
async def test_the_checker_finds_nothing_and_nothing_is_too_wide(
    chromium: Browser, alvarez: Officer, lang: str
) -> None:
    """axe-core and 360 pixels: as it is opened, and with its errors."""
    context = await chromium.new_context(viewport=NARROW, base_url=address(alvarez))
    context.set_default_timeout(20_000)
    page = await context.new_page()
    await page.goto(f"{await by_mail(alvarez)}?lang={lang}")
    for _ in ("as opened", "with errors"):
        await clean(page)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide == NARROW["width"]
        await page.locator("form:has(#signature) button[type=submit]").last.click()
        await page.wait_for_selector("#errors")
    await context.close()
