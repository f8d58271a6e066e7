"""A person's hand does what Slack's client allows, and nothing else."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.errors import ImpossibleError
from bot.practice.server import SlackServer
from tests.practice.fakes import (
    PICK,
    REVIEW,
    Json,
    Product,
    actions,
    asks,
    button,
    element,
    modal,
    plain,
    section,
    shown,
    text_input,
)


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


async def test_menus_in_messages(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """A menu on a card sends what was chosen, and offers nothing else."""
    menu = element("static_select", **PICK)
    ticks = {"type": "checkboxes", "action_id": "ticks", **PICK}
    blocks = [section() | {"accessory": menu}, actions(ticks)]
    await client.chat_postMessage(channel=REVIEW, text="x", blocks=blocks)
    ana = slack.hand("U01ANA")
    await ana.press(REVIEW, "it", value="b")
    assert product.received[-1]["actions"][0]["selected_option"]["value"] == "b"
    await ana.press(REVIEW, "ticks", value="c")
    assert product.received[-1]["actions"][0]["selected_options"][0]["value"] == "c"
    with pytest.raises(ImpossibleError, match="does not offer"):
        await ana.press(REVIEW, "it", value="d")


async def test_buttons_of_one_action(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """Among buttons of one action the value or the block decides which is pressed."""
    blocks = [
        actions(button(value="1")) | {"block_id": "one"},
        actions(button(value="2")) | {"block_id": "two"},
    ]
    await client.chat_postMessage(channel=REVIEW, text="x", blocks=blocks)
    ana = slack.hand("U01ANA")
    await ana.press(REVIEW, "review.open", value="2")
    await ana.press(REVIEW, "review.open", block_id="two")
    assert [r["actions"][0]["block_id"] for r in product.received] == ["two", "two"]
    with pytest.raises(ImpossibleError):
        await ana.press(REVIEW, "review.open", value="3")


async def test_closed_and_buried_views(slack: SlackServer, product: Product) -> None:
    """Only the view in front can be submitted, and a closed one takes nothing."""
    ana = shown(slack, asks(text_input(), optional=True), notify_on_close=True)
    first = ana.current_view()
    slack.workspace.views.push("U01ANA", modal(section(), submit=plain("Go")))
    with pytest.raises(ImpossibleError, match="not in front"):
        await ana.submit(first)
    with pytest.raises(ImpossibleError, match="no input"):
        await ana.fill(None, {"why": "x"})
    await ana.close(first, everything=True)
    assert product.received[-1]["is_cleared"]
    for late in (ana.close(first), ana.fill(first, {"why": "x"}), ana.press(first, "x")):
        with pytest.raises(ImpossibleError, match="is closed"):
            await late
    with pytest.raises(ImpossibleError, match="no modal open"):
        await ana.submit()
    answer = await ana.submit(first, stale=True)
    assert (answer.ok, product.received[-1]["type"]) == (True, "view_submission")


async def test_waiting_for_a_view(slack: SlackServer) -> None:
    """A hand waits for a view that opens after the answer, and gives up in the end."""
    ana = slack.hand("U01ANA")
    with pytest.raises(TimeoutError):
        await ana.view("form", seconds=0.01)
    shown(slack, section())
    slack.workspace.changed()
    assert (await ana.view("form")).callback_id == "form"
