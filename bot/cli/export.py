"""`exigent export`: a case as a bundle that others can check."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.bundle import export_to
from bot.cli.opening import opened
from bot.compose import House
from bot.domain.errors import ExigentError, Refused
from bot.workflow.erasure import can_be_read

PERSONAL = "They hold personal data: keep them safe."
ERASED = "The case was erased: of what was sealed they show nothing; who acted is still named."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(_export)


def _export(
    case: Annotated[str, typer.Argument(metavar="CASE", help="Such as EDR-2026-000001.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="An empty or a new folder.")],
    audience: Annotated[
        str, typer.Option("--for", metavar="owner:ALIAS", help="For one owner, such as owner:O1.")
    ] = "",
    checkpoints: Annotated[
        list[Path] | None,
        typer.Option(
            "--checkpoints", metavar="FILE", help="What the reader holds; may be repeated."
        ),
    ] = None,
) -> None:
    """Write a case as files that others can check.

    The export is recorded. While a case is undecided, determinations are left out: nobody may
    see another's first. For an owner it holds what that one may read, and only once they were told.
    With --checkpoints it has the proofs by which those of the file are compared with it.
    """
    owner = _owner(audience)
    held = [path.read_text(encoding="utf-8") for path in checkpoints or ()]
    with opened() as house:
        written, erased = asyncio.run(_exported(house, case, to, owner, held))
    typer.echo(f"{len(written)} files are in {to}. {ERASED if erased else PERSONAL}")
    typer.echo(f"Whoever has them can check them: python3 {to / 'verify_case.py'}")


async def _exported(
    house: House, case: str, to: Path, owner: str | None, held: list[str]
) -> tuple[tuple[Path, ...], bool]:
    """Return the files, and whether the case was erased before they were written."""
    erased = not await can_be_read(house.office, case)
    written = await export_to(house, case, to, owner=owner, checkpoints=held)
    if isinstance(written, Refused):
        raise ExigentError(f"the export was refused: {written.reason.value}")
    return written, erased


def _owner(audience: str) -> str | None:
    """Return the owner's alias, None for everything; raises ExigentError for other words."""
    if not audience:
        return None
    who, _, alias = audience.partition(":")
    if who != "owner" or not alias:
        raise ExigentError(f"expected owner:ALIAS such as owner:O1 after --for, got {audience}")
    return alias
