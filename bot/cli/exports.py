"""`exigent exports`: the evidence store's list of exports held against the record."""

import asyncio
import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.compose import House, ref_of
from bot.domain.errors import ExigentError
from bot.domain.off_the_books import Account
from bot.workflow.exports import account, compare, standing
from handlers.exports import ExportsBody
from handlers.exports_board import why_words
from handlers.problems import Fault
from handlers.strict.reading import checked, read_as

OFF = 1
"""The exit code where an export is off the books."""
SHOWN = 10
COLUMNS = ("id", "case", "device", "sha256", "at")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("exports")(_exports)


def _exports(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", exists=True, dir_okay=False)
    ] = None,
    day: Annotated[str, typer.Option(help="The day of a CSV file, such as 2026-11-21.")] = "",
    settle: Annotated[str, typer.Option("--account", metavar="ID", help="Say what one was.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="ID", help="Your id of [[people]].")] = "",
    was: Annotated[str, typer.Option(help="legal_process, list_wrong or breach.")] = "",
) -> None:
    """Compare a day's list (CSV or JSON) of exports to police; without a file, show what is open.

    Ends with 1 while any export is without a release that accounts for it.
    """
    with opened() as house:
        if settle:
            _account(house, settle, by, was)
        elif file is not None:
            _compare(house, _read(file, day))
        off = asyncio.run(house.office.database.read(standing)).open
    for found in off:
        typer.echo(f"{found.export}: {why_words(found.why)}{_of(found.case)}")
    typer.echo(f"{len(off)} exports are off the books.")
    raise typer.Exit(OFF if off else 0)


def _of(case: str | None) -> str:
    return f" ({case})" if case else ""


def _compare(house: House, body: ExportsBody) -> None:
    came = asyncio.run(compare(house.office, body.day, body.listed))
    again = "; this list had come before" if came.duplicate else ""
    typer.echo(f"{came.day}: {came.count} exports compared{again}.")


def _account(house: House, export: str, by: str, was: str) -> None:
    if by not in {person.id for person in house.settings.people}:
        raise ExigentError(f"expected --by with an id of the roster, got {by[:40]}")
    if was not in {word.value for word in Account}:
        raise ExigentError(f"expected --was with one of {', '.join(Account)}, got {was[:40]}")
    settled = asyncio.run(account(house.office, export, Account(was), ref_of(house.keys, by)))
    if not settled:
        typer.echo("Recorded; a second person must say the same.")


def _read(file: Path, day: str) -> ExportsBody:
    content = file.read_bytes()
    if file.suffix.lower() == ".csv":
        body = checked(ExportsBody, {"day": day, "exports": _rows(content)})
    else:
        body = read_as(ExportsBody, content)
    if isinstance(body, list):
        raise ExigentError(f"{file}: " + "; ".join(_told(fault) for fault in body[:SHOWN]))
    return body


def _rows(content: bytes) -> list[dict[str, str | None]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExigentError("expected a file in UTF-8: save it as UTF-8") from None
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise ExigentError(f"expected the columns {','.join(COLUMNS)} in the first line")
    return [{**row, "case": row["case"] or None} for row in rows]


def _told(fault: Fault) -> str:
    return f"{fault.pointer or 'the file'}: {fault.detail}"
