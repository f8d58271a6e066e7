"""Socket Mode: two connections, watched, each envelope answered on the one that it came by."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import structlog
from aiohttp import ClientError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.domain.errors import ExigentError
from handlers.slack_api import SlackApi

CONNECTIONS: Final = 2
"""A payload goes to any one; while one is replaced the other takes presses (Slack docs)."""
WATCH_SECONDS: Final = 5.0
"""How often a connection is looked at."""
PING_SECONDS: Final = 10.0
"""Seconds between pings; after four without an answer a connection counts as stale."""
ACK_BYTES: Final = 20_480
"""Slack drops an acknowledgement of this size or more without a word."""

Dispatch = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
_log = structlog.get_logger(__name__)


class SocketRefused(ExigentError):  # noqa: N818 — reads as what happened, like Refused
    """Slack did not let us connect; names Slack's code for it, never a token."""


class SocketMode:
    """Our connections to Slack, for where Slack cannot reach us."""

    def __init__(self, api: SlackApi, app_token: str, dispatch: Dispatch) -> None:
        self._api = api
        self._token = app_token
        self._dispatch = dispatch
        self._clients: list[SocketModeClient] = []
        self._running: set[asyncio.Task[None]] = set()
        self._watch: asyncio.Task[None] | None = None
        self._taking = True

    async def start(self) -> None:
        """Ask Slack once, so that a bad token fails here instead of for ever; then connect."""
        try:
            await self._api.client.apps_connections_open(app_token=self._token)
        except SlackApiError as error:
            answer = error.response.data if hasattr(error.response, "data") else {}
            code = answer.get("error", "no_answer") if isinstance(answer, dict) else "no_answer"
            sentence = f"slack.app_token: Slack answered {code}; check the token"
            raise SocketRefused(sentence) from None
        except (ClientError, OSError) as error:
            why = type(error).__name__
            sentence = f"slack.api_url: Slack was not reached ({why}); check address and network"
            raise SocketRefused(sentence) from None
        for _ in range(CONNECTIONS):
            self._clients.append(await self._connected())
        self._watch = asyncio.create_task(self._watched())

    async def healthy(self) -> int:
        """Return how many connections are up and answer pings."""
        return sum([await client.is_connected() for client in self._clients])

    async def stop_intake(self) -> None:
        """Take no more envelopes, and finish those that were taken; Slack sends them elsewhere."""
        self._taking = False
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    async def close(self) -> None:
        """Close the connections."""
        for client in self._clients:
            await client.close()  # type: ignore[no-untyped-call]  # the library leaves it untyped
            await _ended(client)
        self._clients.clear()

    async def _connected(self) -> SocketModeClient:
        client = SocketModeClient(
            app_token=self._token,
            web_client=self._api.client,
            ping_interval=PING_SECONDS,
        )
        client.socket_mode_request_listeners.append(self._received)
        await client.connect_to_new_endpoint()
        return client

    async def _watched(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            await self.look_after()

    async def look_after(self) -> None:
        """Replace connections that have gone quiet; the library's own watch can hang."""
        for place, client in enumerate(self._clients):
            if await client.is_connected():
                continue
            _log.warning("socket.stale", connection=place)
            try:
                async with asyncio.timeout(WATCH_SECONDS):
                    await client.connect_to_new_endpoint(force=True)
            except (TimeoutError, SlackApiError, OSError) as error:
                _log.warning("socket.not_replaced", reason=type(error).__name__)

    async def _received(
        self, client: AsyncBaseSocketModeClient, request: SocketModeRequest
    ) -> None:
        if not self._taking:
            return
        task = asyncio.create_task(self._answer(client, request))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        payload: Any = request.payload
        bolt = AsyncBoltRequest(mode="socket_mode", body=payload, headers=_retries(request))
        answer = await self._dispatch(bolt)
        if answer.status != 200:  # noqa: PLR2004 — HTTP success
            # Without an acknowledgement Slack says so to the person, or sends the event again.
            _log.warning("socket.unanswered", kind=request.type, status=answer.status)
            return
        body = _payload(answer)
        response = SocketModeResponse(envelope_id=request.envelope_id, payload=body)
        size = len(json.dumps(response.to_dict()))
        if size >= ACK_BYTES:
            _log.error("socket.answer_too_large", kind=request.type, text_bytes=size)
            return
        await client.send_socket_mode_response(response)


def _payload(answer: BoltResponse) -> dict[str, Any] | None:
    if not answer.body:
        return None
    try:
        body = json.loads(answer.body)
    except ValueError:
        return {"text": answer.body}
    return body if isinstance(body, dict) else {"text": answer.body}


def _retries(request: SocketModeRequest) -> dict[str, str | Sequence[str]]:
    if not request.retry_attempt:
        return {}
    return {
        "x-slack-retry-num": str(request.retry_attempt),
        "x-slack-retry-reason": request.retry_reason or "",
    }


async def _ended(client: SocketModeClient) -> None:
    """Wait for the library's own tasks, which its `close` only asks to stop."""
    tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
    await asyncio.gather(*(t for t in tasks if t is not None), return_exceptions=True)
