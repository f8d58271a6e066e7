"""The summary as a picture for Slack: readable on a phone, nothing by colour alone.

Set by the typesetter that also sets letters, with the fonts inside its wheel alone: the same report
gives the same bytes on every run. What anybody wrote goes in as values of JSON, never as markup.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from handlers.report.bars import Bar, bars
from handlers.report.shown import Table

DENSITY: Final = 216.0
"""Pixels an inch: three for each point of chart.typ, which is 360 points wide, as a phone is."""


def picture(title: str, company: str, periods: tuple[str, str], tables: Sequence[Table]) -> bytes:
    """Return a PNG with the bars of `tables`; `periods` name this one and the one before."""
    now, before = periods
    content = {
        "title": title,
        "company": company,
        "now": now,
        "before": before,
        "groups": [{"title": t.title, "rows": [_row(bar) for bar in bars(t)]} for t in tables],
    }
    # Loaded here: the typesetter is large, and most days nobody asks for a report.
    import typst  # noqa: PLC0415 - see above

    return typst.compile(
        _source(),
        format="png",
        ppi=DENSITY,
        sys_inputs={"chart": json.dumps(content, ensure_ascii=False)},
        ignore_system_fonts=True,
    )


def spoken(title: str, periods: tuple[str, str], tables: Sequence[Table], most: int) -> str:
    """Return every figure of the picture in words, in at most `most` characters."""
    now, before = periods
    said = f"{title}. Bars for {now}, and in brackets {before}. " + " ".join(
        f"{table.title}: "
        + ", ".join(f"{row.label} {row.now_text} ({row.before_text})" for row in table.rows)
        + "."
        for table in tables
    )
    return said if len(said) <= most else said[: most - 1] + "…"


def _row(bar: Bar) -> dict[str, Any]:
    return {
        "label": bar.row.label,
        "now": bar.now,
        "before": bar.before,
        "now_text": bar.row.now_text,
        "before_text": bar.row.before_text,
    }


@cache
def _source() -> bytes:
    return (Path(__file__).parent / "templates" / "chart.typ").read_bytes()
