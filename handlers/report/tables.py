"""From the figures of a report to the tables that show them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.domain.report import figures as fg
from bot.domain.report.catalogue import AGENCIES
from bot.domain.report.definitions import Unit
from bot.domain.report.keys import AGENCY_KEYS, MEDIAN, PERCENTILE
from bot.domain.request import AgencyKind
from handlers.blocks.text import visible
from handlers.report.shown import Agencies, AgencyLine, Part, Row, Table, text_of

FEW: Final = 8
"""A table with no more rows than this shows those that are zero in both periods as well."""
MOST_BARS: Final = 12
"""Agencies that get bars; the table has all of them."""
OTHERS: Final = "All other agencies together"
IN_OTHERS: Final = "in others"
"""In the cell of an agency that had too few requests in that period to have a row of its own."""
_NOWHERE: Final = "ZZ"
_KINDS: Final[Mapping[str, str]] = {
    AgencyKind.FEDERAL: "federal",
    AgencyKind.STATE: "state",
    AgencyKind.LOCAL: "local",
    AgencyKind.TRIBAL: "tribal",
    AgencyKind.FOREIGN: "of another country",
    AgencyKind.FIRE_EMS: "fire and rescue",
    AgencyKind.CALL_CENTRE: "emergency call centre",
}
_MEANINGS: Final[Mapping[str, str]] = {
    MEDIAN: "Half took no longer.",
    PERCENTILE: "95 in 100 took no longer.",
}


def parts(counted: fg.Counted) -> list[Part]:
    """Return the report's parts in order, each with what is one number first."""
    return [
        Part(
            key=section.chapter.name.replace("_", "-"),
            heading=section.chapter.title,
            said=section.chapter.words,
            tables=list(_tables(section)),
        )
        for section in counted.sections
    ]


def _tables(section: fg.Section) -> Iterator[Table]:
    single = [figure for figure in section.figures if figure.definition.single]
    if single:
        yield Table(
            title=f"In short: {section.chapter.title}",
            what="Figure",
            rows=[_single(figure) for figure in single],
            defined=[(one.definition.title, one.definition.words) for one in single],
            bars=False,
        )
    yield from (keyed(figure) for figure in section.figures if not figure.definition.single)


def _single(figure: fg.Figure) -> Row:
    definition, row = figure.definition, figure[""]
    return _row(definition.title, row, definition.unit)


def keyed(figure: fg.Figure) -> Table:
    """Return a figure with parts as a table; of a long one, what is zero in both is only named."""
    definition = figure.definition
    titles = dict(definition.keys)
    rows = [
        _row(
            titles.get(row.key) or _place(row.key), row, definition.unit, _MEANINGS.get(row.key, "")
        )
        for row in figure.rows
    ]
    short = len(rows) <= FEW and not all(row.empty for row in rows)
    return Table(
        title=definition.title,
        what="Country and kind of agency" if definition.free else "Kind",
        rows=[row for row in rows if short or not row.empty],
        about=definition.words,
        zero="" if short else "; ".join(row.label for row in rows if row.empty),
    )


def _row(label: str, row: fg.Row, unit: Unit = Unit.COUNT, meaning: str = "") -> Row:
    return Row(
        label=label,
        now=row.value,
        before=row.previous,
        now_text=text_of(row.value, unit),
        before_text=text_of(row.previous, unit),
        meaning=meaning,
    )


def _place(key: str) -> str:
    country, _, kind = key.partition("/")
    where = "No country given" if country == _NOWHERE else clean(country)
    return f"{where}, {_KINDS.get(kind) or clean(kind)}"


def clean(text: str) -> str:
    """Return somebody's words as one line in which nothing is hidden."""
    return " ".join(visible(text).split())


def agencies(rows: Sequence[fg.AgencyRows]) -> Agencies:
    """Return what each agency asked for, with bars for those that asked most."""
    named = [(clean(agency.name) or OTHERS, agency) for agency in rows]
    asked = [_asked(name, agency) for name, agency in named[:MOST_BARS]]
    return Agencies(
        about=AGENCIES,
        columns=[title for _, title in AGENCY_KEYS],
        lines=[_line(name, agency) for name, agency in named],
        asked=Table(title="Requests received, by agency", what="Agency", rows=asked),
    )


def _asked(name: str, agency: fg.AgencyRows) -> Row:
    row = agency[AGENCY_KEYS[0][0]]
    return Row(
        label=name,
        now=row.value,
        before=row.previous,
        now_text=_cell(row.value),
        before_text=_cell(row.previous),
    )


def _cell(value: int | None) -> str:
    return IN_OTHERS if value is None else text_of(value)


def _line(name: str, agency: fg.AgencyRows) -> AgencyLine:
    cells = [agency[key] for key, _ in AGENCY_KEYS]
    return AgencyLine(
        name=name,
        now=[_cell(cell.value) for cell in cells],
        before=[_cell(cell.previous) for cell in cells],
    )
