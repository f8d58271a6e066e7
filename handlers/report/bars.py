"""Bars as figures, and what somebody hears who cannot see them. Pure; no drawing library."""

from dataclasses import dataclass
from typing import Final

from handlers.report.shown import Row, Table

LONGEST: Final = 1000
"""The length of the longest bar of a table."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row with the lengths of its two bars, in thousandths of the longest in its table."""

    row: Row
    now: int
    before: int


def bars(table: Table) -> list[Bar]:
    """Return a bar for each row; the longest has 1,000, and nothing but zero has 0."""
    most = max((max(row.now or 0, row.before or 0) for row in table.rows), default=0)
    return [Bar(row, _length(row.now, most), _length(row.before, most)) for row in table.rows]


def alternative(table: Table) -> str:
    """Say in words what the bars show at a glance; the table below them has every figure."""
    largest = max(table.rows, key=lambda row: row.now or 0, default=None)
    if largest is None or not largest.now:
        return f"Bar chart, {table.title}: nothing in this period. The table has every figure."
    return (
        f"Bar chart, {table.title}. The longest bar of this period is {largest.label}: "
        f"{largest.now_text}, and {largest.before_text} before. The table has every figure."
    )


def _length(figure: int | None, most: int) -> int:
    # One thousandth at least: what is there must not look like nothing.
    return max(1, figure * LONGEST // most) if figure else 0
