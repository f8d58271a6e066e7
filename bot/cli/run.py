"""`exigent run`: the bot, until it is told to stop."""

import asyncio
import signal

import typer

from bot import log
from bot.app import running
from bot.clock import SystemClock
from bot.compose import House, open_office
from bot.domain.errors import ExigentError
from bot.settings import load


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(_run)


def _run() -> None:
    """Run the bot: the web server, Slack, the clocks and the tasks. SIGTERM drains and stops it."""
    settings = load()
    clock = SystemClock()
    log.configure(clock.law, spoken=(ExigentError,))
    house = open_office(settings, clock)
    asyncio.run(_until_stopped(house))


async def _until_stopped(house: House) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    async with running(house):
        await stopping.wait()
