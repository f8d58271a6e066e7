"""The practice page in a real browser: what is drawn, pressed, typed and moved."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.drill import HOSTILE, Drill
from tests.practice.fakes import REVIEW, plain, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_card_is_drawn(page: Page) -> None:
    """Markup is drawn, times are the person's own, and hostile plain text stays text."""
    card = page.locator(".card")
    await expect(card.get_by_role("heading")).to_have_text("EDR-2026-000001 · Abduction")
    await expect(card.locator("strong")).to_have_text("Clock")
    await expect(card.locator("time")).to_have_text("Today 8:05\u00a0PM")
    await expect(card.get_by_text(HOSTILE, exact=True)).to_be_visible()
    await expect(card.locator("img")).to_have_count(0)
    await expect(card.get_by_role("link", name="us")).to_have_attribute("href", "tel:+15550100100")


async def test_typing_survives_looking(page: Page, drill: Drill) -> None:
    """What comes in meanwhile takes neither the focus nor what is being typed."""
    line = page.get_by_label("Command", exact=True)
    await line.click()
    await line.press_sequentially("/edr que")
    await drill.say(REVIEW, "Another")
    await expect(page.locator(".message")).to_have_count(2)
    await line.press_sequentially("ue")
    await expect(line).to_have_value("/edr queue")
    await expect(line).to_be_focused()


async def test_command_answers_privately(page: Page, drill: Drill) -> None:
    """A command's answer is marked as private, and can be dismissed."""
    line = page.get_by_label("Command", exact=True)
    await line.fill("/edr queue")
    await line.press("Enter")
    private = page.locator(".ephemeral")
    await expect(private).to_contain_text("Only visible to you")
    await expect(private.locator("strong").last).to_have_text("Nothing")
    assert drill.got("/edr")[-1]["channel_id"] == REVIEW
    await private.get_by_role("button", name="Dismiss").click()
    await expect(private).to_have_count(0)


async def test_no_other_talk(page: Page, drill: Drill) -> None:
    """What is no command is kept in the line, with a word why."""
    line = page.get_by_label("Command", exact=True)
    await line.fill("hello")
    await line.press("Enter")
    await expect(page.locator("#line-note")).to_contain_text("Only commands")
    await expect(line).to_have_value("hello")
    assert drill.received == []


async def test_confirm_step(page: Page, drill: Drill) -> None:
    """A button with a confirm step sends nothing until it was confirmed."""
    stop = page.locator(".card").get_by_role("button", name="Stop")
    await stop.click()
    asked = page.get_by_role("alertdialog", name="Stop it?")
    await asked.get_by_role("button", name="Keep").click()
    await expect(asked).to_have_count(0)
    assert drill.received == []
    await stop.click()
    await asked.get_by_role("button", name="Stop").click()
    await expect(asked).to_have_count(0)
    await drill.arrived("block_actions")
    await expect(stop).not_to_have_attribute("aria-busy", "true")
    assert [one["actions"][0]["action_id"] for one in drill.got("block_actions")] == ["stop"]


async def test_switch_of_person(page: Page, drill: Drill) -> None:
    """Each person sees their own direct messages, and acts as themselves."""
    await drill.say("U01BEN", "Your receipt")
    dms = page.get_by_role("list", name="Direct messages")
    await expect(dms).to_have_text("None yet")
    await page.get_by_label("You are").select_option(label="Ben Ode")
    await dms.get_by_role("link").click()
    await expect(page.get_by_role("log")).to_contain_text("Your receipt")
    await expect(page.get_by_label("You are")).to_have_value("U01BEN")


async def test_clock_moves(page: Page, drill: Drill) -> None:
    """The clock is shown in the person's zone and in UTC, and moves forward by a button."""
    clock = page.get_by_role("region", name="Clock of the drill")
    await expect(clock).to_contain_text("7:00 PM PST")
    await clock.get_by_role("button", name="Move the clock forward 30 min").click()
    await expect(clock).to_contain_text("03:30 UTC")
    assert drill.seconds == 1800


async def test_home_asks_the_product(page: Page, drill: Drill) -> None:
    """Opening App Home tells the product, and shows what it publishes."""
    await page.get_by_role("link", name="App Home").click()
    await expect(page.locator("#body")).to_contain_text("not published")
    view = {"type": "home", "blocks": [{"type": "header", "text": plain("Your queue")}, section()]}
    await drill.client.views_publish(user_id="U01ANA", view=view)
    await expect(page.locator("#body").get_by_role("heading")).to_have_text("Your queue")
    await drill.arrived("event_callback")
    assert drill.got("event_callback")[-1]["event"]["type"] == "app_home_opened"


async def test_letter_runs_nothing(page: Page) -> None:
    """A letter's HTML looks as it was sent, in a frame where no script runs."""
    await page.get_by_role("link", name="Owner's mailbox").click()
    await page.locator(".letter").click()
    letter = page.frame_locator("iframe")
    await expect(letter.get_by_role("heading")).to_have_css("color", "rgb(1, 2, 3)")
    await expect(letter.get_by_text("Dear owner")).to_have_css("color", "rgb(4, 5, 6)")
    sandbox = await page.locator("iframe").get_attribute("sandbox")
    assert "scripts" not in str(sandbox)


async def test_evidence_is_made(page: Page) -> None:
    """A sample file appears with its size and SHA-256."""
    await page.get_by_role("link", name="Evidence folder").click()
    await page.get_by_role("button", name="Make Sample File").click()
    made = page.locator(".file")
    await expect(made).to_contain_text("4,096 bytes")
    assert len(await made.locator("code").inner_text()) == 64


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_narrow_screen(page: Page, scheme: str) -> None:
    """At 360 pixels nothing hangs over, and the side bar is a drawer that Escape shuts."""
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await page.set_viewport_size({"width": 360, "height": 740})
    menu = page.get_by_role("button", name="Menu")
    await expect(page.get_by_label("You are")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await menu.click()
    await expect(page.get_by_label("You are")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await page.locator(".card").get_by_role("button", name="Review").click()
    box = await page.get_by_role("dialog", name="Form").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 360)
