"""The agency directory from a file: all rows are good, or none is taken.

A call-back goes to a number of this directory, so each says where it was found and when somebody
last checked it there.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import available_timezones

from bot.domain import events as ev
from bot.domain.canonical import canonical
from bot.domain.codec import write
from bot.domain.directory.commands import ImportAgencies
from bot.domain.directory.writing import (
    COUNTRY,
    DOMAIN,
    KEY,
    LINE,
    NUMBER,
    NUMBERS,
    STATE,
    folded,
    key_of,
)
from bot.domain.errors import ExigentError, Refusal
from bot.domain.events import ProposalKind
from bot.domain.listed import STANDINGS, DirectoryNumber, ListedAgency
from bot.domain.request import AgencyKind
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.agencies import DirectoryOrder, carry_directory, change_directory
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

_OF_AGENCY: Final = ("key", "name", "kind", "country", "state", "domains", "zone", "standing")
_OF_NUMBER: Final = ("number", "label", "source", "checked", "dispatch")
COLUMNS: Final = (
    *_OF_AGENCY,
    *(f"{name}_{place}" for place in range(1, NUMBERS + 1) for name in _OF_NUMBER),
)
"""The columns in their order. `domains` are separated by spaces; `checked` is a date."""

_EXAMPLE: Final = (
    "springfield-pd,Springfield Police Department,local,US,CA,springfieldpd.example,"
    "America/Los_Angeles,verified,"
    "+1 555 010 0100,front desk,springfieldpd.example,2026-10-02,no,"
    "+1 555 010 0911,dispatch,state list of dispatch centres,2026-10-02,yes"
)

Row = Mapping[str, str]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    """What one row of the file is: an agency, or everything that is wrong with it."""

    line: int
    agency: ListedAgency | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file came to: counts of agencies, and the proposal that waits for a second person.

    Without a proposal nothing changed.
    """

    founded: bool = False
    added: int = 0
    changed: int = 0
    proposal: int = 0


def template() -> str:
    """Return a file with the columns and one invented agency."""
    return f"{','.join(COLUMNS)}\n{_EXAMPLE}{',' * (len(COLUMNS) - _EXAMPLE.count(',') - 1)}\n"


def read_directory(text: str, today: date) -> list[RowReport]:
    """Read a file row by row; raises ExigentError where its columns are others."""
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    given = tuple(name.strip() for name in reader.fieldnames or ())
    missing, unknown = set(COLUMNS) - {*given}, {*given} - set(COLUMNS)
    needed = missing - {n for n in COLUMNS if n[-1].isdecimal() and not n.endswith("_1")}
    if needed - {"key", "state"} or unknown:
        wrong = ", ".join(sorted(needed - {"key", "state"} or unknown))
        raise ExigentError(
            f"expected the columns that exigent agencies template prints, got others: {wrong}"
        )
    reports = []
    for row in reader:
        cells = {str(k).strip(): v.strip() for k, v in row.items() if isinstance(v, str)}
        reports.append(_read_row(reader.line_num, cells, today))
    return _unique(reports)


async def import_directory(
    office: Office, reports: Sequence[RowReport], *, by: Ref = SYSTEM, digest: str = ""
) -> Imported:
    """Take a file in: into an empty directory at once, else as a proposal for a second person.

    `by` is who imports, `digest` the file's SHA-256. Raises ExigentError where a row is bad, bears
    the name of an agency listed under another key, or where nobody says who imports.
    """
    agencies = tuple(report.agency for report in reports if report.agency is not None)
    if not agencies or len(agencies) != len(reports):
        raise ExigentError("expected good rows only; nothing was imported")
    command = ImportAgencies(agencies=agencies, digest=digest or digest_of(agencies))
    outcome = await change_directory(office, DirectoryOrder(command=command, actor=by))
    if outcome.refused is not None:
        if outcome.refused.reason is Refusal.NOTHING_CHANGED:
            return Imported()
        raise ExigentError(_REFUSALS[outcome.refused.reason].format(outcome.refused.detail))
    (proposal,) = (e for e in outcome.events if isinstance(e, ev.DirectoryProposed))
    if proposal.kind is ProposalKind.FOUNDING:
        return Imported(founded=True, added=len(agencies), proposal=proposal.number)
    added = sum(agency.changes == 0 for agency in proposal.wanted)
    return Imported(added=added, changed=len(proposal.wanted) - added, proposal=proposal.number)


async def found_directory(office: Office, agencies: Sequence[ListedAgency]) -> int:
    """List agencies where nobody is listed yet, and return the proposal; 0 where somebody is."""
    command = ImportAgencies(agencies=tuple(agencies), digest=digest_of(agencies))

    def work(ledger: Ledger) -> int:
        if ledger.agencies.all():
            return 0
        order = DirectoryOrder(command=command, actor=SYSTEM)
        return carry_directory(office, ledger, order).proposal

    return await office.database.tx(work)


