"""Which days a report is about: from the first moment of one day to the first of another, UTC."""

from dataclasses import dataclass, field
from datetime import date, timedelta


class PeriodError(ValueError):
    """Two days make no period; says what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start`, 00:00 UTC, up to `end`, 00:00 UTC, which is not part of it.

    `compared`: a period before it is looked at as well. Raises PeriodError where there is no day
    between start and end, or no such period before it.
    """

    start: date
    end: date
    compared: bool = field(default=True, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise PeriodError(f"expected an end after {self.start}, got {self.end}")
        if not self.compared:
            return
        most = self.start.toordinal() - 1
        if not most:
            raise PeriodError(f"expected a start that has days before it, got {self.start}")
        if (self.end - self.start).days > most:
            last = self.start + timedelta(days=most)
            raise PeriodError(
                f"expected an end up to {last}, got {self.end}: a report compares with as many "
                "days before its start"
            )

    @property
    def before(self) -> "Period":
        """The one that ends where this one starts, as long: in whole months, else in days.

        Before January to June stand July to December, although they are three days longer.
        """
        if self.start.day == self.end.day == 1:
            months = _months(self.end) - _months(self.start)
            year, month = divmod(_months(self.start) - months, 12)
            return Period(start=date(year, month + 1, 1), end=self.start, compared=False)
        start = self.start - (self.end - self.start)
        return Period(start=start, end=self.start, compared=False)

    @property
    def first(self) -> str:
        """The first instant that belongs to it, as entries write instants."""
        return _midnight(self.start)

    @property
    def over(self) -> str:
        """The first instant that does not belong to it any more, as entries write instants."""
        return _midnight(self.end)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000000Z"
