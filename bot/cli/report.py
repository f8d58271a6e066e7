"""`exigent report`: the transparency report of a period, made or checked."""

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.asks import verifier_keys
from bot.cli.opening import opened
from bot.cli.progress import on_terminal
from bot.domain.errors import ExigentError
from bot.domain.report.figures import Report
from bot.domain.report.period import Period, PeriodError
from bot.domain.report.schema import schema_text
from bot.domain.report.written import as_csv, as_json
from bot.workflow.report import make_report
from bot.workflow.report_check import compare
from handlers.report.page import report_page

DIFFERENT = 1
"""The exit code where the record gives another report."""
JSON = "report.json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(_report)


def _report(
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="First day (UTC).")] = "",
    end: Annotated[str, typer.Option("--to", metavar="DATE", help="First day after it.")] = "",
    to_dir: Annotated[
        Path | None, typer.Option("--to-dir", metavar="DIR", help="Where the files go.")
    ] = None,
    at: Annotated[
        int | None, typer.Option("--at", metavar="SIZE", help="Only the first SIZE entries.")
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="FILE", exists=True, dir_okay=False, help="report.json."),
    ] = None,
) -> None:
    """Write the transparency report of a period: counts, and no personal values.

    With --check, make a published report.json again from the record and compare every byte of it
    and of the other files of the report that lie beside it: ends with 0 where they are the same
    and with 1 where one is not.
    """
    if check is not None:
        if start or end or to_dir is not None or at is not None:
            raise ExigentError("expected --check alone: the file says of which days it is")
        _check(check)
        return
    if to_dir is None:
        raise ExigentError("expected --to-dir with a folder for the files")
    period = _period(start, end)
    with opened() as house:
        progress = on_terminal()
        made = make_report(house.office, house.notary, period, at, progress=progress)
        report = asyncio.run(made)
        written = files(report, house.settings.legal.company)
    _write(to_dir, written)
    typer.echo(f"The report of {start} to {end} is in {to_dir}.")
    if not report.counted.over:
        typer.echo("The record has no entry after the period: it may not be over.")


def files(report: Report, company: str) -> Mapping[str, bytes]:
    """Return the files of a report by name; each has the same bytes wherever it is made."""
    return {
        JSON: as_json(report),
        "report.csv": as_csv(report),
        "report.html": report_page(report, company).encode(),
        "report.schema.json": schema_text().encode(),
    }


def _period(start: str, end: str) -> Period:
    try:
        return Period(start=date.fromisoformat(start), end=date.fromisoformat(end))
    except PeriodError as error:
        raise ExigentError(str(error)) from None
    except ValueError:
        raise ExigentError("expected --from and --to with days such as 2026-07-01") from None


def _write(folder: Path, written: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    there = sorted(name for name in written if (folder / name).exists())
    if there:
        raise ExigentError(f"expected a folder without {there[0]}, got {folder}; name another")
    for name, content in written.items():
        (folder / name).write_bytes(content)


def _check(published: Path) -> None:
    with opened() as house:
        progress = on_terminal()
        compared = compare(house.database, verifier_keys(house), published.read_bytes(), progress)
        report, place = asyncio.run(compared)
        given = files(report, house.settings.legal.company)
    if place is not None:
        typer.echo(f"The record gives ANOTHER report. First difference: {place}")
        raise typer.Exit(DIFFERENT)
    beside = [name for name in given if name != JSON and (published.parent / name).is_file()]
    for name in beside:
        if (published.parent / name).read_bytes() != given[name]:
            typer.echo(f"The record gives the same report, but ANOTHER {name} than lies beside it.")
            raise typer.Exit(DIFFERENT)
    also = f", and {', '.join(beside)} beside it" if beside else ""
    typer.echo(f"The record gives the same report{also}, byte for byte.")