def digest_of(agencies: Sequence[ListedAgency]) -> str:
    """Return the SHA-256 in hex of what is listed, where there is no file."""
    return hashlib.sha256(b"".join(canonical(write(agency)) for agency in agencies)).hexdigest()


_REFUSALS: Final[Mapping[Refusal, str]] = {
    Refusal.AGENCY_NAME_TAKEN: (
        "a name is listed under the key {} already: use that key, nothing was imported"
    ),
    Refusal.AGENCY_MALFORMED: "{}: expected it written otherwise; nothing was imported",
    Refusal.NOT_ON_ROSTER: (
        "the directory is not empty, so a second person must confirm this file: say who imports"
        " it with --by and an id of [[people]]; nothing was imported"
    ),
    Refusal.DUPLICATE: "this very file waits for a second person already; nothing more was done",
}


def _unique(reports: Sequence[RowReport]) -> list[RowReport]:
    seen: dict[str, int] = {}
    checked = []
    for report in reports:
        agency, problems = report.agency, list(report.problems)
        for word in (f"key {agency.key}", f"name {folded(agency.name)}") if agency else ():
            line = seen.setdefault(word, report.line)
            if line != report.line:
                problems.append(f"{word.split()[0]}: expected another than line {line} has")
        whole = agency if not problems else None
        checked.append(RowReport(line=report.line, agency=whole, problems=tuple(problems)))
    return checked


def _read_row(line: int, row: Row, today: date) -> RowReport:
    problems: list[str] = []
    if row.get(""):
        problems.append("row: expected no more cells than there are columns")
    for name, (pattern, words) in _FORMS.items():
        if not re.fullmatch(pattern, row.get(name, "")):
            problems.append(_expected(name, words, row.get(name, "")))
    if row.get("zone") not in available_timezones():
        problems.append(_expected("zone", "a zone as America/Los_Angeles", row.get("zone", "")))
    numbers = list(_numbers(row, today, problems.append))
    if not numbers:
        problems.append("number_1: expected at least one number to call back")
    if problems:
        return RowReport(line=line, problems=tuple(problems))
    return RowReport(line=line, agency=_agency(row, tuple(numbers)))


def _agency(row: Row, numbers: tuple[DirectoryNumber, ...]) -> ListedAgency:
    return ListedAgency(
        key=row.get("key") or key_of(row["name"]),
        name=unicodedata.normalize("NFC", row["name"]),
        domains=tuple(row["domains"].lower().split()),
        numbers=numbers,
        zone=row["zone"],
        standing=row["standing"],
        kind=AgencyKind(row["kind"]),
        country=row["country"],
        state=row.get("state") or None,
    )


def _numbers(row: Row, today: date, problem: Say) -> Iterator[DirectoryNumber]:
    for place in range(1, NUMBERS + 1):
        cells = {name: row.get(f"{name}_{place}", "") for name in _OF_NUMBER}
        if not any(cells.values()):
            continue
        for name, (pattern, words) in _NUMBER_FORMS.items():
            if not re.fullmatch(pattern, cells[name]):
                problem(_expected(f"{name}_{place}", words, cells[name]))
        if not _is_past(cells["checked"], today):
            words = "the date of the last check, as 2026-10-02, not in the future"
            problem(_expected(f"checked_{place}", words, cells["checked"]))
        yield DirectoryNumber(
            key=f"n{place}",
            number=cells["number"],
            label=cells["label"],
            source=cells["source"],
            checked=cells["checked"],
            dispatch=cells["dispatch"] == "yes",
        )


def _is_past(text: str, today: date) -> bool:
    try:
        return len(text) == len("2026-10-02") and date.fromisoformat(text) <= today
    except ValueError:
        return False


def _expected(name: str, words: str, got: str) -> str:
    shown = f"got {got[:60]!r}" if got else "got nothing"
    return f"{name}: expected {words}, {shown}"


_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "key": (rf"({KEY})?", "small letters, digits and dashes, or nothing"),
    "name": (LINE, "the agency's name"),
    "kind": ("|".join(AgencyKind), f"one of {', '.join(AgencyKind)}"),
    "country": (COUNTRY, "a country as US"),
    "state": (rf"({STATE})?", "a state as CA, or nothing"),
    "domains": (rf"({DOMAIN}( +{DOMAIN})*)?", "domains separated by spaces, or nothing"),
    "standing": ("|".join(STANDINGS), f"one of {', '.join(STANDINGS)}"),
}
_NUMBER_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "number": (NUMBER, "a number as +1 555 010 0100"),
    "label": (LINE, "what answers there, as front desk"),
    "source": (LINE, "where the number was found"),
    "dispatch": (r"(yes|no)?", "yes or no"),
}
