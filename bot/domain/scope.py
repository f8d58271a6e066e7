"""What data may go out: windows of devices and categories, and their intersection."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.request import Category, DataSought


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Window:
    """One device, one category, one stretch of time (UTC, end not before start)."""

    alias: str
    category: Category
    start: datetime
    end: datetime

    def inside(self, other: "Window") -> bool:
        """Whether this window lies wholly within `other`."""
        return (
            (self.alias, self.category) == (other.alias, other.category)
            and other.start <= self.start
            and self.end <= other.end
        )


Scope = tuple[Window, ...]
"""Windows, merged and sorted; empty allows nothing."""


def scope_of(sought: Iterable[DataSought]) -> Scope:
    """Everything that a request asks for."""
    return merged(
        Window(alias=s.alias, category=c, start=s.start, end=s.end)
        for s in sought
        for c in s.categories
    )


def merged(windows: Iterable[Window]) -> Scope:
    """The same coverage in fewest windows, so that equal scopes compare equal."""
    result: list[Window] = []
    for window in sorted(w for w in windows if w.start < w.end):
        last = result[-1] if result else None
        joins = (
            last is not None
            and (last.alias, last.category) == (window.alias, window.category)
            and window.start <= last.end
        )
        if joins and last is not None:
            end = max(last.end, window.end)
            result[-1] = Window(alias=last.alias, category=last.category, start=last.start, end=end)
        else:
            result.append(window)
    return tuple(result)


def intersection(one: Scope, other: Scope) -> Scope:
    """What both allow, and no more."""
    return merged(
        Window(
            alias=a.alias,
            category=a.category,
            start=max(a.start, b.start),
            end=min(a.end, b.end),
        )
        for a in one
        for b in other
        if (a.alias, a.category) == (b.alias, b.category)
    )


def covers(wide: Scope, narrow: Scope) -> bool:
    """Whether every window of `narrow` lies within `wide`."""
    whole = merged(wide)
    return all(any(w.inside(o) for o in whole) for w in narrow)


def duration(scope: Scope) -> timedelta:
    """The windows' lengths added up."""
    return sum((w.end - w.start for w in scope), timedelta())
