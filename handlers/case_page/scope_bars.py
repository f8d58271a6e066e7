"""What was asked, allowed and given, side by side: bars in proportion, and the same as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.domain import events as ev
from bot.domain.events.authorizing import ManifestRecorded
from bot.domain.request import Category
from bot.domain.scope import Scope, Window, merged
from handlers.blocks.times import lasting, local
from handlers.blocks.words import CATEGORIES
from handlers.case_page.reading import Reading

WIDTH: Final = 340
"""Units of a drawing's width that the whole stretch of time takes."""
LEFT: Final = 10
ROW: Final = 40
"""Units of height of one row: its words, and the bar below them."""
LEAST: Final = 3
"""Units that the shortest bar takes, so that a moment can be seen."""
PATTERNS: Final = ("first", "second", "third", "fourth")
"""How the bars of those who allowed are drawn, in the order of their filing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stretch of time, drawn from `x` (units) so wide, and in words."""

    x: int
    width: int
    start: datetime
    end: datetime
    begins: str
    ends: str
    length: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step from what was asked to what was given; `pattern` is how its bars are drawn."""

    name: str
    pattern: str
    y: int
    bars: tuple[Bar, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """One device and category: its rows, and the stretch of time that the drawing shows."""

    key: str
    device: str
    category: str
    begins: str
    ends: str
    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        """Units of height: the rows, and the words of the axis below."""
        return len(self.rows) * ROW + 30


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    pattern: str
    scope: Scope


def diagrams(reading: Reading) -> tuple[Diagram, ...]:
    """Return a drawing for each device and category that was asked for or given."""
    layers = tuple(_layers(reading))
    keys = sorted({(w.alias, w.category) for layer in layers for w in layer.scope}, key=_order)
    return tuple(_diagram(alias, kind, layers, reading) for alias, kind in keys)


def _order(key: tuple[str, Category]) -> tuple[int, str, int]:
    alias, category = key
    return len(alias), alias, list(Category).index(category)


def _layers(reading: Reading) -> Iterator[_Layer]:
    case = reading.dossier.case
    yield _Layer("Asked for", "asked", case.scope)
    filed = [(e, f) for e, f in reading.of(ev.DeterminationFiled) if f.version == case.version]
    for place, (entry, event) in enumerate(filed):
        senior = " (senior)" if event.senior else ""
        name = f"Allowed by {reading.who(entry.actor)}{senior}"
        yield _Layer(name, PATTERNS[min(place, len(PATTERNS) - 1)], event.scope)
    approved = [f for _, f in reading.of(ev.CaseApproved)]
    if filed:
        scope = approved[-1].scope if approved and case.approval is not None else ()
        yield _Layer("Approved: what the two allowed", "approved", scope)
    given = [f for _, f in reading.of(ev.ReleaseCleared, ManifestRecorded)]
    items = given[-1].items if given and case.released_at is not None else ()
    yield _Layer("Given", "given", merged(i.window for i in items))


def _diagram(alias: str, category: Category, layers: Sequence[_Layer], reading: Reading) -> Diagram:
    mine = [
        (layer, [w for w in layer.scope if (w.alias, w.category) == (alias, category)])
        for layer in layers
    ]
    every = [w for _, windows in mine for w in windows]
    low, high = min(w.start for w in every), max(w.end for w in every)
    zone = reading.zone
    rows = tuple(
        _row(layer, [_bar(w, low, high, zone) for w in windows], place * ROW)
        for place, (layer, windows) in enumerate(mine)
    )
    return Diagram(
        key=f"{alias}-{category}",
        device=alias,
        category=CATEGORIES[category],
        begins=local(low, zone),
        ends=local(high, zone),
        rows=rows,
    )


def _bar(window: Window, low: datetime, high: datetime, zone: tzinfo) -> Bar:
    whole = (high - low).total_seconds() or 1.0
    x = round((window.start - low).total_seconds() / whole * WIDTH)
    wide = round((window.end - window.start).total_seconds() / whole * WIDTH)
    width = max(wide, LEAST)
    return Bar(
        x=LEFT + min(x, WIDTH - width),
        width=width,
        start=window.start,
        end=window.end,
        begins=local(window.start, zone),
        ends=local(window.end, zone),
        length=lasting(window.end - window.start),
    )


def _row(layer: _Layer, bars: list[Bar], y: int) -> Row:
    times = "; ".join(_short(bar) for bar in bars)
    return Row(
        name=layer.name,
        pattern=layer.pattern,
        y=y,
        bars=tuple(bars),
        said=f"{layer.name}: {times or 'nothing'}",
    )


def _short(bar: Bar) -> str:
    return f"{bar.begins} to {bar.ends}, {bar.length}"
