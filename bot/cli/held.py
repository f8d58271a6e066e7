"""`exigent held`: requests that wait because too many came, and how a person lets one through."""

import asyncio
from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.compose import ref_of
from bot.domain.errors import ExigentError
from bot.workflow.holding import lift, waiting


def register(app: typer.Typer) -> None:
    """Add the command and its words."""
    held = typer.Typer(
        help="Requests that wait because too many came at once.", no_args_is_help=True
    )
    held.command("list")(_list)
    held.command("lift")(_lift)
    app.add_typer(held, name="held")


def _list() -> None:
    """Print what waits, oldest first; nothing of what is asked."""
    with opened() as house:
        rows = asyncio.run(waiting(house.office))
    for row in rows:
        why = "one source sent many" if row.reason == "source" else "many came from everywhere"
        typer.echo(f"{row.number}: since {row.at:%Y-%m-%d %H:%M} UTC, by {row.channel}; {why}")
    typer.echo(f"{len(rows)} requests are held.")


def _lift(
    number: Annotated[int, typer.Argument(metavar="N", min=1)],
    by: Annotated[str, typer.Option("--by", help="The person of the roster who took the call.")],
) -> None:
    """Make a held request a case, once the agency or its dispatch has called."""
    with opened() as house:
        if by not in {person.id for person in house.settings.people}:
            raise ExigentError(f"expected --by with an id of the roster, got {by[:40]}")
        received = asyncio.run(lift(house.office, number, ref_of(house.keys, by)))
    if received is None:
        raise ExigentError(f"no request is held under {number}: exigent held list shows them")
    typer.echo(f"{number} is now {received.case}; its reviewers are called.")
