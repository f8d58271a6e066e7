"""How single values stand in the record: text, numbers, instants, words, and sets of words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.domain.canonical import GREATEST_INTEGER, Json

_MICROSECOND = timedelta(microseconds=1)
_INSTANT: Final = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z"
)


class CodecError(ValueError):
    """A value does not fit its type; says where (JSON pointer) and why, never the value."""

    def __init__(self, reason: str, pointer: str = "") -> None:
        """Keep the reason and the JSON pointer of the place."""
        super().__init__(f"{reason} at {pointer or 'the root'}")
        self.reason = reason
        self.pointer = pointer


Write = Callable[[Any, str, "dict[str, Json] | None"], Any]
"""(value, pointer, where personal values go): JSON. With None they stay where they are."""

Read = Callable[[Any, str, "Mapping[str, Json] | None"], Any]
"""(JSON, pointer, openings of personal places): value. With None they stand where they are."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one type is written as JSON and read back.

    What is of the class `exact` reads as itself, and so does null where it is `optional`: a reader
    of many values need not ask.
    """

    write: Write
    read: Read
    exact: type | None = None
    optional: bool = False


def _scalar(kind: type, expected: str) -> Shape:
    def check(value: object, pointer: str, _: object) -> object:
        if type(value) is not kind:
            raise CodecError(f"expected {expected}, got {type(value).__name__}", pointer)
        return value

    return Shape(check, check, exact=kind)


def _integer(value: object, pointer: str, _: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise CodecError(f"expected an integer, got {type(value).__name__}", pointer)
    if not -GREATEST_INTEGER <= value <= GREATEST_INTEGER:
        raise CodecError("integer beyond 2^53 - 1", pointer)
    return value


def instant_text(instant: datetime) -> str:
    """Return an instant as UTC text with microseconds; raises CodecError for a naive one."""
    return _write_instant(instant, "", None)


def instant_of(text: str) -> datetime:
    """Return the instant that instant_text wrote; raises CodecError for any other text."""
    return _read_instant(text, "", None)


def _write_instant(value: object, pointer: str, _: object) -> str:
    if not isinstance(value, datetime):
        raise CodecError(f"expected an instant, got {type(value).__name__}", pointer)
    if value.tzinfo is not UTC:
        if value.utcoffset() is None:
            raise CodecError("expected an instant with its zone, got a naive one", pointer)
        value = value.astimezone(UTC)
    return value.isoformat(timespec="microseconds")[:-6] + "Z"


def _read_instant(text: object, pointer: str, _: object) -> datetime:
    try:
        # Of this form each instant has one text; the library says whether there is such a day.
        if isinstance(text, str) and _INSTANT.fullmatch(text) is not None:
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise CodecError("expected an instant such as 2026-11-21T20:58:01.123456Z", pointer)


def _write_day(value: object, pointer: str, _: object) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise CodecError(f"expected a day, got {type(value).__name__}", pointer)
    return value.isoformat()


def _read_day(text: object, pointer: str, _: object) -> date:
    try:
        if isinstance(text, str) and (day := date.fromisoformat(text)).isoformat() == text:
            return day
    except ValueError:
        pass
    raise CodecError("expected a day such as 2026-11-21", pointer)


def _write_duration(value: object, pointer: str, _: object) -> int:
    if not isinstance(value, timedelta):
        raise CodecError(f"expected a duration, got {type(value).__name__}", pointer)
    return _integer(value // _MICROSECOND, pointer, None)


def _read_duration(value: object, pointer: str, _: object) -> timedelta:
    return timedelta(microseconds=_integer(value, pointer, None))


SCALARS: Final[dict[object, Shape]] = {
    str: _scalar(str, "text"),
    bool: _scalar(bool, "true or false"),
    type(None): _scalar(type(None), "null"),
    int: Shape(_integer, _integer),
    datetime: Shape(_write_instant, _read_instant),
    date: Shape(_write_day, _read_day),
    timedelta: Shape(_write_duration, _read_duration),  # in microseconds
}
"""The types whose values stand in one place; instants are UTC, durations microseconds."""


def word(kind: type[StrEnum]) -> Shape:
    """Return the shape of an enumeration: its member's text."""
    by_text = {member.value: member for member in kind}

    def write(value: object, pointer: str, _: object) -> str:
        if not isinstance(value, kind):
            raise CodecError(f"expected a {kind.__name__}, got {type(value).__name__}", pointer)
        return value.value

    def read(text: object, pointer: str, _: object) -> StrEnum:
        member = by_text.get(text) if isinstance(text, str) else None
        if member is None:
            raise CodecError(f"expected a word of {kind.__name__}", pointer)
        return member

    return Shape(write, read)


def sorted_set(inner: Shape) -> Shape:
    """Return the shape of a frozenset of texts or words: a sorted array."""

    def write(value: object, pointer: str, _: object) -> list[str]:
        if not isinstance(value, frozenset):
            raise CodecError(f"expected a frozenset, got {type(value).__name__}", pointer)
        return sorted([inner.write(item, pointer, None) for item in value])

    def read(value: object, pointer: str, _: object) -> frozenset[object]:
        if not isinstance(value, list):
            raise CodecError(f"expected an array, got {type(value).__name__}", pointer)
        items = frozenset([inner.read(item, pointer, None) for item in value])
        if write(items, pointer, None) != value:
            raise CodecError("expected a sorted array without doubles", pointer)
        return items

    return Shape(write, read)
