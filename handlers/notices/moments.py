"""Instants and stretches of time in an owner's language and zone."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date

from handlers.languages import ENGLISH, Language
from handlers.languages import marked as _n

_MOMENT = _n("%(day)s at %(clock)s %(zone)s")
_SPAN = _n("%(begins)s to %(ends)s")
_NOON = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """How one owner reads time; an unknown zone is read as UTC."""

    tongue: Language
    zone: str

    def moment(self, instant: datetime) -> str:
        """Return an instant to the minute, such as `November 21, 2026 at 6:58 PM PST`."""
        at = in_zone(instant, self.zone)
        shown = self._clock(at.replace(second=0))
        return self.tongue.say(_MOMENT, day=self._day(at), clock=shown, zone=_named(at))

    def window(self, begins: datetime, ends: datetime) -> str:
        """Return a stretch of time; a zone or a day that does not change is said once."""
        a, b = in_zone(begins, self.zone), in_zone(ends, self.zone)
        first = f"{self._day(a)}, {self._clock(a)}"
        if _named(a) != _named(b):
            first += f" {_named(a)}"
        last = f"{self._clock(b)} {_named(b)}"
        if a.date() != b.date():
            last = f"{self._day(b)}, {last}"
        return self.tongue.say(_SPAN, begins=first, ends=last)

    def window_utc(self, begins: datetime, ends: datetime) -> str:
        """Return the same stretch in UTC, in figures that read alike everywhere."""
        a, b = begins.astimezone(UTC), ends.astimezone(UTC)
        last = _figures(b) if a.date() == b.date() else f"{b.date()} {_figures(b)}"
        said = self.tongue.say(_SPAN, begins=f"{a.date()} {_figures(a)}", ends=last)
        return f"UTC: {said}"

    def _day(self, at: datetime) -> str:
        locale = "en_US" if self.tongue.code == ENGLISH else self.tongue.code
        return str(format_date(at, "long", locale=locale))

    def _clock(self, at: datetime) -> str:
        if self.tongue.code != ENGLISH:
            return _figures(at)
        half = "AM" if at.hour < _NOON else "PM"
        seconds = f":{at.second:02d}" if at.second else ""
        return f"{(at.hour + 11) % 12 + 1}:{at.minute:02d}{seconds} {half}"


def in_zone(moment: datetime, zone: str) -> datetime:
    """Return the instant in an IANA zone, or in UTC where the zone is unknown."""
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment.astimezone(UTC)


def _figures(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def _named(at: datetime) -> str:
    name = at.tzname() or "UTC"
    # Zones without letters of their own are called by their offset alone.
    return f"UTC{name}" if name[:1] in "+-" else name
