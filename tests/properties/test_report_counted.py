"""The transparency report: counted from public bodies in one pass, it is what a plain count is."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.report.figures import Counted
from bot.domain.report.period import Period
from tests.domain.report.bodies import Happening, bodies, count, days
from tests.properties.histories import by_chance, play
from tests.properties.report_by_hand import Life, by_hand

PERIODS = (
    days("2026-11-22", "2026-11-23"),
    days("2026-11-23", "2026-11-24"),
    days("2026-11-20", "2027-01-01"),
    days("2026-12-01", "2027-03-01"),
    days("2027-02-01", "2027-05-01"),
)
NOT_BY_HAND = {
    "times.decided",
    "times.to_decision",
    "times.released",
    "times.to_release",
    "disclosed.by_class",
    "disclosed.by_category",
    "disclosed.devices",
    "disclosed.accounts",
    "disclosed.video_minutes",
    "disclosed.devices_preserved",
    "safeguards.forgeries",
}
"""Told of in tests/domain/report, case by case."""


@pytest.fixture(scope="module")
def lives() -> tuple[Life, ...]:
    """Histories of many kinds, the same in every run."""
    return tuple(play(history).entries for history in by_chance(46))


def record(lives: Sequence[Life]) -> list[bytes]:
    """The bodies of a record in which all of them happened, in order of time."""
    return bodies(
        Happening(at, actor, event, f"EDR-2026-{number:06d}")
        for number, life in enumerate(lives, start=1)
        for at, actor, event in life
    )


def numbers(report: Counted) -> dict[tuple[str, str], int | None]:
    """Every number of the period by figure and key."""
    return {
        (f"{section.chapter.name}.{figure.definition.name}", row.key): row.value
        for section in report.sections
        for figure in section.figures
        for row in figure.rows
    }


def sums(report: Counted) -> dict[str, int]:
    """The sum of each figure's parts."""
    return {
        f"{section.chapter.name}.{figure.definition.name}": sum(r.value or 0 for r in figure.rows)
        for section in report.sections
        for figure in section.figures
    }


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: str(period.start))
def test_a_plain_count_of_events_agrees(lives: tuple[Life, ...], period: Period) -> None:
    """Of the same histories, events and folded cases give every figure that the bodies give."""
    counted = {k: v for k, v in numbers(count(record(lives), period)).items() if v}
    expected = {k: v for k, v in by_hand(lives, period).items() if v}
    assert {k: v for k, v in counted.items() if k[0] not in NOT_BY_HAND} == expected
    assert len(expected) > 5


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: str(period.start))
def test_counts_add_up(lives: tuple[Life, ...], period: Period) -> None:
    """Received are decided and open, owed are ended and open, and every parting is whole."""
    report = count(record(lives), period)
    found = sums(report)
    received = found["requests.received"]
    assert received == found["requests.by_country_and_kind"]
    assert received == found["verification.identity"] == found["decisions.became"]
    came = found["requests.open_at_start"] + received
    assert came == found["decisions.ended"] + found["requests.open_at_end"]
    assert found["decisions.ended"] == found["decisions.by_reason"]
    owed = found["notices.owing_at_start"] + found["notices.came_to_be_owed"]
    assert owed == found["notices.ended"] + found["notices.owing_at_end"]
    owed = found["follow_up.open_at_start"] + found["follow_up.owed"]
    assert owed == found["follow_up.ended"] + found["follow_up.open_at_end"]
    assert found["disclosed.releases"] == found["disclosed.by_class"]
    assert received == sum(agency["received"].value or 0 for agency in report.agencies)
    for agency in report.agencies:
        assert agency["received"].value == sum(row.value or 0 for row in agency.rows[1:])


def test_the_period_before_is_that_period(lives: tuple[Life, ...]) -> None:
    """What stands beside a figure is what a report about the period before gives for it."""
    this, before = days("2026-11-23", "2026-11-24"), days("2026-11-22", "2026-11-23")
    assert this.before == before
    previous = {
        (section.chapter.name, figure.definition.name, row.key): row.previous
        for section in count(record(lives), this).sections
        for figure in section.figures
        for row in figure.rows
    }
    report = count(record(lives), before)
    for (chapter, figure, key), number in previous.items():
        if (chapter, figure) != ("requests", "by_country_and_kind"):
            assert number == report[chapter][figure][key].value, (chapter, figure, key)


def test_later_entries_change_no_period_that_is_over(lives: tuple[Life, ...]) -> None:
    """A report at any later checkpoint has the same figures, to the last one."""
    period, written = days("2026-11-22", "2026-11-23"), record(lives)
    whole = count(written, period)
    first = next(n for n, body in enumerate(written) if b'"at":"2026-11-23' in body[:90]) + 1
    assert count(written[: first - 1], period).over is False
    for size in (first, first + 7, len(written) - 1):
        report = count(written[:size], period)
        assert report.over
        assert replace(report, seen_until=whole.seen_until) == whole
