"""The calendars of courts, by the `holidays` package, loaded when the first is asked for.

A court has other holidays than its state: `ADAPTED` says which. What a single
county adds is not known here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

_SATURDAY: Final = 5
_FRIDAY: Final = 4
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Adapted:
    """How a court's days of rest differ from its state's: days left out by name, days added."""

    left_out: frozenset[str]
    added: Callable[[int], frozenset[date]]


def _fourth_friday_of_september(year: int) -> date:
    first = date(year, 9, 1)
    return first + timedelta(days=(_FRIDAY - first.weekday()) % 7 + 21)


def _californian(year: int) -> frozenset[date]:
    """Lincoln's birthday and Native American Day, holidays of the courts alone."""
    return frozenset({date(year, 2, 12), _fourth_friday_of_september(year)})


ADAPTED: Final[Mapping[str, Adapted]] = MappingProxyType(
    {
        # California Code of Civil Procedure 135, as in force from 2026.
        "US-CA": Adapted(
            left_out=frozenset(
                {
                    "Admission Day",
                    "Columbus Day",
                    "Diwali",
                    "Genocide Remembrance Day",
                    "Lunar New Year",
                    "Susan B. Anthony Day",
                }
            ),
            added=_californian,
        )
    }
)


@dataclass(slots=True)
class HolidayCourts:
    """Courts that rest on weekends and on their holidays.

    A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after
    (California Rules of Court, rule 1.11). Raises NotImplementedError for a country or state that
    the package does not know.
    """

    _years: dict[tuple[str, int], frozenset[date]] = field(default_factory=dict)

    def sits(self, court: str, day: date) -> bool:
        """Whether the courts of `court`, an ISO 3166-2 code such as US-CA, do business on `day`."""
        if day.weekday() >= _SATURDAY or self._holiday(court, day):
            return False
        kept_early = day.weekday() == _FRIDAY and self._holiday(court, day + _DAY)
        kept_late = day.weekday() == 0 and self._holiday(court, day - _DAY)
        return not (kept_early or kept_late)

    def _holiday(self, court: str, day: date) -> bool:
        key = (court, day.year)
        if key not in self._years:
            self._years[key] = _holidays(court, day.year)
        return day in self._years[key]


def _holidays(court: str, year: int) -> frozenset[date]:
    """Return the days themselves, none of those on which they are kept instead."""
    country, _, state = court.partition("-")
    package: Any = import_module("holidays")
    found = package.country_holidays(country, subdiv=state or None, years=year, observed=False)
    adapted = ADAPTED.get(court)
    if adapted is None:
        return frozenset(found)
    kept = {d for d in found if not adapted.left_out.issuperset(found.get_list(d))}
    return frozenset(kept) | adapted.added(year)
