"""Socket Mode with Slack's own client."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.server import SlackServer
from bot.practice.workspace import Workspace
from tests.practice.fakes import REVIEW, Json, actions, asks, button, modal, text_input


class SocketProduct:
    """Real Socket Mode clients that keep envelopes and acknowledge with what was queued."""

    def __init__(self, slack: SlackServer) -> None:
        self.slack = slack
        self.clients: list[SocketModeClient] = []
        self.received: list[SocketModeRequest] = []
        self.receivers: set[int] = set()
        self.answers: list[Json] = []
        self.silent = False

    async def connect(self) -> None:
        """Open one more connection."""
        app = self.slack.workspace.app
        web = AsyncWebClient(base_url=self.slack.base_url)
        client = SocketModeClient(app.app_token, web_client=web, ping_interval=0.05)
        client.socket_mode_request_listeners.append(self._take)
        await client.connect()  # type: ignore[no-untyped-call] # the SDK's own
        self.clients.append(client)

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.received.append(request)
        self.receivers.add(id(client))
        if not self.silent:
            payload = self.answers.pop(0) if self.answers else None
            response = SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
            await client.send_socket_mode_response(response)

    async def close(self) -> None:
        """Close every connection."""
        for client in self.clients:
            await client.close()  # type: ignore[no-untyped-call] # the SDK's own


@pytest.fixture
async def socketed(workspace: Workspace) -> AsyncIterator[tuple[SlackServer, SocketProduct]]:
    """The pretend Slack and a product on two connections."""
    async with SlackServer(workspace, ack_seconds=0.3, retry_seconds=(0.0,)) as slack:
        product = SocketProduct(slack)
        await product.connect()
        await product.connect()
        await slack.hand("U01ANA").until(lambda: len(slack.sockets.open) == 2 or None)
        yield slack, product
        await product.close()


Socketed = tuple[SlackServer, SocketProduct]


async def test_payloads_go_to_any_connection(socketed: Socketed) -> None:
    """Commands arrive over the sockets, on either connection, and are acknowledged."""
    slack, product = socketed
    for _ in range(4):
        answer = await slack.hand("U01ANA").command("/edr", "queue")
        assert (answer.status, answer.trouble) == (200, "")
    assert {r.type for r in product.received} == {"slash_commands"}
    assert len(product.receivers) == 2


async def test_acknowledgement_carries_a_view(socketed: Socketed) -> None:
    """The payload of an acknowledgement acts as the HTTP answer would."""
    slack, product = socketed
    slack.workspace.views.open("U01ANA", modal(asks(text_input(), optional=True)))
    product.answers = [{"response_action": "errors", "errors": {"why": "Say more"}}]
    ana = slack.hand("U01ANA")
    await ana.submit()
    assert product.received[-1].type == "interactive"
    assert ana.current_view().errors == {"why": "Say more"}


async def test_large_acknowledgement_is_dropped(socketed: Socketed) -> None:
    """An acknowledgement of 20,480 bytes or more vanishes, and the person sees a time-out."""
    slack, product = socketed
    envelope = len(json.dumps({"envelope_id": "envelope-1", "payload": {"text": ""}}))
    product.answers = [{"text": "x" * (20_479 - envelope)}, {"text": "x" * (20_480 - envelope)}]
    ana = slack.hand("U01ANA")
    assert (await ana.command("/edr", "queue")).ok
    late = await ana.command("/edr", "queue")
    assert (late.status, late.ok) == (0, False)
    assert slack.sockets.dropped_acks == [20_480]


async def test_refresh(socketed: Socketed) -> None:
    """Asked to refresh, the client comes back by itself and payloads flow again."""
    slack, product = socketed
    await slack.sockets.ask_to_leave("refresh_requested")
    ana = slack.hand("U01ANA")
    await ana.until(lambda: len(slack.sockets.open) == 2 or None)
    assert (await ana.command("/edr", "queue")).ok
    assert len(product.received) == 1


async def test_events_come_again_on_another_connection(socketed: Socketed) -> None:
    """An event whose socket breaks comes again; a click in the same trouble does not."""
    slack, product = socketed
    product.silent = True
    slack.workspace.faults.add("socket", "disconnect")
    task = asyncio.create_task(slack.announce({"type": "user_change"}))
    ana = slack.hand("U01ANA")
    await ana.until(lambda: slack.workspace.faults.happened or None)
    product.silent = False
    await task
    await ana.until(lambda: any(r.retry_attempt == 1 for r in product.received) or None)
    product.silent = True
    before = len(product.received)
    assert not (await ana.command("/edr", "queue")).ok
    await asyncio.sleep(0.02)
    assert len(product.received) == before + 1


async def test_ping_pong(socketed: Socketed) -> None:
    """The client's pings are answered, so that it can tell a live connection."""
    slack, product = socketed
    await slack.hand("U01ANA").until(
        lambda: all(c.last_ping_pong_time for c in product.clients) or None
    )
    assert not await product.clients[0].is_ping_pong_failing()


async def test_ticket_opens_one_connection(socketed: Socketed) -> None:
    """A Socket Mode address works once, eleven connections are too many, a bot token gets none."""
    slack, _ = socketed
    web = AsyncWebClient(base_url=slack.base_url)
    answer = await web.apps_connections_open(app_token=slack.workspace.app.app_token)
    assert answer["url"].startswith("ws://127.0.0.1:")
    async with ClientSession() as session:
        url = f"{slack.origin}/socket"
        held = [await session.ws_connect(f"{url}?{fresh(slack)}") for _ in range(8)]
        async with session.ws_connect(answer["url"]) as eleventh:
            assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(answer["url"])
        assert not any(socket.closed for socket in held)
    with pytest.raises(Exception, match="not_allowed_token_type"):
        await web.apps_connections_open(app_token=slack.workspace.app.bot_token)


def fresh(slack: SlackServer) -> str:
    """The query of an address that was not used yet."""
    return f"ticket={slack.sockets.ticket()}"


async def test_warning_leaves_the_connection_open(workspace: Workspace) -> None:
    """A warning announces the disconnect and still carries payloads."""
    async with (
        SlackServer(workspace) as slack,
        ClientSession() as session,
        session.ws_connect(f"{slack.origin}/socket?{fresh(slack)}") as socket,
    ):
        assert (await socket.receive_json())["type"] == "hello"
        await slack.sockets.ask_to_leave("warning")
        assert await socket.receive_json() == {
            "type": "disconnect",
            "reason": "warning",
            "debug_info": {"host": "practice"},
        }
        pressing = asyncio.create_task(slack.hand("U01ANA").command("/edr", "queue"))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": ""}})
        assert (await pressing).ok


async def test_press_over_a_socket(socketed: Socketed) -> None:
    """A press on a card travels as an interactive envelope with its trigger."""
    slack, product = socketed
    web = AsyncWebClient(slack.workspace.app.bot_token, base_url=slack.base_url)
    await web.chat_postMessage(channel=REVIEW, text="x", blocks=[actions(button())])
    await slack.hand("U01ANA").press(REVIEW, "review.open")
    assert product.received[-1].payload["actions"][0]["action_id"] == "review.open"
    trigger = str(product.received[-1].payload["trigger_id"])
    await web.views_open(trigger_id=trigger, view=modal(asks(text_input())))
    assert slack.hand("U01ANA").current_view().callback_id == "form"
