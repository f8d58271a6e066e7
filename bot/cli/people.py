"""`exigent people`: who somebody is in Slack, for the roster."""

import asyncio
from typing import Annotated

import typer

from bot.cli.opening import quiet
from bot.clock import SystemClock
from bot.doctor import look_up
from bot.domain.errors import ExigentError
from bot.settings import load
from handlers.slack_people import Found


def register(app: typer.Typer) -> None:
    """Add the command and its words."""
    people = typer.Typer(help="People for the roster in the settings.", no_args_is_help=True)
    people.callback()(_people)
    people.command("lookup")(_lookup)
    app.add_typer(people, name="people")


def _people() -> None:
    """People for the roster in the settings."""  # a callback keeps `lookup` a word of its own


def _lookup(email: Annotated[str, typer.Argument(metavar="EMAIL")]) -> None:
    """Print the Slack id of the person with this address."""
    quiet(SystemClock())
    found = asyncio.run(look_up(load(), email))
    if not isinstance(found, Found):
        raise ExigentError(f"expected somebody in Slack with this address, Slack says: {found}")
    typer.echo(f"{found.user}  {found.name}")
    if found.problem:
        raise ExigentError(f"this account is {found.problem}: it may decide nothing")
