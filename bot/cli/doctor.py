"""`exigent doctor`: whether everything stands that a case will lean on."""

import asyncio
from collections import Counter
from typing import Annotated

import typer

from bot.cli.opening import quiet
from bot.clock import SystemClock
from bot.doctor import examine
from bot.settings import BadSettings, Settings, load
from bot.workflow.checkup import Grade

SOUND = 0
NOT_SOUND = 1


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(_doctor)


def _doctor(
    send_test: Annotated[  # noqa: FBT002 - typer's form of a switch
        bool, typer.Option("--send-test", help="Also send a test mail and a test page.")
    ] = False,
) -> None:
    """Examine the house before it is trusted with a case.

    Looks at settings, keys, database, Slack, people, mail and clocks, and changes nothing.
    Ends with 0 when nothing fails, else with 1.
    """
    clock = SystemClock()
    quiet(clock)
    try:
        settings = load()
    except BadSettings as error:
        for problem in error.problems:
            typer.echo(f"FAIL settings: {problem}")
        raise typer.Exit(NOT_SOUND) from None
    typer.echo("OK   settings: complete")
    grades = asyncio.run(_told(settings, clock, send_test=send_test))
    typer.echo(f"{grades[Grade.FAIL]} failed, {grades[Grade.WARN]} to think about.")
    raise typer.Exit(NOT_SOUND if grades[Grade.FAIL] else SOUND)


async def _told(settings: Settings, clock: SystemClock, *, send_test: bool) -> Counter[Grade]:
    grades: Counter[Grade] = Counter()
    async for check in examine(settings, clock, send_test=send_test):
        typer.echo(f"{check.grade:4} {check.name}: {check.words}")
        grades[check.grade] += 1
    return grades
