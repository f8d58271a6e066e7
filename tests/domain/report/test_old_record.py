"""Records that were written by earlier versions are counted as well."""

from pathlib import Path

import pytest

from bot.domain.report.counting import BodyError
from tests.domain.report.bodies import count, days, value, values

FIRST = Path(__file__).parents[1] / "first_record.jsonl"


def test_the_first_records_are_counted() -> None:
    """Entries of the first schemas give a report of one case each, the first of which released."""
    lines = [line for line in FIRST.read_bytes().splitlines() if line]
    second = next(n for n, line in enumerate(lines) if n and b'"position":1,' in line)
    period = days("2026-01-01", "2028-01-01")
    for written, became in ((lines[:second], "granted_partial"), (lines[second:], "open")):
        report = count(written, period)
        assert value(report, "requests.received") == 1
        assert values(report, "decisions.became") == {became: 1}


def test_two_records_in_one_are_no_record() -> None:
    """A case that is opened twice is told, and not counted as one."""
    with pytest.raises(BodyError, match="is none of its kind"):
        count(
            [line for line in FIRST.read_bytes().splitlines() if line],
            days("2026-01-01", "2028-01-01"),
        )
