"""The windows that step 2 offers for a category, and what a choice among them allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from bot.domain.case import Case, Sought
from bot.domain.request import Category
from bot.domain.scope import Scope, Window, intersection
from handlers.blocks.times import clock, day, lasting

AROUND: Final = {"pm10": timedelta(minutes=10), "pm5": timedelta(minutes=5)}
"""Ready windows around the event."""
OWN: Final = "own:"
MOST_DAYS: Final = 7
"""Days among which own times may be given in Slack; longer requests go to the desk page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A choice of step 2: its value, its words, and what it allows on all devices."""

    value: str
    label: str
    scope: Scope


class NoWindowError(ValueError):
    """Own times that mean no window; its text is a plain sentence for the reviewer."""


def categories(case: Case) -> tuple[Category, ...]:
    """Every category asked for, contents first."""
    return tuple(c for c in Category if any(c in s.categories for s in case.sought))


def devices(case: Case) -> tuple[str, ...]:
    """Every device asked for, by alias, in the request's order."""
    return tuple(dict.fromkeys(s.alias for s in case.sought))


def asked(case: Case, category: Category) -> Scope:
    """What is asked for in one category."""
    return tuple(w for w in case.scope if w.category is category)


def ready(case: Case, category: Category, zone: tzinfo) -> tuple[Ready, ...]:
    """As asked and, where the event lies inside every window asked for, around the event."""
    whole = asked(case, category)
    if not whole:
        return ()
    found = [Ready(value="asked", label=f"As asked: {_label(whole, zone)}", scope=whole)]
    at = case.occurred_at
    if at is None or not all(w.start <= at <= w.end for w in whole):
        return tuple(found)
    for value, reach in AROUND.items():
        scope = cut(whole, at - reach, at + reach)
        if scope and scope != found[-1].scope:
            label = f"{_label(scope, zone)} (event ±{reach // timedelta(minutes=1)})"
            found.append(Ready(value=value, label=label, scope=scope))
    return tuple(found)


def _label(scope: Scope, zone: tzinfo) -> str:
    start, end = min(w.start for w in scope), max(w.end for w in scope)
    if len({(w.start, w.end) for w in scope}) > 1:
        return f"between {clock(start, zone)} and {clock(end, zone)}, each device its own"
    if start.astimezone(zone).date() == end.astimezone(zone).date():
        return f"{clock(start, zone)} to {clock(end, zone)}, {lasting(end - start)}"
    return f"{clock(start, zone)} to {clock(end, zone)} on {day(end, zone)}"


def own_days(case: Case, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """Values and words for own times, one a day of the request; two where the clocks go back."""
    days: list[tuple[str, str]] = []
    for one in _days(case.sought, zone):
        said = day(datetime.combine(one, time(12), zone), zone)
        days.append((f"{OWN}{one}", f"Own times on {said}"))
        if _goes_back(one, zone):
            days.append((f"{OWN}{one}:1", f"Own times on {said}, repeated hour: second pass"))
    return tuple(days)


def _days(sought: Iterable[Sought], zone: tzinfo) -> list[date]:
    days: set[date] = set()
    for one in sought:
        at, last = one.start.astimezone(zone).date(), one.end.astimezone(zone).date()
        while at <= last and len(days) <= MOST_DAYS:
            days.add(at)
            at += timedelta(days=1)
    return sorted(days)


def _goes_back(one: date, zone: tzinfo) -> bool:
    midnight = datetime.combine(one, time(), zone)
    after = datetime.combine(one + timedelta(days=1), time(), zone)
    return after.astimezone(UTC) - midnight.astimezone(UTC) > timedelta(days=1)


def own(choice: str, start: str, end: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return own times as UTC; an end that reads before the start means the next day.

    Raises NoWindowError for times that the clock at the camera never shows, or that are equal.
    """
    named, _, second = choice.removeprefix(OWN).partition(":")
    on, one, other = date.fromisoformat(named), time.fromisoformat(start), time.fromisoformat(end)
    if one == other:
        raise NoWindowError("Own times need an end that differs from the start.")
    fold = 1 if second else 0
    begin = _shown(on, one, fold, zone)
    # Where clocks go back, an end that reads earlier may still be the same day's second pass.
    for last in ((on, fold), (on, 1)):
        if begin < datetime.combine(last[0], other.replace(fold=last[1]), zone).astimezone(UTC):
            return begin, _shown(last[0], other, last[1], zone)
    return begin, _shown(on + timedelta(days=1), other, 0, zone)


def _shown(on: date, at: time, fold: int, zone: tzinfo) -> datetime:
    moment = datetime.combine(on, at.replace(fold=fold), zone).astimezone(UTC)
    if moment.astimezone(zone).time() != at:
        raise NoWindowError(
            f"{at:%H:%M} does not exist at the camera on {on.day} {on:%B}: the clocks go forward."
        )
    return moment


def cut(scope: Scope, start: datetime, end: datetime) -> Scope:
    """What of `scope` lies between two instants."""
    return intersection(
        scope,
        tuple(Window(alias=w.alias, category=w.category, start=start, end=end) for w in scope),
    )
