"""Socket Mode (Slack docs "Using Socket Mode"): tickets, hello, envelopes, disconnects.

A payload goes to any one of the open connections. An acknowledgement of 20,480 bytes or more
is dropped without a word, and the person sees a time-out.
"""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSCloseCode, WSMsgType, web

from bot.practice.delivery import Answer
from bot.practice.limits import SOCKET_ACK_BYTES, SOCKET_CONNECTIONS
from bot.practice.payloads import Delivery
from bot.practice.workspace import Workspace

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


@dataclass
class Connection:
    """One open socket and the envelopes sent on it that are not acknowledged yet."""

    number: int
    socket: web.WebSocketResponse
    waiting: dict[str, asyncio.Future[str]] = field(default_factory=dict)


class Sockets:
    """All Socket Mode connections of the app, and a courier that delivers over them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tickets: set[str] = set()
        self._issued = 0
        self._turn = 0
        self._envelopes = 0
        self.open: list[Connection] = []
        self.dropped_acks: list[int] = []

    def ticket(self) -> str:
        """Return the ticket of a new address; it opens one connection."""
        self._issued += 1
        ticket = f"ticket-{self._issued}"
        self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until either side closes it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="unknown or used ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        connection = Connection(self._issued, socket)
        if len(self.open) >= SOCKET_CONNECTIONS:
            await self._goodbye(connection, "too_many_websockets")
            return socket
        self.open.append(connection)
        await socket.send_json(self._hello())
        self._workspace.changed()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(connection, message.data)
        finally:
            self._gone(connection)
        return socket

    async def carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        """Send one envelope and wait for its acknowledgement.

        Raises OSError if no connection is open or it closes first.
        """
        if not self.open:
            raise ConnectionError("no Socket Mode connection")
        self._turn += 1
        connection = self.open[self._turn % len(self.open)]
        self._envelopes += 1
        envelope_id = f"envelope-{self._envelopes}"
        ack = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = ack
        envelope: dict[str, Any] = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        try:
            await connection.socket.send_json(envelope)
            fault = self._workspace.faults.next("socket", delivery.payload)
            if fault is not None and fault.kind == "disconnect":
                await connection.socket.close(code=WSCloseCode.GOING_AWAY)
            return Answer(200, await ack)
        finally:
            connection.waiting.pop(envelope_id, None)

    async def ask_to_leave(self, reason: Reason = "refresh_requested") -> None:
        """Send `disconnect` on the oldest connection; a refresh also closes it."""
        connection = self.open[0]
        await self._goodbye(connection, reason, close=reason != "warning")

    async def stop(self) -> None:
        """Close every connection."""
        for connection in list(self.open):
            with contextlib.suppress(ConnectionError):
                await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "connection_info": {"app_id": self._workspace.app.app_id},
            "debug_info": {"host": "practice", "approximate_connection_time": 18060},
        }

    async def _goodbye(self, connection: Connection, reason: Reason, *, close: bool = True) -> None:
        words = {"type": "disconnect", "reason": reason, "debug_info": {"host": "practice"}}
        await connection.socket.send_json(words)
        if close:
            self._gone(connection)
            await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    def _acknowledged(self, connection: Connection, raw: str) -> None:
        if (size := len(raw.encode())) >= SOCKET_ACK_BYTES:
            self.dropped_acks.append(size)
            return
        words = json.loads(raw)
        ack = connection.waiting.get(str(words.get("envelope_id")))
        if ack is not None and not ack.done():
            payload = words.get("payload")
            ack.set_result(_as_text(payload))

    def _gone(self, connection: Connection) -> None:
        if connection in self.open:
            self.open.remove(connection)
        for ack in connection.waiting.values():
            if not ack.done():
                ack.set_exception(ConnectionError("the connection closed first"))
        self._workspace.changed()


def _as_text(payload: object) -> str:
    if payload in (None, {}, ""):
        return ""
    if isinstance(payload, dict) and payload.keys() == {"text"} and payload["text"] == "":
        return ""
    return json.dumps(payload)
