"""Times as people type them, in the zone where the camera stands, brought to UTC and back."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?")


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """Return a local time as UTC; the earlier of two where the clocks went back."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def window(day: date, start: time, end: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return a window that starts on `day`, in UTC; an end before its start is the next day's."""
    last = day if end > start else day + DAY
    return instant(day, start, zone), instant(last, end, zone)


def time_of(text: str) -> time | None:
    """Read `18:10`, `18:10:00` or `18:10:00.5`; None for anything else."""
    if not _TIME.fullmatch(text):
        return None
    hour, rest = text.split(":", 1)
    clock, _, fraction = rest.partition(".")
    return time.fromisoformat(f"{hour:0>2}:{clock}" + (f".{fraction:0<6}" if fraction else ""))


def moment_of(text: str, zone: tzinfo) -> datetime | None:
    """Read a date with a time (ISO 8601), local where it names no offset, as UTC.

    None for anything else; a bare date would mean midnight to nobody.
    """
    try:
        found = datetime.fromisoformat(text) if ":" in text else None
        if found is None:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def typed(moment: datetime, zone: tzinfo) -> str:
    """Write an instant so that `moment_of` reads it back; with an offset only where needed."""
    there = moment.astimezone(zone)
    bare = there.replace(tzinfo=None).isoformat(sep=" ")
    return bare if moment_of(bare, zone) == moment else there.isoformat(sep=" ")


def zone_word(zone: tzinfo) -> str:
    """Return the zone's name in the tz database (IANA)."""
    return str(getattr(zone, "key", "UTC"))
