"""Writes a report as JSON and as CSV: the same bytes for the same figures, wherever it is made."""

import json
from collections.abc import Iterator
from typing import Final

from bot.domain.canonical import Json
from bot.domain.report.catalogue import AGENCIES, SCHEMA
from bot.domain.report.figures import AgencyRows, Figure, Report, Row
from bot.domain.report.keys import AGENCY_KEYS
from bot.domain.report.period import Period

COLUMNS: Final = ("section", "name", "key", "value", "previous", "definition")
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes a cell for a formula by, where it begins with it."""


def as_json(report: Report) -> bytes:
    """Return report.json: members in the order of the catalogue, UTF-8, a newline at the end."""
    return json.dumps(_members(report), ensure_ascii=False, indent=1).encode() + b"\n"


def _members(report: Report) -> dict[str, Json]:
    counted, named = report.counted, report.checkpoint
    return {
        "schema": SCHEMA,
        "period": _period(counted.period),
        "previous_period": _period(counted.period.before),
        "over": counted.over,
        "seen_until": counted.seen_until or None,
        "checkpoint": {
            "origin": named.origin,
            "size": named.size,
            "root": named.root,
            "text": named.text,
        },
        **{
            section.chapter.name: {f.definition.name: _figure(f) for f in section.figures}
            for section in counted.sections
        },
        "agencies": [_agency(agency) for agency in counted.agencies],
    }


def _period(period: Period) -> dict[str, Json]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def _pair(row: Row) -> dict[str, Json]:
    return {"value": row.value, "previous": row.previous}


def _figure(figure: Figure) -> Json:
    if figure.definition.single:
        return _pair(figure.rows[0])
    if not figure.definition.free:
        return {row.key: _pair(row) for row in figure.rows}
    parts = ((row.key.partition("/"), row) for row in figure.rows)
    return [{"country": c, "kind": k, **_pair(row)} for (c, _, k), row in parts]


def _agency(agency: AgencyRows) -> Json:
    return {"name": agency.name or None, **{row.key: _pair(row) for row in agency.rows}}


def as_csv(report: Report) -> bytes:
    """Return report.csv (RFC 4180, UTF-8): a row for each number, with its definition.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    lines = (COLUMNS, *_lines(report))
    return "".join(f"{','.join(map(_cell, line))}\r\n" for line in lines).encode()


def _cell(value: str | int | None) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = f"'{value}" if value.lstrip(" \u00a0\ufeff").startswith(FORMULAS) else value
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if any(mark in text for mark in '",\r\n') else text


def _lines(report: Report) -> Iterator[tuple[str | int | None, ...]]:
    yield from _about(report)
    for section in report.counted.sections:
        for figure in section.figures:
            one = figure.definition
            for row in figure.rows:
                yield section.chapter.name, one.name, row.key, row.value, row.previous, one.words
    for agency in report.counted.agencies:
        yield from _of_agency(agency)


def _of_agency(agency: AgencyRows) -> Iterator[tuple[str | int | None, ...]]:
    """Yield an agency's rows; the key is its name, empty for all that have no row of their own."""
    titles, whose = dict(AGENCY_KEYS), "" if agency.name else ", of all others together"
    for row in agency.rows:
        words = f"{titles[row.key]}{whose}. {AGENCIES}"
        yield "agencies", row.key, agency.name, row.value, row.previous, words


def _about(report: Report) -> Iterator[tuple[str | int | None, ...]]:
    period, before, named = report.counted.period, report.counted.period.before, report.checkpoint
    yield (
        *("report", "from", "", period.start.isoformat(), before.start.isoformat()),
        "The first day of the period, and of the one before it. UTC.",
    )
    yield (
        *("report", "to", "", period.end.isoformat(), before.end.isoformat()),
        "The first day after the period, and after the one before it. UTC.",
    )
    yield (
        *("report", "size", "", named.size, None),
        "How many entries of the record were read: those under the checkpoint.",
    )
    yield (
        *("report", "root", "", named.root, None),
        "The checkpoint's root (RFC 6962) over those entries, in base64.",
    )
