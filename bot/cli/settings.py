"""`exigent settings`: every setting there is."""

import typer

from bot.settings_table import page


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("settings")(_print)


def _print() -> None:
    """Print the table of settings, as it stands in docs/settings.md."""
    typer.echo(page(), nl=False)
