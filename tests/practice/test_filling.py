"""What a person can enter in a form, and what Slack's client refuses."""

import pytest

from bot.practice.errors import ImpossibleError
from bot.practice.hand_on_views import plain as plain_answer
from bot.practice.server import SlackServer
from tests.practice.fakes import (
    PICK,
    Json,
    Product,
    asks,
    element,
    modal,
    options,
    section,
    shown,
    text_input,
)

BAD_ENTRIES = [
    ("too long", text_input("it", max_length=3), "four"),
    ("two lines in one", text_input("it"), "a\nb"),
    ("no e-mail", element("email_text_input"), "ana at example"),
    ("no address", element("url_text_input"), "example.com"),
    ("no number", element("number_input", is_decimal_allowed=False), "1.5"),
    ("out of range", element("number_input", is_decimal_allowed=True, max_value="3"), "3.5"),
    ("no date", element("datepicker"), "21/11/2026"),
    ("no day", element("datepicker"), "2026-02-30"),
    ("no time", element("timepicker"), "25:00"),
    ("no option", element("static_select", **PICK), "d"),
    ("one of several", element("checkboxes", **PICK), "a"),
    ("too many", element("multi_static_select", max_selected_items=1, **PICK), ["a", "b"]),
    ("not suggested", element("external_select"), "a"),
]


@pytest.mark.parametrize(("why", "entry", "value"), BAD_ENTRIES, ids=[b[0] for b in BAD_ENTRIES])
async def test_client_refuses(slack: SlackServer, why: str, entry: Json, value: object) -> None:
    """What Slack's client would not take cannot be entered."""
    ana = shown(slack, asks(entry, "it"))
    with pytest.raises(ImpossibleError):
        await ana.fill(None, {"it": value})


GOOD_ENTRIES = [
    (text_input("it", multiline=True), "a\nb", "a\nb"),
    (element("email_text_input"), "ana@example.com", "ana@example.com"),
    (element("url_text_input"), "https://example.com/x", "https://example.com/x"),
    (element("number_input", is_decimal_allowed=True), "1.5", "1.5"),
    (element("datepicker"), "2026-11-21", "2026-11-21"),
    (element("timepicker"), "18:30", "18:30"),
    (element("static_select", **PICK), "b", "b"),
    (element("radio_buttons", **PICK), "b", "b"),
    (element("checkboxes", **PICK), ["a", "c"], ["a", "c"]),
    (element("checkboxes", **PICK), [], []),
    (text_input("it", initial_value="x"), None, None),
]


@pytest.mark.parametrize(("entry", "value", "seen"), GOOD_ENTRIES)
async def test_entries_reach_the_state(
    slack: SlackServer, product: Product, entry: Json, value: object, seen: object
) -> None:
    """What is entered is what the submission carries."""
    ana = shown(slack, asks(entry, "it", optional=True))
    await ana.fill(None, {"it": value})
    assert ana.seen() == {"it": seen}
    await ana.submit()
    state = product.received[-1]["view"]["state"]["values"]["it"]["it"]
    assert state.pop("type") == entry["type"]
    assert [plain_answer(sent) for sent in state.values()] == [seen]


async def test_required_inputs(slack: SlackServer, product: Product) -> None:
    """A required input left empty keeps the form, marked, and nothing reaches the product."""
    ana = shown(slack, asks(text_input(min_length=5), "why"))
    with pytest.raises(ImpossibleError, match="why"):
        await ana.submit()
    assert ana.current_view().errors["why"]
    await ana.fill(None, {"why": "four"})
    with pytest.raises(ImpossibleError):
        await ana.submit()
    assert product.received == []
    await ana.fill(None, {"why": "enough"})
    assert (await ana.submit()).ok


async def test_dispatching_inputs(slack: SlackServer, product: Product) -> None:
    """An input dispatches by its config: choices at once, text on Enter or by character."""
    on_character = {"trigger_actions_on": ["on_character_entered"]}
    ana = shown(
        slack,
        asks(element("radio_buttons", **PICK), "choice", dispatch_action=True),
        asks(text_input("e"), "enter", dispatch_action=True),
        asks(text_input("c", dispatch_action_config=on_character), "chars", dispatch_action=True),
        asks(text_input("s"), "silent"),
    )
    await ana.fill(None, {"choice": "b", "enter": "x", "chars": "y", "silent": "z"})
    assert [r["actions"][0]["block_id"] for r in product.received] == ["choice", "chars"]
    assert product.received[0]["actions"][0]["selected_option"]["value"] == "b"
    assert product.received[1]["view"]["state"]["values"]["enter"]["e"]["value"] == "x"
    await ana.fill(None, {"enter": "x"}, enter=True)
    assert product.received[-1]["actions"][0]["value"] == "x"


async def test_suggestions(slack: SlackServer, product: Product) -> None:
    """An external select asks from its minimum length on; only what was offered can be picked."""
    ana = shown(slack, asks(element("external_select", min_query_length=2), "agency"))
    assert await ana.suggest(None, "agency", "it", "s") == []
    assert product.received == []
    product.answers = [{"options": options("spd", "sfpd")}]
    offered = await ana.suggest(None, "agency", "it", "sp")
    assert [o["value"] for o in offered] == ["spd", "sfpd"]
    assert product.received[-1]["value"] == "sp"
    await ana.fill(None, {"agency": "spd"})
    product.answers = [{"options": options("x" * 151)}]
    assert await ana.suggest(None, "agency", "it", "xx") == []
    assert slack.workspace.troubles


async def test_view_without_submit(slack: SlackServer) -> None:
    """A modal without a submit button cannot be submitted, nor a plain input suggested for."""
    view = {k: v for k, v in modal(section()).items() if k != "submit"}
    slack.workspace.views.open("U01ANA", view)
    ana = slack.hand("U01ANA")
    with pytest.raises(ImpossibleError, match="no submit button"):
        await ana.submit()
    with pytest.raises(ImpossibleError, match="no external select"):
        await ana.suggest(None, "why", "why", "spr")


async def test_fill_by_action_id(slack: SlackServer) -> None:
    """An input is found by its block id, or by its action id where the block's is versioned."""
    ana = shown(slack, asks(text_input("why"), "why:v7"))
    await ana.fill(None, {"why": "x"})
    assert ana.seen() == {"why:v7": "x"}
