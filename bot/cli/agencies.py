"""`exigent agencies`: the directory of agencies and their numbers."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.domain.decision import ListedAgency
from bot.domain.errors import ExigentError
from bot.workflow.directory import RowReport, import_directory, read_directory, template


def register(app: typer.Typer) -> None:
    """Add the command and its words."""
    agencies = typer.Typer(help="The directory that call-backs rest on.", no_args_is_help=True)
    agencies.command("template")(_template)
    agencies.command("import")(_import)
    agencies.command("list")(_list)
    app.add_typer(agencies, name="agencies")


def _template() -> None:
    """Print a file with the columns and one invented agency."""
    typer.echo(template(), nl=False)


def _import(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", exists=True, dir_okay=False)],
) -> None:
    """Take every row of the file, or none if one is bad; each row is told."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ExigentError(f"expected a file in UTF-8, got {file}: save it as UTF-8") from None
    with opened() as house:
        reports = read_directory(text, house.office.clock.law().date())
        for report in reports:
            for line in _told(report):
                typer.echo(line)
        count = asyncio.run(import_directory(house.office, reports))
    typer.echo(f"{count} agencies were imported.")


def _told(report: RowReport) -> list[str]:
    if report.agency is None:
        return [f"line {report.line}: {problem}" for problem in report.problems]
    numbers = len(report.agency.numbers)
    return [f"line {report.line}: {report.agency.name}, {numbers} numbers: good"]


def _list() -> None:
    """Print every agency with its numbers, their sources and when they were checked."""
    with opened() as house:
        agencies = asyncio.run(house.database.read(lambda ledger: ledger.agencies.all()))
    for agency in agencies:
        for line in _listed(agency):
            typer.echo(line)
    typer.echo(f"{len(agencies)} agencies.")


def _listed(agency: ListedAgency) -> list[str]:
    place = agency.country if agency.state is None else f"{agency.state}, {agency.country}"
    kind = agency.kind.value.replace("_", " ")
    return [
        f"{agency.key}: {agency.name} ({kind}, {place}; {agency.standing}; {agency.zone})",
        *(f"    mail from {domain}" for domain in agency.domains),
        *(
            f"    {n.number} {n.label}{' (dispatch)' if n.dispatch else ''}, from {n.source}, "
            f"checked {n.checked}"
            for n in agency.numbers
        ),
    ]
