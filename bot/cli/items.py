"""`exigent items`: lines for the release form."""

from pathlib import Path
from typing import Annotated

import typer

from bot import items


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("items")(_print)


def _print(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False, readable=True)
    ],
) -> None:
    """Print each file's size, SHA-256 and name as a line for the release form.

    Replace LINE, START and END by the scope line and the times that the file covers.
    """
    for line in items.lines(files):
        typer.echo(line)
