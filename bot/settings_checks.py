"""Checks of single values: each returns the value or raises ValueError.

What was expected is said by the kind of the setting, so the errors here carry no contents.
"""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_network
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from pydantic import SecretStr

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "y": 365 * 86_400}
_LONGEST = timedelta(days=100 * 365)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Standard Webhooks 1.0: a secret is 24 to 64 random bytes, in base64 after "whsec_".
_WEBHOOK_BYTES = 24


def duration(value: object) -> timedelta:
    """Read `45s`, `30m`, `8h`, `90d` or `3y` (365 days a year)."""
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"([1-9]\d{0,9})([smhdy])", value) if isinstance(value, str) else None
    if not found:
        raise ValueError("not a duration")
    seconds = int(found[1]) * _SECONDS[found[2]]
    if seconds > _LONGEST.total_seconds():
        raise ValueError("longer than 100 years")
    return timedelta(seconds=seconds)


def duration_text(length: timedelta) -> str:
    """Write a duration as it would be set, in the largest unit that divides it."""
    seconds = int(length.total_seconds())
    unit = next(unit for unit in "ydhms" if seconds % _SECONDS[unit] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"


def matching(pattern: str) -> Callable[[str], str]:
    """Return a check that the whole text has this form."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError("has another form")
        return value

    return check


def or_empty(check: Callable[[str], str]) -> Callable[[str], str]:
    """Return a check that also lets the empty text pass, which means "not used"."""
    return lambda value: check(value) if value else value


def secret(check: Callable[[str], str]) -> Callable[[SecretStr], SecretStr]:
    """Return the same check for a secret, which stays wrapped."""

    def checked(value: SecretStr) -> SecretStr:
        check(value.get_secret_value())
        return value

    return checked


def zone(value: str) -> str:
    """Check the name of a time zone."""
    if value not in available_timezones():
        raise ValueError("no such zone")
    return value


def web_address(value: str) -> str:
    """Check an address: https, or http on this machine alone; no user, query or fragment."""
    parts = _split(value, ("http", "https"))
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ValueError("not encrypted")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("carries more than an address")
    return value


def hook_address(value: str) -> str:
    """Check an address that we call, which may carry a query."""
    web_address(value.partition("?")[0])
    return value


def mail_server(value: str) -> str:
    """Check a mail server's address; its password has a key of its own, out of logs."""
    if _split(value, ("smtp", "smtps")).password is not None:
        raise ValueError("carries a password")
    return value


def database(value: str) -> str:
    """Check a database's address: a SQLite file or a PostgreSQL server."""
    if not value.startswith("sqlite:///"):
        _postgresql(value)
    elif not value.removeprefix("sqlite:///"):
        raise ValueError("names no file")
    return value


def webhook_secret(value: str) -> str:
    """Check a Standard Webhooks secret."""
    try:
        key = base64.b64decode(value.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not value.startswith("whsec_") or len(key) < _WEBHOOK_BYTES:
        raise ValueError("not such a secret")
    return value


def address(value: str) -> str:
    """Check an IP address or a network."""
    ip_network(value, strict=False)
    return value


def with_slash(value: str) -> str:
    """End an address with the slash that relative method names need."""
    return value if value.endswith("/") else f"{value}/"


def without_slash(value: str) -> str:
    """Drop the slash at the end, so that paths can be added."""
    return value.rstrip("/")


def one_or_more(value: object) -> object:
    """Take a single text for a list of one, and an empty text for an empty list."""
    if isinstance(value, str | SecretStr):
        return (value,) if value else ()
    return value


def _postgresql(value: str) -> None:
    # Without a host the server is reached through its socket, so only the scheme is certain.
    if urlsplit(value).scheme not in ("postgresql", "postgresql+psycopg"):
        raise ValueError("neither SQLite nor PostgreSQL")


def _split(value: str, schemes: tuple[str, ...]) -> SplitResult:
    parts = urlsplit(value)
    if parts.scheme not in schemes or not parts.hostname or parts.port == 0:
        raise ValueError("not such an address")
    return parts
