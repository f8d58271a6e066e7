"""A bolt app that only acknowledges: `python -m tests.bench.bare_bolt PORT tuned SECRET`."""

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from tests.bench.children import until_told

TEAM = "T01ABCDEF"


def bare(secret: str, *, tuned: bool) -> AsyncApp:
    """Return the app; `tuned` means process_before_response."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-bare")

    app = AsyncApp(
        signing_secret=secret,
        authorize=authorize,
        process_before_response=tuned,
    )

    @app.view(re.compile(".*"))
    async def _(ack: Callable[[], Awaitable[None]]) -> None:
        await ack()

    return app


async def _serve(port: int, app: AsyncApp) -> None:
    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async def up(_: web.Request) -> web.Response:
        return web.Response()

    served = web.Application()
    served.add_routes([web.post("/slack/events", handle), web.get("/readyz", up)])
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await until_told()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), bare(sys.argv[3], tuned=sys.argv[2] == "tuned")))
