"""The form for a scope with many devices: one row for each device, category and window asked for.

Nothing is ticked before somebody ticks it, and no row can allow more than was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.scope import Scope, Window, merged
from handlers.desk_view import DeskView

NOTHING_TICKED = "Nothing is ticked. Tick what you allow, or refuse the request in Slack."

_FORMS = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M")
_NOT_A_TIME = "Give both times as year, month, day, hour and minute."
_BACKWARDS = "The end must be after the start."
_OUTSIDE = "Stay within the window that was asked for."


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the form; `start` and `end` are as typed, in the view's zone."""

    name: str
    asked: Window
    start: str
    end: str
    ticked: bool = False
    problem: str | None = None


def rows_of(view: DeskView) -> tuple[Row, ...]:
    """Return the form as it stands in the person's draft."""
    return tuple(_row(view, number, asked) for number, asked in enumerate(view.choosable))


def read_rows(view: DeskView, form: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the rows as they were sent, each with its problem where it has one."""
    return tuple(_read(view, row, form) for row in rows_of(replace(view, chosen=None)))


def scope_of_rows(view: DeskView, rows: tuple[Row, ...]) -> Scope:
    """Return what rows without problems allow."""
    return merged(_window(view, row) for row in rows if row.ticked)


def zone_of(view: DeskView) -> ZoneInfo:
    """Return the zone in which the page speaks of times; UTC where it is unknown."""
    try:
        return ZoneInfo(view.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _row(view: DeskView, number: int, asked: Window) -> Row:
    # Several narrower windows cannot stand in one row, and showing the first adds nothing.
    kept = next((w for w in view.chosen or () if w.inside(asked)), None)
    shown = kept or asked
    return Row(
        name=f"w{number}",
        asked=asked,
        start=_text(view, shown.start),
        end=_text(view, shown.end),
        ticked=kept is not None,
    )


def _read(view: DeskView, row: Row, form: Mapping[str, str]) -> Row:
    row = replace(
        row,
        ticked=form.get(row.name) == "yes",
        start=form.get(f"{row.name}.from", row.start)[:40],
        end=form.get(f"{row.name}.to", row.end)[:40],
    )
    return replace(row, problem=_problem(view, row)) if row.ticked else row


def _problem(view: DeskView, row: Row) -> str | None:
    try:
        window = _window(view, row)
    except ValueError:
        return _NOT_A_TIME
    if window.end <= window.start:
        return _BACKWARDS
    return None if window.inside(row.asked) else _OUTSIDE


def _window(view: DeskView, row: Row) -> Window:
    # In the hour that a clock shows twice the later start and the earlier end are the least data.
    return replace(
        row.asked,
        start=_instant(view, row.start, row.asked.start, fold=1),
        end=_instant(view, row.end, row.asked.end, fold=0),
    )


def _instant(view: DeskView, text: str, asked: datetime, fold: int) -> datetime:
    for form in _FORMS:
        try:
            local = datetime.strptime(text, form)  # noqa: DTZ007 - the zone follows below
        except ValueError:
            continue
        if local.strftime(_FORMS[0]) == _text(view, asked):
            # The form shows whole seconds, and browsers leave out those that are nought; what
            # was left alone keeps its microseconds.
            return asked
        return local.replace(tzinfo=zone_of(view), fold=fold).astimezone(UTC)
    raise ValueError


def _text(view: DeskView, instant: datetime) -> str:
    return instant.astimezone(zone_of(view)).strftime(_FORMS[0])
