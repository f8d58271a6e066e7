"""Says on a terminal how far long work has come; nowhere else, since a file wants none of it."""

import sys
from collections.abc import Callable

import typer


def on_terminal() -> Callable[[int, int], None] | None:
    """Return what tells (entries read, entries there are); None where nobody watches."""
    return _tell if sys.stderr.isatty() else None


def _tell(read: int, total: int) -> None:
    end = "\n" if read == total else ""
    typer.echo(f"\r{read} of {total} entries{end}", err=True, nl=False)
