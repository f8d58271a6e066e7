"""`exigent verify-case`: the program that checks a bundle, got from elsewhere than the bundle."""

import sys

import typer

from bot.workflow.verify_case import program


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify-case")(_verify_case)


def _verify_case() -> None:
    """Print verify_case.py, which checks a case's bundle with Python's standard library alone.

    The copy in a bundle was chosen by whoever made the bundle; this one is the release's.
    """
    sys.stdout.write(program().decode())
