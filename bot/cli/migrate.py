"""`exigent migrate`: the database to the present shape."""

import typer

from bot.settings import load
from storage import migrate


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("migrate")(_migrate)


def _migrate() -> None:
    """Bring the database to this version's shape. Safe to repeat."""
    settings = load()
    revision = migrate(
        settings.database_url.get_secret_value(), settings.database_owner_url.get_secret_value()
    )
    typer.echo(f"The database is at revision {revision}.")
