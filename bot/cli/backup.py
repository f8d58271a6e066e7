"""`exigent backup`: a copy of the database, with the record's head beside it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import opened
from storage import backup_to


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("backup")(_backup)


def _backup(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="An existing folder.")],
) -> None:
    """Copy the database while the bot runs. The keys are not in the copy."""
    if not to.is_dir():
        raise typer.BadParameter(f"expected an existing folder, got {to}", param_hint="--to")
    with opened() as house:
        # Signed first, so that the copy holds at least what the checkpoint covers.
        signed = asyncio.run(house.notary.latest())
        copy = backup_to(house.settings.database_url.get_secret_value(), to)
    typer.echo(f"The copy is {copy}. Keep the keys elsewhere: together they open everything.")
    if signed is not None:
        (to / "checkpoint.txt").write_text(signed.text, encoding="utf-8")
        typer.echo(f"The record's head, {signed.checkpoint.size} entries, is in checkpoint.txt.")
