"""Runs the web application on a real socket of this machine, for as long as a test needs it."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
from aiohttp import web
from standardwebhooks import Webhook

from handlers.web import application, runner
from tests.fakes.clock import FrozenClock

SECRET = "whsec_" + "c3ByaW5nZmllbGQtcGFydG5lci1zZWNyZXQh"
OTHER_SECRET = "whsec_" + "YW5vdGhlci1wYXJ0bmVyLXdpdGgtaXRzLWtleQ=="


class Counted:
    """Counts refusals as the real counter does, by source and reason."""

    def __init__(self) -> None:
        self.refusals: list[tuple[str, str]] = []

    async def __call__(self, source: str, reason: str) -> None:
        """Count one."""
        self.refusals.append((source, reason))


@asynccontextmanager
async def site(
    routes: Iterable[web.AbstractRouteDef], clock: FrozenClock, *, https: bool = False
) -> AsyncIterator[aiohttp.ClientSession]:
    """Yield a client whose addresses begin at the running application."""
    app = runner(application(routes, https=https, monotonic=clock.monotonic))
    await app.setup()
    try:
        await web.TCPSite(app, "127.0.0.1", 0).start()
        host, port = app.addresses[0][:2]
        async with aiohttp.ClientSession(f"http://{host}:{port}", trust_env=False) as client:
            yield client
    finally:
        await app.cleanup()


def signed(
    body: bytes, clock: FrozenClock, *, secret: str = SECRET, webhook_id: str = "msg_1"
) -> Mapping[str, str]:
    """Return the headers that a partner's library would send with the body."""
    moment = datetime.fromtimestamp(int(clock.wall()), UTC)
    return {
        "Content-Type": "application/json",
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(webhook_id, moment, body.decode()),
    }
