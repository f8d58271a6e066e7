"""The transparency report: counted from public bodies in one pass, it is what a plain count is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.domain.report.figures import Counted
from bot.domain.report.period import Period
from tests.domain.report.bodies import Happening, bodies, count, days, value, values
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
    "decisions.life_safety_exceptions",
}
"""Told of in tests/domain/report, case by case."""


@pytest.fixture(scope="module")
def lives() -> tuple[Life, ...]:
    """Histories of many kinds, the same in every run."""
    return tuple(play(history).entries for history in by_chance(230))


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
