"""The report's page: whole, the same every time, readable without eyes, and harmless."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from bot.domain.report.catalogue import every
from bot.domain.report.definitions import Unit
from bot.domain.report.period import Period
from handlers.report.page import report_page
from handlers.report.shown import text_of
from tests.handlers.report import given
from tests.handlers.report.reader import Reader

HOSTILE = '=HYPERLINK("x")<script>alert(1)</script> <!channel> {{ 7*7 }} \u202egpj\u200b&amp; @here'


def test_the_same_report_gives_the_same_page() -> None:
    """Drawn twice from equal figures, the page is equal to the last character."""
    one, other = (report_page(given.report(), given.COMPANY) for _ in range(2))
    assert one == other


def test_every_figure_stands_in_a_row_beside_the_one_before() -> None:
    """Each number of each figure stands in the row of its title, in the column of its period."""
    values = dict(_numbered())
    rows = Reader(report_page(given.report(values, {}), given.COMPANY)).rows
    for chapter, definition in every():
        name = f"{chapter.name}.{definition.name}"
        titles = dict(definition.keys) or {"": definition.title}
        for key, title in titles.items() if not definition.free else ():
            now, before = values[f"{name}.{key}" if key else name]
            cells = [text_of(number, definition.unit) for number in (now, before)]
            assert any(row[0].startswith(title) and row[1:] == cells for row in rows), name


def _numbered() -> Iterator[tuple[str, given.Pair]]:
    number = 10_000
    for chapter, definition in every():
        for key in [key for key, _ in definition.keys] or [""]:
            number += 2
            name = f"{chapter.name}.{definition.name}"
            yield (f"{name}.{key}" if key else name), (number, number + 1)


def test_every_figure_is_defined_on_the_page() -> None:
    """The words that say how a figure is counted stand beside it, whole."""
    said = Reader(report_page(given.report({}, {}), given.COMPANY)).said
    assert [d.name for _, d in every() if d.words not in said] == []


def test_what_is_zero_is_named() -> None:
    """A part of a figure that counts nothing has a row, or its name in a sentence: none is gone."""
    values = {"decisions.by_reason.refused_overbroad": (1, 0)}
    said = Reader(report_page(given.report(values, {}), given.COMPANY)).said
    assert [t for _, d in every() for _, t in d.keys if t not in said] == []


def test_a_screen_reader_finds_its_way() -> None:
    """Language, one first heading, none left out, a way past the top, unique ids, whole links."""
    page = Reader(report_page(given.report(), given.COMPANY))
    assert page.named("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert len(set(ids)) == len(ids)
    links = [str(found["href"]) for found in page.named("a")]
    assert links[0] == "#answers"
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_every_table_has_a_caption_and_heads_and_every_chart_its_words() -> None:
    """As many captions as tables; each cell at an edge says of what it is the head; bars speak."""
    page = Reader(report_page(given.report(), given.COMPANY))
    assert len(page.named("caption")) == len(page.named("table")) > 20
    assert {found.get("scope") for found in page.named("th")} == {"col", "row", "rowgroup"}
    charts = [found for found in page.named("div") if found.get("role") == "img"]
    assert len(charts) == len(page.named("figure")) > 15
    assert all(str(found["aria-label"]).startswith("Bar chart, ") for found in charts)


def test_nothing_runs_and_nothing_is_fetched() -> None:
    """No script, no address of anything, and a policy in the page that forbids both."""
    text = report_page(given.report(), given.COMPANY)
    page = Reader(text)
    kinds = {tag for tag, _ in page.elements}
    assert not kinds & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not re.search(r"https?:|//|url\(|@import|javascript:", text)
    assert not any(name.startswith("on") for _, found in page.elements for name in found)
    policy = str(page.named("meta")[1]["content"])
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_an_agency_that_calls_itself_something_evil_is_only_words() -> None:
    """Markup, a formula, a template and hidden signs in a name change nothing on the page."""
    agencies = {HOSTILE: given.AGENCIES["Springfield Police Department"]}
    harmless = report_page(given.report({}, {"Name": next(iter(agencies.values()))}), "Cameras")
    text = report_page(given.report({}, agencies), f"Cameras {HOSTILE}")
    page = Reader(text)
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in Reader(harmless).elements]
    assert "\u202e" not in text
    assert "\u200b" not in text
    assert '=HYPERLINK("x")<script>alert(1)</script>' in page.said
    assert "{{ 7*7 }}" in page.said


def test_a_report_of_nothing_says_so() -> None:
    """Without one request there are no bars and no empty cell, but words."""
    page = Reader(report_page(given.report({}, {}), given.COMPANY))
    assert page.named("figure") == []
    assert "None in either period" in page.said
    assert "No agency asked for anything" in page.said
    assert "Not known of any" in page.said
    assert "They never disagreed." in page.said
    assert "None" not in [cell for row in page.rows for cell in row]


@pytest.mark.parametrize("over", [True, False])
def test_an_unfinished_period_says_so_first(over: bool) -> None:
    """Figures of a period that goes on are called so, with the time up to which they go."""
    said = Reader(report_page(given.report(over=over), given.COMPANY)).said
    assert ("so far, up to 2026-07-02, 08:15 UTC" in said) is not over


def test_four_questions_come_first() -> None:
    """Who decided, was it true, was the owner told, how many refused: before every table."""
    said = Reader(report_page(given.report(), given.COMPANY)).said
    places = [
        said.index(words)
        for words in (
            "Who decided, and how?", "18 requests decided", "Allowed by two people: 12 times",
            "41 min, 95 in 100 within 3 h 40 min", "Was it truly an emergency?",
            "14 of 20 confirmed", "Was the owner told?", "12 people told",
            "How many were refused?", "6 of 23 refused", "In this report",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_how_to_count_again_is_on_the_page() -> None:
    """The command has the period's days, and the checkpoint stands there as it was signed."""
    period = Period(start=date(2026, 1, 1), end=date(2026, 3, 15))
    page = Reader(report_page(given.report(period=period), given.COMPANY))
    count = "exigent report --from 2026-01-01 --to 2026-03-15 --at 431 --to-dir FOLDER"
    assert count in page.said
    assert given.NOTE.strip() in page.said
    assert "1 January to 14 March 2026" in page.said


def test_lengths_of_time_read_well() -> None:
    """The two largest units that there are, and a word where there is no number."""
    texts = [text_of(number, Unit.SECONDS) for number in (0, 59, 60, 3600, 12_059, 86_400, 187_200)]
    assert texts == ["under 1 s", "59 s", "1 min", "1 h", "3 h 20 min", "1 day", "2 days 4 h"]
    assert [text_of(None, unit) for unit in Unit] == ["none"] * 3
    assert (text_of(1234), text_of(1234, Unit.MINUTES)) == ("1,234", "1,234 min")
