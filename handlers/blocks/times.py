"""Instants and lengths of time in words, in the zone in which a request speaks."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.blocks.words import counted

MINUTE = timedelta(minutes=1)


def zone_of(name: str) -> tzinfo:
    """The zone of that name; UTC for a name that means none, as a requester may type."""
    if name == str(UTC):
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def clock(moment: datetime, zone: tzinfo) -> str:
    """A time of day, with seconds only where there are any: `18:20`, `18:20:05`."""
    there = moment.astimezone(zone)
    return f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"


def day(moment: datetime, zone: tzinfo) -> str:
    """A day: `Sat 21 Nov 2026`."""
    there = moment.astimezone(zone)
    return f"{there:%a} {there.day} {there:%b %Y}"


def local(moment: datetime, zone: tzinfo) -> str:
    """A moment: `Sat 21 Nov 2026 18:20 PST`."""
    return f"{day(moment, zone)} {clock(moment, zone)} {moment.astimezone(zone):%Z}"


def short(moment: datetime, zone: tzinfo) -> str:
    """A moment of these days to the minute, without its year: `21 Nov 18:20 PST`."""
    there = moment.astimezone(zone)
    return f"{there.day} {there:%b} {there:%H:%M} {there:%Z}"


def span(start: datetime, end: datetime, zone: tzinfo) -> str:
    """A window in local time and in UTC; the zone's word stands twice where it changes between.

    A day that is the same in both is said once.
    """
    there = _between(start, end, zone)
    if zone is UTC:
        return there
    days = {moment.astimezone(where).date() for moment in (start, end) for where in (zone, UTC)}
    if len(days) == 1:
        return f"{there} ({clock(start, UTC)} to {clock(end, UTC)} UTC)"
    return f"{there} ({_between(start, end, UTC)})"


def _between(start: datetime, end: datetime, zone: tzinfo) -> str:
    one, other = start.astimezone(zone), end.astimezone(zone)
    if one.date() != other.date():
        return f"{local(start, zone)} to {local(end, zone)}"
    changed = f" {one:%Z}" if one.utcoffset() != other.utcoffset() else ""
    return f"{day(start, zone)} {clock(start, zone)}{changed} to {clock(end, zone)} {other:%Z}"


def lasting(length: timedelta) -> str:
    """A length in its two largest units: `20 minutes`, `1 hour 5 minutes`, `3 days`."""
    seconds = int(abs(length).total_seconds())
    units = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
    parts: list[str] = []
    for word, size in units:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(counted(count, word))
        elif parts:
            break
    return " ".join(parts[:2]) or "no time"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, to the minute: `17 minutes ago`, `just now`."""
    passed = now - moment
    if passed < -MINUTE:
        return f"in {lasting(passed - passed % MINUTE)}"
    return "just now" if passed < MINUTE else f"{lasting(passed - passed % MINUTE)} ago"
