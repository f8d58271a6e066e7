"""The practice page's modals in a real browser: filling in, errors, the stack, the keyboard."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.drill import Drill, form
from tests.practice.fakes import modal, plain, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(loop_scope="module")
async def dialog(page: Page) -> AsyncIterator[Locator]:
    """The form with every kind of input, opened by a press on the card."""
    await page.locator(".card").get_by_role("button", name="Review").click()
    opened = page.get_by_role("dialog", name="Form")
    await expect(opened).to_be_visible()
    yield opened


async def test_every_kind_of_input(dialog: Locator, drill: Drill) -> None:
    """What is entered in each kind of input is what the product is sent."""
    await dialog.get_by_label("The why").fill("Because of it")
    await dialog.get_by_label("The pick").select_option("refuse")
    await dialog.locator("summary").click()
    await dialog.get_by_label("m1").check()
    await dialog.get_by_label("m3").check()
    await dialog.get_by_label("r2").check()
    await dialog.get_by_label("c1").check()
    await dialog.get_by_role("combobox", name="The agency").press_sequentially("spr")
    await dialog.get_by_role("option", name="Springfield PD").click()
    await dialog.get_by_label("The day").fill("2026-11-21")
    await dialog.get_by_label("The time").fill("18:30")
    await dialog.get_by_label("The mail").fill("ana@example.com")
    await dialog.get_by_role("button", name="File").click()
    await expect(dialog).to_be_hidden()
    await drill.arrived("view_submission")
    said = drill.answered()
    assert said["why"]["value"] == "Because of it"
    assert said["pick"]["selected_option"]["value"] == "refuse"
    assert [one["value"] for one in said["many"]["selected_options"]] == ["m1", "m3"]
    assert said["one"]["selected_option"]["value"] == "r2"
    assert [one["value"] for one in said["ticks"]["selected_options"]] == ["c1"]
    assert said["agency"]["selected_option"]["value"] == "Springfield PD"
    assert said["day"]["selected_date"] == "2026-11-21"
    assert said["time"]["selected_time"] == "18:30"
    assert said["mail"]["value"] == "ana@example.com"


async def test_missing_answer(dialog: Locator, drill: Drill) -> None:
    """An empty required field is told at the field, gets the focus, and nothing is sent."""
    why = dialog.get_by_label("The why")
    await dialog.get_by_role("button", name="File").click()
    await expect(why).to_be_focused()
    await expect(why).to_have_attribute("aria-invalid", "true")
    await expect(why).to_have_accessible_description(
        "In your own words 0 of 40 characters, at least 5 needed "
        "Please complete this required field."
    )
    await expect(dialog.get_by_role("alert")).to_have_text("Please check: The why")
    assert drill.got("view_submission") == []


async def test_error_from_the_product(dialog: Locator, drill: Drill) -> None:
    """The product's error stands at its field until that is changed; what was typed stays."""
    drill.answers = [{"response_action": "errors", "errors": {"pick": "Not with these answers"}}]
    await dialog.get_by_label("The why").fill("Because of it")
    await dialog.get_by_role("button", name="File").click()
    pick = dialog.get_by_label("The pick")
    await expect(pick).to_have_accessible_description("Not with these answers")
    await expect(pick).to_be_focused()
    await expect(dialog.get_by_label("The why")).to_have_value("Because of it")
    await pick.select_option("narrow")
    await expect(pick).to_have_accessible_description("")
    await dialog.get_by_role("button", name="File").click()
    await expect(dialog).to_be_hidden()


async def test_half_an_address(dialog: Locator, drill: Drill) -> None:
    """A mistake the page sees itself is told when the field is left, not while typing."""
    mail = dialog.get_by_label("The mail")
    await mail.press_sequentially("ana@")
    await expect(mail).to_have_attribute("aria-invalid", "false")
    await mail.blur()
    await expect(mail).to_have_accessible_description(
        "Enter an e-mail address, such as name@agency.example."
    )
    await dialog.get_by_role("button", name="File").click()
    await expect(mail).to_be_focused()
    assert drill.got("view_submission") == []


