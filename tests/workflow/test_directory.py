"""Claims about the directory's file: every problem of every row is told, and nothing half taken."""

import csv
import io
from datetime import date

import pytest

from bot.domain.errors import ExigentError
from bot.domain.request import AgencyKind
from bot.workflow.directory import (
    COLUMNS,
    Imported,
    RowReport,
    import_directory,
    read_directory,
    template,
)
from bot.workflow.office import Office
from storage import SqlDatabase
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import ANA, office_over

TODAY = date(2026, 11, 21)


@pytest.fixture
def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office over a fresh database."""
    return office_over(database, clock)


def row(**changes: str) -> dict[str, str]:
    """The template's row with some cells changed."""
    (example,) = csv.DictReader(io.StringIO(template()))
    return {**example, **changes}


def file(*rows: dict[str, str]) -> str:
    """Write rows as a file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def problems(**changes: str) -> tuple[str, ...]:
    """Return what is wrong with the template's row once it is changed."""
    (report,) = read_directory(file(row(**changes)), TODAY)
    assert (report.agency is None) == bool(report.problems)
    return report.problems


def test_the_template_is_good() -> None:
    """Its own example can be imported as it stands."""
    (report,) = read_directory(template(), TODAY)
    agency = report.agency
    assert agency is not None
    assert (agency.key, agency.kind, agency.state) == ("springfield-pd", AgencyKind.LOCAL, "CA")
    assert agency.domains == ("springfieldpd.example",)
    assert [(n.key, n.number, n.dispatch) for n in agency.numbers] == [
        ("n1", "+1 555 010 0100", False),
        ("n2", "+1 555 010 0911", True),
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("name", ""),
        ("name", "two\nlines"),
        ("key", "Not A Key"),
        ("kind", "militia"),
        ("country", "usa"),
        ("state", "california"),
        ("domains", "nodots"),
        ("zone", "Mars/Olympus"),
        ("standing", "trusted"),
        ("number_1", "911"),
        ("label_1", ""),
        ("source_1", ""),
        ("checked_1", ""),
        ("checked_1", "20261002"),
        ("checked_1", "2026-11-22"),
        ("dispatch_2", "maybe"),
    ],
)
def test_a_bad_cell_is_named(cell: str, value: str) -> None:
    """One sentence names the column, what was expected and what was got."""
    (problem,) = problems(**{cell: value})
    assert problem.startswith(f"{cell}: expected ")


def test_every_problem_is_told_at_once() -> None:
    """A row with four bad cells has four problems."""
    found = problems(zone="x", kind="y", checked_1="z", number_2="1")
    assert [p.partition(":")[0] for p in found] == ["kind", "zone", "checked_1", "number_2"]


def test_an_agency_needs_a_number() -> None:
    """Without any number nobody could call back."""
    empty = {name: "" for name in COLUMNS if name[-1].isdecimal()}
    assert problems(**empty) == ("number_1: expected at least one number to call back",)


def test_a_missing_key_is_made_of_the_name() -> None:
    """Keys may be left out; the same name gives the same key."""
    (report,) = read_directory(file(row(key="", name="Île-Ville Police (2nd)")), TODAY)
    assert report.agency is not None
    assert report.agency.key == "ile-ville-police-2nd"


def test_two_rows_of_one_name_or_key_are_bad() -> None:
    """The later row names the line that it repeats."""
    again = row(name=" springfield  POLICE department ", key="other")
    reports = read_directory(file(row(), again, row(name="Other")), TODAY)
    assert [report.problems for report in reports] == [
        (),
        ("name: expected another than line 2 has",),
        ("key: expected another than line 2 has",),
    ]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", template().replace("standing", "rank")])
def test_other_columns_are_refused(text: str) -> None:
    """A file of another shape is told by its columns, not row by row."""
    with pytest.raises(ExigentError, match="agencies template"):
        read_directory(text, TODAY)


async def test_the_first_import_is_on_the_record(office: Office) -> None:
    """The directory and the entries of which it is the fold are one transaction."""
    reports = read_directory(file(row(), row(key="shelby", name="Shelby County Sheriff")), TODAY)
    assert await import_directory(office, reports) == Imported(founded=True, added=2, proposal=1)
    listed, entries = await office.database.read(
        lambda db: (db.agencies.all(), list(db.record.stream()))
    )
    assert [(agency.key, agency.changes) for agency in listed] == [
        ("shelby", 1),
        ("springfield-pd", 1),
    ]
    assert [entry.kind for entry in entries] == [
        "directory.proposed",
        "directory.imported",
        "directory.agency_listed",
        "directory.agency_listed",
    ]
    assert b'"agencies":["springfield-pd","shelby"]' in entries[1].body


async def test_one_bad_row_stops_all(office: Office) -> None:
    """Where a row is bad nothing is imported and nothing recorded."""
    reports = [*read_directory(template(), TODAY), RowReport(line=3, problems=("zone: bad",))]
    with pytest.raises(ExigentError, match="nothing was imported"):
        await import_directory(office, reports)
    with pytest.raises(ExigentError, match="nothing was imported"):
        await import_directory(office, [])
    assert await office.database.read(lambda db: db.record.peek().position) == 0


async def test_a_name_that_is_listed_keeps_its_key(office: Office) -> None:
    """Two agencies of one name would hide each other, so the second key is refused."""
    await import_directory(office, read_directory(template(), TODAY))
    other = read_directory(file(row(key="another")), TODAY)
    with pytest.raises(ExigentError, match="under the key springfield-pd"):
        await import_directory(office, other)
    assert await import_directory(office, read_directory(template(), TODAY)) == Imported()
    same = read_directory(file(row(standing="watch")), TODAY)
    with pytest.raises(ExigentError, match="--by"):
        await import_directory(office, same)
    waits = await import_directory(office, same, by=ANA)
    assert waits == Imported(changed=1, proposal=2)
    with pytest.raises(ExigentError, match="waits for a second person already"):
        await import_directory(office, same, by=ANA)
    (listed,) = await office.database.read(lambda db: db.agencies.all())
    assert listed.standing == "verified"
