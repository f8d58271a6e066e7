"""`exigent demo`: the whole product on a practice workspace, by hand or by script."""

import asyncio
import contextlib
import signal
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot import log
from bot.clock import PracticeClock
from bot.domain.errors import ExigentError
from bot.practice.errors import PracticeError
from bot.practice.scripts import LAWS, SCRIPTS, STORED, requests
from bot.practice.stage import ScriptFailedError
from bot.practice_house import practice_house
from bot.timeline import timeline

FAILED = 1


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(_demo)


def _demo(
    script: Annotated[str, typer.Option(help="Play one case through, and end.")] = "",
    port: Annotated[int, typer.Option(help="The page's port; 0 lets the system choose.")] = 8090,
    listed: Annotated[bool, typer.Option("--list", help="Name the scripts.")] = False,  # noqa: FBT002 — typer's form of a switch
    verbose: Annotated[bool, typer.Option(help="Print the product's log lines.")] = False,  # noqa: FBT002 — the same
) -> None:
    """Run everything on this machine: a pretend Slack, a real database, a real mail server."""
    if listed:
        for name, (about, _) in SCRIPTS.items():
            typer.echo(f"{name:14} {about}")
        return
    if script and script not in SCRIPTS:
        raise typer.BadParameter(f"expected one of {', '.join(SCRIPTS)}; got {script}")
    clock = PracticeClock()
    sink = None if verbose else (Path(tempfile.gettempdir()) / "exigent-demo.log").open("a")
    with sink or contextlib.nullcontext():
        log.configure(clock.law, stream=sink, spoken=(ExigentError,))
        with tempfile.TemporaryDirectory(prefix="exigent-demo-") as folder:
            work = _play(Path(folder), clock, script) if script else _run(Path(folder), clock, port)
            code = asyncio.run(work)
    raise typer.Exit(code)


async def _play(folder: Path, clock: PracticeClock, name: str) -> int:
    about, play = SCRIPTS[name]
    typer.echo(about)
    laws, stored = LAWS.get(name, {}), name in STORED
    async with practice_house(folder, clock, variables=laws, stored=stored) as practice:
        try:
            case = await play(practice.stage)
        except (ScriptFailedError, PracticeError) as error:
            typer.echo(f"The script did not end as written: {error}", err=True)
            return FAILED
        for line in await timeline(practice.house.office, case):
            typer.echo(line)
        troubles = practice.stage.server.workspace.troubles
        for trouble in troubles:
            typer.echo(f"Between Slack and the product: {trouble}", err=True)
    return FAILED if troubles else 0


async def _run(folder: Path, clock: PracticeClock, port: int) -> int:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    async with practice_house(folder, clock, page_port=port) as practice:
        stage = practice.stage
        answer = await stage.send(requests.kidnapping(clock.law()), "msg_waiting")
        status = str(answer["status_url"]).split("/", 3)[-1]
        typer.echo(f"The workspace:       {stage.server.origin}/")
        typer.echo(f"The officer's page:  {stage.product}/{status}")
        typer.echo(f"One case is waiting: {answer['case']}. Ctrl-C stops everything.")
        await stopping.wait()
    return 0
