"""A real HTTP server that checks our signatures as a partner's would, and answers as told."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from standardwebhooks import Webhook

from bot.clock import SystemClock
from handlers.outside import SignedPost

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

Answer = web.Response | Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Receiver:
    """Gives one answer after the other, the last one for ever; keeps what was verified."""

    answers: list[Answer]
    bodies: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Verify the signature over the raw body, keep it, and answer."""
        raw = await request.read()
        Webhook(SECRET).verify(raw, dict(request.headers))
        self.bodies.append(json.loads(raw))
        self.ids.append(request.headers["webhook-id"])
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, web.Response):
            return answer
        return await answer(request)


def says(status: int = 200, text: str = "{}", **headers: str) -> Answer:
    """Answer with this status, text and headers."""

    async def answer(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, text=text, headers=named)

    return answer


def hangs_up() -> Answer:
    """Close the connection without a word."""

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    return answer


def sleeps() -> Answer:
    """Never answer; ends when the caller goes away."""

    async def answer(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(60)
        return web.Response()

    return answer


@asynccontextmanager
async def posting(
    receiver: Receiver, time_limit: aiohttp.ClientTimeout | None = None
) -> AsyncIterator[SignedPost]:
    """Run the receiver and yield a post to it."""
    application = web.Application(handler_args={"handler_cancellation": True})
    application.router.add_post("/hook", receiver.receive)
    limit = time_limit or aiohttp.ClientTimeout(total=2, connect=2)
    async with (
        TestServer(application, host="127.0.0.1") as server,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        url = str(server.make_url("/hook"))
        yield SignedPost(session, url, SECRET, SystemClock().wall, limit)
