"""The pretend Slack in a process of its own: `python -m tests.bench.pretend_slack PORT`."""

import asyncio
import sys

from bot.clock import SystemClock
from bot.practice.seed import workspace_of
from bot.practice.server import SlackServer
from bot.practice.wall import ReadsWall
from tests.bench.children import until_told


async def _serve(port: int) -> None:
    workspace = workspace_of(ReadsWall(SystemClock().wall))
    # A bench decides hundreds of cases in a minute; Slack's rates are for one company's.
    workspace.rates.enabled = False
    async with SlackServer(workspace, port=port):
        await until_told()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
