"""`exigent manifest`: the Slack app's manifest."""

from typing import Annotated

import typer

from bot.manifest import EXAMPLE_URL, Mode, manifest


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("manifest")(_print)


def _print(
    mode: Annotated[Mode, typer.Option(help="How Slack reaches the bot.")],
    url: Annotated[str, typer.Option(help="The bot's public address, for http.")] = EXAMPLE_URL,
) -> None:
    """Print the manifest to paste into Slack when the app is made."""
    typer.echo(manifest(mode, url), nl=False)
