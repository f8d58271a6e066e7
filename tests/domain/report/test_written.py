"""report.json and report.csv: their form, their words, and nothing that a spreadsheet runs."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest

from bot.domain.report.catalogue import CHAPTERS
from bot.domain.report.figures import Named, Report
from bot.domain.report.schema import schema
from bot.domain.report.written import COLUMNS, as_csv, as_json
from tests.domain.report.test_agencies import SPRINGFIELD, several
from tests.story import released, verified

NAMED = Named(origin="example.com/exigent", size=9, root="AAAA", text="example.com/exigent\n9\n")


@pytest.fixture(scope="module")
def report() -> Report:
    """A report with a named agency and with medians of nothing."""
    stories = [*(released() for _ in range(5)), verified()]
    return Report(counted=several(stories, [SPRINGFIELD]), checkpoint=NAMED)


def objects(part: object, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object with its place."""
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield pointer, part
        for name, inner in part.items():
            yield from objects(inner, f"{pointer}/{name}")


def test_a_report_fits_its_schema(report: Report) -> None:
    """The schema is one, and a report of many figures and one of none fit it."""
    jsonschema_rs.meta.validate(schema())
    validator = jsonschema_rs.Draft202012Validator(schema())
    validator.validate(json.loads(as_json(report)))
    empty = replace(report, counted=several([], []))
    assert json.loads(as_json(empty))["seen_until"] is None
    validator.validate(json.loads(as_json(empty)))


def test_every_member_is_described_required_and_no_other_allowed() -> None:
    """The schema names and explains all there is."""
    found = [*objects(schema())]
    assert len(found) > len(CHAPTERS)
    for pointer, one in found:
        assert one["additionalProperties"] is False, pointer
        assert one["required"] == [*one["properties"]], pointer
        for name, member in one["properties"].items():
            assert member.get("description"), f"{pointer}/{name}"


def test_a_member_more_or_less_is_refused(report: Report) -> None:
    """What fits the schema has every figure and nothing else."""
    validator = jsonschema_rs.Draft202012Validator(schema())
    whole = json.loads(as_json(report))
    for pointer in (("extra",), ("times", "extra"), ("decisions", "ended", "extra")):
        broken = json.loads(json.dumps(whole))
        place = broken
        for name in pointer[:-1]:
            place = place[name]
        place[pointer[-1]] = {"value": 1, "previous": 1}
        assert not validator.is_valid(broken), pointer
    for chapter in CHAPTERS:
        for figure in chapter.figures:
            broken = json.loads(json.dumps(whole))
            del broken[chapter.name][figure.name]
            assert not validator.is_valid(broken)


def rows(report: Report) -> list[dict[str, str]]:
    """The rows of the CSV."""
    return [*csv.DictReader(io.StringIO(as_csv(report).decode(), newline=""))]


def test_the_csv_has_a_row_for_each_number_of_the_json(report: Report) -> None:
    """Both say the same, and each row says what it counts."""
    found = {(r["section"], r["name"], r["key"]): (r["value"], r["previous"]) for r in rows(report)}
    assert len(found) == len(rows(report))
    for section in report.counted.sections:
        for figure in section.figures:
            for row in figure.rows:
                place = (section.chapter.name, figure.definition.name, row.key)
                numbers = ("" if n is None else str(n) for n in (row.value, row.previous))
                assert found[place] == tuple(numbers)
    named = report.counted.agencies[0]
    assert found["agencies", "received", named.name] == ("6", "")
    assert all(row["definition"] for row in rows(report))


def test_the_csv_is_rfc_4180(report: Report) -> None:
    """UTF-8 without a mark, CRLF after every line, the same number of cells in each."""
    content = as_csv(report)
    assert content.startswith(",".join(COLUMNS).encode() + b"\r\n")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    lengths = {len(row) for row in csv.reader(io.StringIO(content.decode(), newline=""))}
    assert lengths == {len(COLUMNS)}


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", " =", "＝", "\u00a0@"])
def test_no_cell_is_a_formula(report: Report, first: str) -> None:
    """An agency whose name a spreadsheet would run stands there as text."""
    name = f'{first}HYPERLINK("https://a.example")'
    agencies = (replace(report.counted.agencies[0], name=name), report.counted.agencies[1])
    hostile = replace(report, counted=replace(report.counted, agencies=agencies))
    cells = [cell for row in rows(hostile) for cell in row.values()]
    assert f"'{name}" in cells
    assert not any(cell.strip().startswith(("=", "+", "-", "@", "＝")) for cell in cells)
    assert json.loads(as_json(hostile))["agencies"][0]["name"] == name


def test_the_same_figures_are_the_same_bytes(report: Report) -> None:
    """Counted twice from the same entries, both files are the same to the last byte."""
    stories = [*(released() for _ in range(5)), verified()]
    again = Report(counted=several(stories, [SPRINGFIELD]), checkpoint=NAMED)
    assert again.counted is not report.counted
    assert (as_json(again), as_csv(again)) == (as_json(report), as_csv(report))
