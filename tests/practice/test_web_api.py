"""The Web API's door: tokens, argument styles, scopes, people, rates and faults."""

import asyncio
import json
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.channels import Channel
from bot.practice.errors import SlackError
from bot.practice.rates import Rate, Rates
from bot.practice.server import SlackServer
from tests.practice.fakes import REVIEW, Json, StillWall, section
from tests.practice.test_chat import code


async def ask(slack: SlackServer, method: str, **request: object) -> Json:
    """Call a method without the SDK."""
    async with ClientSession() as session:
        url = slack.base_url + method
        async with session.post(url, **request) as answer:  # type: ignore[arg-type] # aiohttp's own options
            body: Json = await answer.json()
            return body


async def test_every_style_of_arguments(slack: SlackServer) -> None:
    """Query, form and JSON body, token in header or field, all post the same message."""
    token = slack.workspace.app.bot_token
    fields = {"channel": REVIEW, "text": "x", "blocks": json.dumps([section()])}
    bearer = {"Authorization": f"Bearer {token}"}
    styles: list[dict[str, object]] = [
        {"params": fields, "headers": bearer},
        {"data": fields, "headers": bearer},
        {"data": fields | {"token": token}},
        {"json": fields | {"blocks": [section()]}, "headers": bearer},
    ]
    for style in styles:
        assert (await ask(slack, "chat.postMessage", **style))["ok"]
    texts = [m.blocks[0]["text"]["text"] for m in slack.hand("U01ANA").messages(REVIEW)]
    assert texts == ["Hello"] * 4


async def test_tokens(slack: SlackServer) -> None:
    """No token, a wrong one and one of the wrong kind are refused with their codes."""
    app = slack.workspace.app
    assert (await ask(slack, "auth.test"))["error"] == "not_authed"
    assert (await ask(slack, "auth.test", data={"token": "xoxb-no"}))["error"] == "invalid_auth"
    wrong = await ask(slack, "auth.test", data={"token": app.app_token})
    assert wrong["error"] == "not_allowed_token_type"
    assert (await ask(slack, "auth.test", data={"token": app.bot_token}))["team_id"] == app.team_id


async def test_unknown_method_and_missing_argument(client: AsyncWebClient) -> None:
    """An unknown method and a missing argument have their own codes."""
    assert await code(client.api_call("chat.whisper")) == "unknown_method"
    assert await code(client.api_call("users.info")) == "invalid_arguments"


