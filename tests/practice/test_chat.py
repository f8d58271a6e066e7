"""The chat methods over real sockets, with Slack's codes."""

from collections.abc import Awaitable

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.channels import Channel
from bot.practice.messages import Message
from bot.practice.server import SlackServer
from tests.practice.fakes import REVIEW, actions, button, section


async def code(call: Awaitable[object]) -> str:
    """The error code a call is refused with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_post_and_read_back(client: AsyncWebClient, slack: SlackServer) -> None:
    """A posted message stands in the channel with its blocks, for its members."""
    posted = await client.chat_postMessage(
        channel=REVIEW, text="Case", blocks=[section("One"), actions(button())]
    )
    (message,) = slack.hand("U01ANA").messages(REVIEW)
    assert (message.ts, message.text) == (posted["ts"], "Case")
    assert message.blocks[0]["text"]["text"] == "One"


async def test_invalid_blocks_name_the_place(client: AsyncWebClient) -> None:
    """invalid_blocks carries one message per fault with its JSON pointer."""
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=REVIEW, text="x", blocks=[section("x" * 3001)])
    assert refused.value.response["error"] == "invalid_blocks"
    (line,) = refused.value.response["response_metadata"]["messages"]
    assert line == "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"


async def test_where_it_may_post(client: AsyncWebClient, slack: SlackServer) -> None:
    """Unknown, foreign, archived channels and gone people are refused with their own codes."""
    add = slack.workspace.channels.add
    add(Channel("C02PUB", "public", "public"))
    add(Channel("C03PRIV", "secret", "private"))
    add(Channel("C04OLD", "old", members=[slack.workspace.app.bot_user], archived=True))
    slack.workspace.people.change("U01GUS", deleted=True)
    wanted = {
        "C09NONE": "channel_not_found",
        "C02PUB": "not_in_channel",
        "C03PRIV": "channel_not_found",
        "C04OLD": "is_archived",
        "U01GUS": "user_disabled",
        slack.workspace.app.bot_user: "cannot_dm_bot",
    }
    for channel, error in wanted.items():
        assert await code(client.chat_postMessage(channel=channel, text="x")) == error


async def test_post_to_a_person(client: AsyncWebClient, slack: SlackServer) -> None:
    """A person's id as channel posts into the direct conversation."""
    posted = await client.chat_postMessage(channel="U01ANA", text="Your receipt")
    opened = await client.conversations_open(users="U01ANA")
    assert posted["channel"] == opened["channel"]["id"]
    assert [m.text for m in slack.hand("U01ANA").dms()] == ["Your receipt"]
    assert slack.hand("U01BEN").dms() == []


async def test_texts(client: AsyncWebClient, slack: SlackServer) -> None:
    """A post needs words, is cut at 40,000 characters; an update over 4,000 is refused."""
    assert await code(client.api_call("chat.postMessage", json={"channel": REVIEW})) == "no_text"
    posted = await client.chat_postMessage(channel=REVIEW, text="x" * 40_001)
    assert len(slack.hand("U01ANA").messages(REVIEW)[0].text) == 40_000
    ts = posted["ts"]
    await client.chat_update(channel=REVIEW, ts=ts, text="x" * 4_000)
    assert await code(client.chat_update(channel=REVIEW, ts=ts, text="x" * 4_001)) == "msg_too_long"


async def test_update_keeps_what_is_not_given(client: AsyncWebClient, slack: SlackServer) -> None:
    """An update without blocks keeps them, and an empty list removes them."""
    ts = (await client.chat_postMessage(channel=REVIEW, text="a", blocks=[section()]))["ts"]
    await client.chat_update(channel=REVIEW, ts=ts, text="b")
    assert slack.hand("U01ANA").messages(REVIEW)[0].blocks
    await client.chat_update(channel=REVIEW, ts=ts, text="b", blocks=[])
    (message,) = slack.hand("U01ANA").messages(REVIEW)
    assert (message.text, message.blocks) == ("b", [])
    assert message.edited


async def test_refused_updates(client: AsyncWebClient, slack: SlackServer) -> None:
    """Missing, foreign and frozen messages cannot be updated, each with its code."""
    update = client.chat_update
    assert await code(update(channel=REVIEW, ts="1.0", text="x")) == "message_not_found"
    foreign = Message(REVIEW, slack.workspace.messages.next_ts(), "U01ANA", "mine")
    slack.workspace.messages.keep(foreign)
    assert await code(update(channel=REVIEW, ts=foreign.ts, text="x")) == "cant_update_message"
    ts = (await client.chat_postMessage(channel=REVIEW, text="x"))["ts"]
    slack.workspace.messages.freeze(REVIEW, ts)
    assert await code(update(channel=REVIEW, ts=ts, text="y")) == "edit_window_closed"


async def test_ephemeral(client: AsyncWebClient, slack: SlackServer) -> None:
    """Only the named member sees an ephemeral message, and it cannot be updated."""
    told = await client.chat_postEphemeral(channel=REVIEW, user="U01ANA", text="Not yours")
    assert [m.text for m in slack.hand("U01ANA").ephemerals()] == ["Not yours"]
    assert slack.hand("U01BEN").messages(REVIEW) == []
    outside = client.chat_postEphemeral(channel=REVIEW, user="U01GUS", text="x")
    assert await code(outside) == "user_not_in_channel"
    gone = client.chat_update(channel=REVIEW, ts=told["message_ts"], text="x")
    assert await code(gone) == "message_not_found"


async def test_metadata(client: AsyncWebClient, slack: SlackServer) -> None:
    """Metadata comes back in full only when all of it is asked for, and must be well-formed."""
    metadata = {"event_type": "card", "event_payload": {"effect": "e1"}}
    await client.chat_postMessage(channel=REVIEW, text="x", metadata=metadata)
    full = await client.conversations_history(channel=REVIEW, include_all_metadata=True)
    assert full["messages"][0]["metadata"] == metadata
    partial = await client.conversations_history(channel=REVIEW)
    assert "event_payload" not in partial["messages"][0]["metadata"]
    for bad in ({"event_type": "card"}, {"event_type": 1, "event_payload": {}}):
        call = client.chat_postMessage(channel=REVIEW, text="x", metadata=bad)
        assert await code(call) == "invalid_metadata_format"
    large = {"event_type": "card", "event_payload": {"x": "y" * 16_000}}
    call = client.chat_postMessage(channel=REVIEW, text="x", metadata=large)
    assert await code(call) == "metadata_too_large"


async def test_threads_and_links(client: AsyncWebClient) -> None:
    """Replies need their parent and stay out of the history; a link names a message."""
    orphan = client.chat_postMessage(channel=REVIEW, text="x", thread_ts="1.000100")
    assert await code(orphan) == "thread_not_found"
    ts = (await client.chat_postMessage(channel=REVIEW, text="card"))["ts"]
    await client.chat_postMessage(channel=REVIEW, text="reply", thread_ts=ts)
    history = await client.conversations_history(channel=REVIEW)
    assert [m["text"] for m in history["messages"]] == ["card"]
    thread = await client.conversations_replies(channel=REVIEW, ts=ts)
    assert [m["text"] for m in thread["messages"]] == ["card", "reply"]
    link = await client.chat_getPermalink(channel=REVIEW, message_ts=ts)
    assert REVIEW in link["permalink"]
    gone = client.chat_getPermalink(channel=REVIEW, message_ts="1.0")
    assert await code(gone) == "message_not_found"
