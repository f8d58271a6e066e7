"""The calendars of courts, by the `holidays` package, loaded when the first is asked for."""

from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any, Final

SATURDAY: Final = 5


@dataclass(slots=True)
class HolidayCourts:
    """Courts that rest on weekends and on the public holidays of their state.

    Raises NotImplementedError for a court whose country or state the package does not know.
    """

    _years: dict[str, Any] = field(default_factory=dict)

    def sits(self, court: str, day: date) -> bool:
        """Whether the courts of `court`, an ISO 3166-2 code such as US-CA, do business on `day`."""
        return day.weekday() < SATURDAY and day not in self._holidays(court)

    def _holidays(self, court: str) -> Any:  # noqa: ANN401 - the package is loaded by name
        if court not in self._years:
            country, _, state = court.partition("-")
            package = import_module("holidays")
            self._years[court] = package.country_holidays(country, subdiv=state or None)
        return self._years[court]