async def test_stack(page: Page, dialog: Locator, drill: Drill) -> None:
    """A pushed form comes in front; Back shows the first again with what was typed."""
    second = form("second") | {"title": plain("Second")}
    drill.answers = [{"response_action": "push", "view": second}]
    await dialog.get_by_label("The why").fill("Because of it")
    await dialog.get_by_role("button", name="File").click()
    front = page.get_by_role("dialog", name="Second")
    await expect(front.get_by_label("The why")).to_have_value("")
    await front.get_by_role("button", name="Back").click()
    await expect(dialog.get_by_label("The why")).to_have_value("Because of it")
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_be_hidden()


async def test_update_keeps_typing(page: Page, dialog: Locator, drill: Drill) -> None:
    """A form that the product updates keeps the focus and the text of its fields."""
    why = dialog.get_by_label("The why")
    await why.press_sequentially("Because")
    (view,) = drill.workspace.views.stack("U01ANA")
    changed = form()
    changed["blocks"][0]["hint"] = plain("Say more")
    await drill.client.views_update(view_id=view.id, view=changed)
    await expect(dialog).to_contain_text("Say more")
    await expect(why).to_be_focused()
    await page.keyboard.type(" of it")
    await expect(why).to_have_value("Because of it")
    await dialog.get_by_role("button", name="File").click()
    await expect(dialog).to_be_hidden()
    assert drill.answered()["why"]["value"] == "Because of it"


async def test_keyboard_only(page: Page, drill: Drill) -> None:
    """A form is opened, filled in and filed without a mouse, and the focus comes back."""
    opener = page.locator(".card").get_by_role("button", name="Review")
    await opener.focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Form")
    await expect(dialog.get_by_role("heading", name="Form")).to_be_focused()
    keys = ["Tab", "Tab", "*Because of it", "Tab", "n", "Tab", "Enter", "Tab", "Space", "Escape"]
    keys += ["Tab", "Space", "Tab", "Space", "Tab", "Tab", "*spr"]
    await type_keys(page, keys)
    await expect(dialog.get_by_role("listbox")).to_be_visible()
    await type_keys(page, ["ArrowDown", "ArrowDown", "Enter"])
    await dialog.get_by_role("button", name="File").press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(opener).to_be_focused()
    await drill.arrived("view_submission")
    said = drill.answered()
    assert said["why"]["value"] == "Because of it"
    assert said["pick"]["selected_option"]["value"] == "narrow"
    assert [one["value"] for one in said["many"]["selected_options"]] == ["m1"]
    assert said["one"]["selected_option"]["value"] == "r1"
    assert [one["value"] for one in said["ticks"]["selected_options"]] == ["c1"]
    assert said["agency"]["selected_option"]["value"] == "Shelbyville PD"


async def type_keys(page: Page, keys: list[str]) -> None:
    """Press each key; words behind a star are typed."""
    for key in keys:
        if key.startswith("*"):
            await page.keyboard.type(key[1:])
        else:
            await page.keyboard.press(key)


async def test_focus_stays_inside(page: Page, dialog: Locator) -> None:
    """Tab goes round inside the form, backwards as well."""
    await page.keyboard.press("Shift+Tab")
    await expect(dialog.get_by_role("button", name="File")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(dialog.get_by_role("button", name="Close")).to_be_focused()


async def test_escape_closes(page: Page, dialog: Locator, drill: Drill) -> None:
    """Escape closes the form, and the product hears of it with what was typed."""
    await dialog.get_by_label("The why").press_sequentially("Because")
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await drill.arrived("view_closed")
    (closed,) = drill.got("view_closed")
    assert closed["view"]["state"]["values"]["why"]["why"]["value"] == "Because"


async def test_form_without_answers(page: Page, dialog: Locator, drill: Drill) -> None:
    """A view without a submit button can only be closed."""
    done = modal(section("On record"), callback_id="done", title=plain("Filed"))
    del done["submit"]
    drill.answers = [{"response_action": "update", "view": done}]
    await dialog.get_by_label("The why").fill("Because of it")
    await dialog.get_by_role("button", name="File").click()
    filed = page.get_by_role("dialog", name="Filed")
    await expect(filed).to_contain_text("On record")
    await expect(filed.locator("footer button:visible")).to_have_text(["Close"])
