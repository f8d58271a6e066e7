"""Says what was expected and what kind of thing was got, without repeating it."""

from enum import StrEnum
from typing import TypeVar

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

Word = TypeVar("Word", bound=StrEnum)


def got(value: object) -> str:
    """Return what JSON calls a value's kind."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "text" if value else "an empty text"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return "something else"


def mismatch(expected: str, found: str) -> PydanticCustomError:
    """Return the error of a field; `found` is a kind or our own words, never the value."""
    return PydanticCustomError(
        "expected", "expected {expected}, got {found}", _ctx(expected, found)
    )


def oversize(expected: str, found: str) -> PydanticCustomError:
    """Return the error of a field that is answered by 413."""
    return PydanticCustomError(
        "oversize", "expected {expected}, got {found}", _ctx(expected, found)
    )


def text_or_mismatch(value: object, expected: str) -> str:
    """Return a value that is text; raises the field's error for any other."""
    if not isinstance(value, str) or not value:
        raise mismatch(expected, got(value))
    return value


def one_of(words: type[Word]) -> BeforeValidator:
    """Accept exactly the words of an enum."""
    known = {word.value: word for word in words}
    expected = "one of " + ", ".join(known)

    def check(value: object) -> Word:
        word = known.get(text_or_mismatch(value, expected))
        if word is None:
            raise mismatch(expected, "another word")
        return word

    return BeforeValidator(check)


def _ctx(expected: str, found: str) -> dict[str, object]:
    return {"expected": expected, "found": found}
