"""Instants as RFC 3339 writes them, always with an offset."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from handlers.strict.expecting import mismatch, text_or_mismatch

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)

_SHAPE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(?:\.([0-9]{1,9}))?(?:[Zz]|([+-](?:0[0-9]|1[0-4]):[0-5][0-9]))"
)
_EXPECTED = "a time with its offset such as 2026-11-21T18:20:00-08:00"


def instant(value: object) -> datetime:
    """Return the instant in UTC; raises the field's error for any other form (RFC 3339 5.6)."""
    shape = _SHAPE.fullmatch(text_or_mismatch(value, _EXPECTED))
    if shape is None:
        raise mismatch(_EXPECTED, "text in another form, or without an offset")
    day, hour, fraction, offset = shape.groups()
    micros = (fraction or "").ljust(6, "0")[:6]
    try:
        moment = datetime.fromisoformat(f"{day}T{hour}.{micros}{offset or '+00:00'}")
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise mismatch(_EXPECTED, "a day or an hour that does not exist") from None
    if not EARLIEST <= moment < LATEST:
        raise mismatch("a time in the years 2000 to 2100", "another year")
    return moment


Instant = Annotated[
    datetime,
    BeforeValidator(instant),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
