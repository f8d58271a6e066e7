"""Our calls to Slack, and what each of their failures comes to."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.practice.faults import FaultKind
from bot.practice.server import SlackServer
from handlers.blocks.limits import OverLimit
from handlers.blocks.parts import message, modal, plain, section
from handlers.outside import Permanent, Transient, Unknown
from handlers.slack_api import TIME_LIMIT, Posted, SlackApi
from tests.handlers.house import REVIEW, StillWall, workspace_of

ANA = "U01ANA"
CARD = message("Case", [section(plain("Case"))], kind="exigent_card", ids={"case": "EDR-2026-1"})


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """The pretend Slack."""
    async with SlackServer(workspace_of(StillWall())) as server:
        yield server


@pytest.fixture
async def api(slack: SlackServer) -> AsyncIterator[SlackApi]:
    """Our adapter, pointed at it."""
    async with ClientSession(timeout=TIME_LIMIT) as session:
        yield SlackApi(slack.workspace.app.bot_token, slack.base_url, session)


FAILURES: list[tuple[FaultKind, dict[str, object], object]] = [
    ("http_500", {}, Unknown("internal_error")),
    ("non_json", {}, Unknown("http_503")),
    ("rate_limited", {"seconds": 7}, Transient("ratelimited", 7.0)),
    ("error", {"code": "channel_not_found"}, Permanent("channel_not_found")),
    ("error", {"code": "fatal_error"}, Unknown("fatal_error")),
    ("error", {"code": "service_unavailable"}, Transient("service_unavailable")),
    ("lost_answer", {}, Unknown("connection_lost")),
    ("lost_request", {}, Unknown("connection_lost")),
]


@pytest.mark.parametrize(("kind", "planned", "expected"), FAILURES, ids=str)
async def test_failures_of_a_post(
    slack: SlackServer,
    api: SlackApi,
    kind: FaultKind,
    planned: dict[str, object],
    expected: object,
) -> None:
    """Each failure says whether it happened, and whether trying again can help."""
    slack.workspace.faults.add("chat.postMessage", kind, **planned)
    assert await api.post(REVIEW, CARD, "card:1") == expected


async def test_a_post_is_never_made_twice(slack: SlackServer, api: SlackApi) -> None:
    """A lost answer leaves one message, called once, which is found by its key."""
    slack.workspace.faults.add("chat.postMessage", "lost_answer")
    assert isinstance(await api.post(REVIEW, CARD, "card:1"), Unknown)
    assert [name for name, _ in slack.api.calls] == ["chat.postMessage"]
    found = await api.find_posted(REVIEW, "card:1")
    assert isinstance(found, Posted)
    assert await api.find_posted(REVIEW, "card:2") is None
    assert len(slack.hand(ANA).messages(REVIEW)) == 1


async def test_posts_carry_ids_only(slack: SlackServer, api: SlackApi) -> None:
    """A message's metadata is its ids and its key; the words name nobody and link nothing."""
    await api.post(REVIEW, CARD, "card:1")
    sent = slack.api.calls[-1][1]
    assert sent["metadata"] == {
        "event_type": "exigent_card",
        "event_payload": {"case": "EDR-2026-1", "effect": "card:1"},
    }
    assert (sent["parse"], sent["link_names"], sent["unfurl_links"]) == ("none", False, False)


async def test_update_in_place(slack: SlackServer, api: SlackApi) -> None:
    """An update changes the message where it stands, and says where that is."""
    posted = await api.post(REVIEW, CARD, "card:1")
    assert isinstance(posted, Posted)
    changed = message("Done", [section(plain("Done"))], kind="exigent_card", ids={})
    assert await api.update(REVIEW, posted.ts, changed) == posted
    assert [m.text for m in slack.hand(ANA).messages(REVIEW)] == ["Done"]
    gone = await api.update(REVIEW, "1.000001", changed)
    assert gone == Permanent("message_not_found")


async def test_direct_message(slack: SlackServer, api: SlackApi) -> None:
    """A direct message opens the conversation first."""
    assert isinstance(await api.dm(ANA, CARD, "receipt:1"), Posted)
    assert [m.text for m in slack.hand(ANA).dms()] == ["Case"]
    assert await api.dm("U0NOBODY", CARD, "receipt:2") == Permanent("user_not_found")


async def test_nothing_beyond_the_limits_leaves(slack: SlackServer, api: SlackApi) -> None:
    """A payload beyond Slack's limits is stopped before it is sent."""
    wide = {**CARD, "blocks": [section(plain("x"))] * 51}
    with pytest.raises(OverLimit):
        await api.post(REVIEW, wide, "card:1")
    view = modal("a", "A", [section(plain("x"))], ids={}) | {"title": plain("x" * 25)}
    with pytest.raises(OverLimit):
        await api.open_view("t", view)
    assert slack.api.calls == []


async def test_views(slack: SlackServer, api: SlackApi) -> None:
    """A form opens once by its trigger; the next use says that it is too late."""
    view = modal("a", "A", [section(plain("x"))], ids={})
    trigger = slack.workspace.triggers.give(ANA)
    view_id = await api.open_view(trigger, view)
    assert isinstance(view_id, str)
    assert await api.open_view(trigger, view) == Permanent("exchanged_trigger_id")
    assert isinstance(await api.update_view(view_id, view | {"callback_id": "b"}), str)
    assert await api.update_view(view_id, view, "0.old") == Permanent("hash_conflict")
    assert slack.hand(ANA).current_view().callback_id == "b"


async def test_reads_are_repeated(slack: SlackServer, api: SlackApi) -> None:
    """A question is asked again when its answer was lost; a refusal is taken as it is."""
    slack.workspace.faults.add("users.info", "lost_answer")
    user = await api.user(ANA)
    assert not isinstance(user, Transient | Permanent | Unknown)
    assert user["id"] == ANA
    assert await api.user("U0NOBODY") == Permanent("user_not_found")
    assert [name for name, _ in slack.api.calls] == ["users.info"] * 3


async def test_nobody_listens() -> None:
    """A connection that never stood is worth trying again: nothing was sent."""
    async with ClientSession(timeout=TIME_LIMIT) as session:
        api = SlackApi("xoxb-practice", "http://127.0.0.1:9/api/", session)
        assert await api.post(REVIEW, CARD, "card:1") == Transient("no_connection")
        assert await api.respond("http://127.0.0.1:9/x", CARD) == Transient("no_connection")


async def test_shared_channel_is_closed(slack: SlackServer, api: SlackApi) -> None:
    """Nothing is posted or changed in a channel that was closed."""
    posted = await api.post(REVIEW, CARD, "card:1")
    assert isinstance(posted, Posted)
    api.close_channel(REVIEW, "channel_shared")
    assert await api.post(REVIEW, CARD, "card:2") == Permanent("channel_shared")
    assert await api.update(REVIEW, posted.ts, CARD) == Permanent("channel_shared")
    assert len(slack.hand(ANA).messages(REVIEW)) == 1


async def test_channel_facts(slack: SlackServer, api: SlackApi) -> None:
    """What is known of a channel: private or not, shared outside or not."""
    found = await api.conversation(REVIEW)
    assert (found.private, found.shared) == (True, False)
    slack.workspace.channels.any(REVIEW).shared = True
    assert (await api.conversation(REVIEW)).shared