async def test_malformed_arguments(client: AsyncWebClient) -> None:
    """Nested JSON, limits, cursors and ids that make no sense are refused by name."""
    post, history = "chat.postMessage", "conversations.history"
    room: Json = {"channel": REVIEW}
    wanted: list[tuple[str, Json, str]] = [
        (post, room | {"text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        (post, room | {"text": "x", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        (history, room | {"limit": "all"}, "invalid_limit"),
        (history, room | {"cursor": "next"}, "invalid_cursor"),
        ("chat.update", room | {"ts": "1.0", "text": "x"}, "message_not_found"),
        ("views.update", {"view": {}}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1.2.3"}, "invalid_trigger_id"),
        ("views.publish", {"user_id": "U01ANA"}, "invalid_arguments"),
        ("conversations.replies", room | {"ts": "1.0"}, "thread_not_found"),
    ]
    for method, arguments, error in wanted:
        assert await code(client.api_call(method, json=arguments)) == error, method


async def test_scopes(client: AsyncWebClient) -> None:
    """A method beyond the granted scopes says which one is missing."""
    with pytest.raises(SlackApiError) as refused:
        await client.dnd_info(user="U01ANA")
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "dnd:read"
    direct = (await client.conversations_open(users="U01ANA"))["channel"]["id"]
    assert await code(client.conversations_history(channel=direct)) == "missing_scope"


async def test_people(client: AsyncWebClient, slack: SlackServer) -> None:
    """Accounts show the flags Slack shows, and only those that are true where it omits them."""
    slack.workspace.add_person("U09EXT", "ext", team_id="T999", is_stranger=True)
    guest = (await client.users_info(user="U01GUS"))["user"]
    assert guest["is_restricted"]
    assert "is_stranger" not in guest
    stranger = (await client.users_info(user="U09EXT"))["user"]
    assert (stranger["team_id"], stranger["is_stranger"]) == ("T999", True)
    assert await code(client.users_info(user="U0NOBODY")) == "user_not_found"
    found = await client.users_lookupByEmail(email="ANA@example.com")
    assert found["user"]["id"] == "U01ANA"
    slack.workspace.people.change("U01ANA", deleted=True)
    assert await code(client.users_lookupByEmail(email="ana@example.com")) == "users_not_found"
    assert "is_restricted" not in (await client.users_info(user="U01ANA"))["user"]


async def test_groups_team_and_muted_phones(client: AsyncWebClient, slack: SlackServer) -> None:
    """Groups list members, the team names itself, and a muted phone says until when."""
    slack.workspace.people.groups["S01REV"] = ["U01ANA"]
    assert (await client.usergroups_users_list(usergroup="S01REV"))["users"] == ["U01ANA"]
    assert await code(client.usergroups_users_list(usergroup="S0")) == "no_such_subteam"
    assert (await client.team_info())["team"]["id"] == slack.workspace.app.team_id
    scopes = slack.workspace.app.scopes | {"dnd:read"}
    slack.workspace.app = replace(slack.workspace.app, scopes=scopes)
    slack.workspace.people.change("U01BEN", do_not_disturb=True)
    assert (await client.dnd_info(user="U01BEN"))["dnd_enabled"]
    assert not (await client.dnd_info(user="U01ANA"))["dnd_enabled"]


async def test_channels(client: AsyncWebClient, slack: SlackServer) -> None:
    """A channel says whether it is private, shared outside and joined; members come by page."""
    slack.workspace.add_channel("C02EXT", "shared", ["U01ANA", "U01BEN"], shared=True)
    facts = (await client.conversations_info(channel="C02EXT"))["channel"]
    assert (facts["is_ext_shared"], facts["is_private"], facts["is_member"]) == (True, True, True)
    slack.workspace.channels.add(Channel("C03HID", "hidden"))
    assert await code(client.conversations_info(channel="C03HID")) == "channel_not_found"
    first = await client.conversations_members(channel="C02EXT", limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_members(channel="C02EXT", limit=2, cursor=cursor)
    assert len({*first["members"], *second["members"]}) == 3


async def test_direct_conversations(client: AsyncWebClient, slack: SlackServer) -> None:
    """Opening is the same conversation each time; unknown, gone and bot users are refused."""
    one = await client.conversations_open(users="U01ANA")
    two = await client.conversations_open(users=["U01ANA"])
    assert one["channel"] == two["channel"]
    slack.workspace.people.change("U01GUS", deleted=True)
    assert await code(client.conversations_open(users="U0NO")) == "user_not_found"
    assert await code(client.conversations_open(users="U01GUS")) == "user_disabled"
    assert await code(client.api_call("conversations.open")) == "users_list_not_supplied"


async def test_history_window_and_pages(client: AsyncWebClient) -> None:
    """History is newest first, between two instants, by page."""
    stamps = [(await client.chat_postMessage(channel=REVIEW, text=f"{n}"))["ts"] for n in range(3)]
    page = await client.conversations_history(channel=REVIEW, limit=2)
    assert [m["ts"] for m in page["messages"]] == [stamps[2], stamps[1]]
    assert page["has_more"]
    later = await client.conversations_history(channel=REVIEW, oldest=stamps[1])
    assert [m["ts"] for m in later["messages"]] == [stamps[2]]
    both = await client.conversations_history(channel=REVIEW, oldest=stamps[1], inclusive=True)
    assert len(both["messages"]) == 2


def test_bucket_empties_and_refills(wall: StillWall) -> None:
    """A bucket gives its burst, then refuses with the wait, per channel, and refills."""
    rates = Rates(wall, {"chat.postMessage": Rate(0.5, 2, by_channel=True)})
    rates.take("chat.postMessage", "C1")
    rates.take("chat.postMessage", "C1")
    with pytest.raises(SlackError) as refused:
        rates.take("chat.postMessage", "C1")
    assert (refused.value.code, refused.value.retry_after) == ("ratelimited", 2)
    rates.take("chat.postMessage", "C2")
    wall.at += 2
    rates.take("chat.postMessage", "C1")


async def test_too_many_calls_are_429(client: AsyncWebClient, slack: SlackServer) -> None:
    """The 31st post to one channel in a second is 429 with Retry-After; switched off it passes."""
    for _ in range(30):
        await client.chat_postMessage(channel=REVIEW, text="x")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=REVIEW, text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    slack.workspace.rates.enabled = False
    await client.chat_postMessage(channel=REVIEW, text="x")


async def test_lost_answer_stores_the_message(client: AsyncWebClient, slack: SlackServer) -> None:
    """A lost answer breaks the connection, and the message is there nevertheless."""
    slack.workspace.faults.add("chat.postMessage", "lost_answer")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=REVIEW, text="x")
    assert len(slack.hand("U01ANA").messages(REVIEW)) == 1


async def test_lost_request_stores_nothing(client: AsyncWebClient, slack: SlackServer) -> None:
    """A lost request breaks the connection and leaves nothing behind."""
    slack.workspace.faults.add("chat.postMessage", "lost_request")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=REVIEW, text="x")
    assert slack.hand("U01ANA").messages(REVIEW) == []


async def test_planned_refusals(client: AsyncWebClient, slack: SlackServer) -> None:
    """500, a page that is no JSON, 429 and any error code can be planned, once each."""
    add = slack.workspace.faults.add
    add("chat.postMessage", "http_500")
    add("chat.postMessage", "rate_limited", seconds=7)
    add("chat.postMessage", "error", code="is_archived")
    statuses = []
    for _ in range(3):
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=REVIEW, text="x")
        statuses.append((refused.value.response.status_code, refused.value.response["error"]))
    assert statuses == [(500, "internal_error"), (429, "ratelimited"), (200, "is_archived")]
    add("chat.postMessage", "non_json")
    with pytest.raises(SlackApiError) as broken:
        await client.chat_postMessage(channel=REVIEW, text="x")
    assert broken.value.response.status_code == 503
    await client.chat_postMessage(channel=REVIEW, text="x")
    assert [kind for _, kind in slack.workspace.faults.happened][-1] == "non_json"


async def test_fault_matches_arguments(client: AsyncWebClient, slack: SlackServer) -> None:
    """A fault may wait for the call with certain arguments."""
    slack.workspace.faults.add("chat.postMessage", "http_500", match={"text": "second"})
    await client.chat_postMessage(channel=REVIEW, text="first")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=REVIEW, text="second")


async def test_slow_answer_is_stored_first(client: AsyncWebClient, slack: SlackServer) -> None:
    """A slow call is handled at once and answered late, so a time-out says nothing."""
    slack.workspace.faults.add("chat.postMessage", "slow", seconds=5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.chat_postMessage(channel=REVIEW, text="x"), 0.05)
    assert len(slack.hand("U01ANA").messages(REVIEW)) == 1
