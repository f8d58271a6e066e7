"""`exigent agencies`: the directory of agencies and their numbers."""

import asyncio
import hashlib
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.compose import House, ref_of
from bot.domain.directory.state import Proposal
from bot.domain.errors import ExigentError
from bot.domain.listed import Coming, DirectoryNumber, ListedAgency
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.directory import (
    Imported,
    RowReport,
    import_directory,
    read_directory,
    template,
)
from bot.workflow.ledger import Ledger


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
    by: Annotated[str, typer.Option("--by", metavar="ID", help="Your id of [[people]].")] = "",
) -> None:
    """Take every row of the file, or none if one is bad; each row is told.

    The first file counts at once. Every later one waits until somebody else confirms it in Slack.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ExigentError(f"expected a file in UTF-8, got {file}: save it as UTF-8") from None
    with opened() as house:
        reports = read_directory(text, house.office.clock.law().date())
        for report in reports:
            for line in _told(report):
                typer.echo(line)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        who = _person(house, by) if by else SYSTEM
        came = asyncio.run(import_directory(house.office, reports, by=who, digest=digest))
    typer.echo(_came_to(came))


def _person(house: House, name: str) -> Ref:
    if name not in {person.id for person in house.settings.people}:
        raise ExigentError(f"expected an id of [[people]] after --by, got {name[:60]!r}")
    return ref_of(house.keys, name)


def _came_to(came: Imported) -> str:
    if came.founded:
        return (
            f"{came.added} agencies were imported. As the first file they count at once; ask a "
            "second person to confirm them on the card in Slack."
        )
    if not came.proposal:
        return "Nothing in it differs from the directory, so nothing was done."
    return (
        f"Proposal {came.proposal} waits for a second person in Slack: {came.added} agencies new, "
        f"{came.changed} changed. Nothing of it counts before. New numbers and domains of agencies "
        "known before also need a call to the old number, and wait seven days."
    )


def _told(report: RowReport) -> list[str]:
    if report.agency is None:
        return [f"line {report.line}: {problem}" for problem in report.problems]
    numbers = len(report.agency.numbers)
    return [f"line {report.line}: {report.agency.name}, {numbers} numbers: good"]


def _list() -> None:
    """Print every agency with its numbers, quarantines and standing, and what waits for whom."""

    def work(ledger: Ledger) -> tuple[list[ListedAgency], list[Proposal]]:
        return ledger.agencies.all(), ledger.proposals.open()

    with opened() as house:
        agencies, waiting = asyncio.run(house.database.read(work))
        now = house.office.clock.law()
    for agency in agencies:
        for line in _listed(agency.at(now)):
            typer.echo(line)
    typer.echo(f"{len(agencies)} agencies.")
    for proposal in waiting:
        about = proposal.agency or f"{proposal.kind.value} of a file"
        typer.echo(f"Proposal {proposal.number} ({about}) waits for a second person in Slack.")


def _listed(agency: ListedAgency) -> list[str]:
    place = agency.country if agency.state is None else f"{agency.state}, {agency.country}"
    kind = agency.kind.value.replace("_", " ")
    return [
        f"{agency.key}: {agency.name} ({kind}, {place}; {agency.standing}; {agency.zone})",
        *(f"    mail from {domain}" for domain in agency.domains),
        *(f"    {_number(n)}" for n in agency.numbers),
        *(line for one in agency.coming for line in _waiting(one)),
    ]


def _number(n: DirectoryNumber) -> str:
    dispatch = " (dispatch)" if n.dispatch else ""
    return f"{n.number} {n.label}{dispatch}, from {n.source}, checked {n.checked}"


def _waiting(one: Coming) -> list[str]:
    until = f"in quarantine until {one.usable_from:%Y-%m-%d %H:%M} UTC"
    return [
        *(f"    {until}: mail from {domain}" for domain in one.domains),
        *(f"    {until}: {_number(n)}" for n in one.numbers),
    ]
