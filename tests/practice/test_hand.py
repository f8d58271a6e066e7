"""A person's hand does what Slack's client allows, and nothing else."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.errors import ImpossibleError
from bot.practice.hand_on_views import Hand
from bot.practice.server import SlackServer
from tests.practice.fakes import (
    REVIEW,
    Json,
    Product,
    actions,
    asks,
    button,
    modal,
    options,
    plain,
    section,
    text_input,
)


def shown(slack: SlackServer, *blocks: Json, **more: object) -> Hand:
    """Ana, with a modal of these blocks in front of her."""
    slack.workspace.views.open("U01ANA", modal(*blocks, **more))
    return slack.hand("U01ANA")


def element(kind: str, **more: object) -> Json:
    """An element of that type."""
    return {"type": kind, "action_id": "it", **more}


PICK: Any = {"options": options("a", "b", "c")}
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
    assert state["type"] == entry["type"]
    assert len(state) == 2


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


async def test_submission_answers(slack: SlackServer, product: Product) -> None:
    """Errors, push, update, clear and an empty answer do what Slack does."""
    ana = shown(slack, asks(text_input()))
    await ana.fill(None, {"why": "x"})
    product.answers = [
        {"response_action": "errors", "errors": {"why": "Say more"}},
        {"response_action": "push", "view": modal(asks(text_input("b"), "b"), callback_id="two")},
        {"response_action": "update", "view": modal(section(), callback_id="done")},
        {"response_action": "clear"},
    ]
    await ana.submit()
    assert ana.current_view().errors == {"why": "Say more"}
    await ana.submit()
    assert ana.current_view().callback_id == "two"
    await ana.fill(None, {"b": "x"})
    await ana.submit()
    assert ana.current_view().callback_id == "done"
    assert len(slack.workspace.views.stack("U01ANA")) == 2
    await ana.submit()
    assert slack.workspace.views.stack("U01ANA") == []
    assert slack.workspace.troubles == []


@pytest.mark.parametrize(
    "answer",
    [
        500,
        "not what Slack reads",
        {"response_action": "dance"},
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": modal(section(), title=plain("x" * 25))},
    ],
)
async def test_unusable_submission_answers(
    slack: SlackServer, product: Product, answer: Json | str | int
) -> None:
    """An answer Slack cannot use leaves the form open and is seen as trouble."""
    ana = shown(slack, asks(text_input(), optional=True))
    product.answers = [answer]
    got = await ana.submit()
    assert got.trouble
    assert ana.current_view().callback_id == "form"
    assert len(slack.workspace.troubles) == 1


async def test_closing(slack: SlackServer, product: Product) -> None:
    """view_closed comes where asked for, and says when the whole stack went."""
    ana = shown(slack, section(), notify_on_close=True)
    slack.workspace.views.push("U01ANA", modal(section(), notify_on_close=True))
    await ana.close()
    assert (product.received[-1]["type"], product.received[-1]["is_cleared"]) == (
        "view_closed",
        False,
    )
    slack.workspace.views.push(
        "U01ANA", modal(section(), notify_on_close=True, clear_on_close=True)
    )
    await ana.close()
    assert product.received[-1]["is_cleared"]
    assert slack.workspace.views.stack("U01ANA") == []
    shown(slack, section())
    assert (await ana.close()).status == 0
    assert len(product.received) == 2


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


async def test_press_what_is_there(client: AsyncWebClient, slack: SlackServer) -> None:
    """A button gone from the card cannot be pressed, unless the phone shows an old copy."""
    posted = await client.chat_postMessage(channel=REVIEW, text="x", blocks=[actions(button())])
    ana = slack.hand("U01ANA")
    (copy,) = ana.messages(REVIEW)
    await client.chat_update(channel=REVIEW, ts=posted["ts"], text="x", blocks=[section()])
    for place in (REVIEW, copy):
        with pytest.raises(ImpossibleError):
            await ana.press(place, "review.open")
    answer = await ana.press(copy, "review.open", stale=True)
    assert answer.ok
    assert (await ana.replay(answer)).delivery == answer.delivery


async def test_press_payload(client: AsyncWebClient, slack: SlackServer, product: Product) -> None:
    """A press tells who, of which team, on which message; a forged part replaces the real one."""
    slack.workspace.add_person("U09EXT", "ext", team_id="T999")
    slack.workspace.channels.any(REVIEW).members.append("U09EXT")
    blocks = [actions(button(value="1"), button("two", value="2"))]
    posted = await client.chat_postMessage(channel=REVIEW, text="x", blocks=blocks)
    await slack.hand("U09EXT").press(REVIEW, "two")
    got = product.received[-1]
    assert (got["user"]["id"], got["user"]["team_id"]) == ("U09EXT", "T999")
    assert got["team"]["id"] == slack.workspace.app.team_id
    assert got["container"]["message_ts"] == posted["ts"]
    assert got["actions"][0]["value"] == "2"
    await slack.hand("U01ANA").press(REVIEW, "two", forge={"team": {"id": "T000"}})
    assert product.received[-1]["team"]["id"] == "T000"


async def test_outside_the_channel(client: AsyncWebClient, slack: SlackServer) -> None:
    """Who is not in a private channel neither reads nor presses there; the gone press nowhere."""
    await client.chat_postMessage(channel=REVIEW, text="x", blocks=[actions(button())])
    with pytest.raises(Exception, match="channel_not_found"):
        await slack.hand("U01GUS").press(REVIEW, "review.open")
    slack.workspace.people.change("U01ANA", deleted=True)
    with pytest.raises(ImpossibleError, match="deactivated"):
        await slack.hand("U01ANA").press(REVIEW, "review.open")


async def test_command(slack: SlackServer, product: Product) -> None:
    """A command arrives as a form, and its answer is for the person alone unless it says so."""
    ana, ben = slack.hand("U01ANA"), slack.hand("U01BEN")
    product.answers = ["Nothing waits", {"response_type": "in_channel", "text": "All may see"}]
    answer = await ana.command("/edr", "queue", REVIEW)
    assert answer.ok
    sent = product.received[-1]
    assert (sent["command"], sent["text"], sent["user_id"]) == ("/edr", "queue", "U01ANA")
    assert [m.text for m in ana.ephemerals()] == ["Nothing waits"]
    assert ben.messages(REVIEW) == []
    await ana.command("/edr", "show", REVIEW)
    assert [m.text for m in ben.messages(REVIEW)] == ["All may see"]
    with pytest.raises(ImpossibleError, match="/other"):
        await ana.command("/other")
    ana.dismiss(ana.ephemerals()[0])
    assert ana.ephemerals() == []


async def test_waiting_for_a_view(slack: SlackServer) -> None:
    """A hand waits for a view that opens after the answer, and gives up in the end."""
    ana = slack.hand("U01ANA")
    with pytest.raises(TimeoutError):
        await ana.view("form", seconds=0.01)
    shown(slack, section())
    slack.workspace.changed()
    assert (await ana.view("form")).callback_id == "form"
