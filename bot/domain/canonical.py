"""Canonical JSON: one sequence of bytes for one value, so that a hash names a value.

A subset of RFC 8785 (JSON Canonicalization Scheme): no floating point numbers, integers within
±(2^53 - 1), text in Unicode normalization form C, members sorted by UTF-16 code units, UTF-8.
"""

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, TypeAlias
from unicodedata import is_normalized, normalize

import orjson

Json: TypeAlias = "bool | int | str | Sequence[Json] | dict[str, Json] | None"
"""What canonical JSON can say. Lists and tuples are arrays, a StrEnum's member is its text."""

GREATEST_INTEGER = 2**53 - 1
"""The greatest integer that every JSON reader keeps exactly (RFC 8785, section 3.2.2.3)."""

DEEPEST = 64
"""Levels of nesting that are written and read; deeper input is refused."""

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
)
_IN_ORDER: Final = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER
_FLOATS: Final = tuple(re.compile(b + rb"-?\d+[.eE]") for b in (rb'":', rb",", rb"\["))
"""What may be a floating point number, or a text that looks like one, wherever a value stands."""
_BEYOND_SURROGATES: Final = re.compile(rb"[\xee-\xff]")
"""Bytes that begin a character from U+E000 on, in UTF-8."""
_LONGEST_INTEGER = len("-9007199254740991")
_PLAIN = frozenset((type(None), bool))


class NotCanonicalError(ValueError):
    """A value or a text has no place in canonical JSON; says where (JSON pointer), never what."""

    def __init__(self, reason: str, pointer: str = "") -> None:
        """Keep the reason and the JSON pointer (RFC 6901) of the refused place."""
        super().__init__(f"{reason} at {pointer or 'the root'}")
        self.reason = reason
        self.pointer = pointer


def _refuse_number(_text: str) -> float:
    raise NotCanonicalError("floating point number")


def _read_integer(text: str) -> int:
    value = int(text) if len(text) <= _LONGEST_INTEGER else GREATEST_INTEGER + 1
    if not -GREATEST_INTEGER <= value <= GREATEST_INTEGER:
        raise NotCanonicalError("integer beyond 2^53 - 1")
    return value


_DECODER = json.JSONDecoder(
    parse_float=_refuse_number, parse_int=_read_integer, parse_constant=_refuse_number
)


def canonical(value: Json) -> bytes:
    """Return the one canonical encoding of the value.

    Text and member names are brought to NFC first. Raises NotCanonicalError for floats, integers
    out of range, lone surrogates, other types, names that become equal under NFC, and nesting
    deeper than DEEPEST.
    """
    return _ENCODER.encode(_cleaned(value, "", 0)).encode()


def parse(body: bytes) -> Json:
    """Return the value whose canonical encoding is exactly these bytes.

    Raises NotCanonicalError for everything else, valid JSON in another form included.
    """
    return parse_all([body])[0]


def parse_all(bodies: Sequence[bytes]) -> list[Json]:
    """Return what parse gives for each; quicker, and raises NotCanonicalError if one is refused."""
    values = _beyond_doubt(bodies)
    return list(map(_parse, bodies)) if values is None else values


def _beyond_doubt(bodies: Sequence[bytes]) -> list[Json] | None:
    """Read with a quicker library what it cannot read otherwise than we do; None for the rest.

    Each body is one whole value to it, and all of them together are what it writes for those
    values with sorted members and integers within 2^53. It would also take floating point numbers,
    text in another normal form, and deeper nesting; it sorts by code points.
    """
    text = b"[%b]" % b",".join(bodies)
    try:
        values: list[Json] = [orjson.loads(body) for body in bodies]
        same = (
            _in_one_order(text)
            and all(map(_is_shallow, bodies, values))
            and not any(one.search(text) for one in _FLOATS)
            and orjson.dumps(values, option=_IN_ORDER) == text
        )
    except (ValueError, TypeError, RecursionError):
        return None
    return values if same else None


def _in_one_order(text: bytes) -> bool:
    """Say whether the text is in NFC, and no order of names depends on how they are encoded."""
    # Code point order and UTF-16 order agree below the surrogates.
    return text.isascii() or (
        _BEYOND_SURROGATES.search(text) is None and is_normalized("NFC", text.decode())
    )


def _is_shallow(body: bytes, value: Json) -> bool:
    return body.count(b"{") + body.count(b"[") <= DEEPEST or _levels(value) <= DEEPEST


def _levels(value: Json) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_levels, value.values()), default=0)
    return 1 + max(map(_levels, value), default=0) if isinstance(value, list) else 0


def _parse(body: bytes) -> Json:
    """Decide by the rule itself: the value's encoding is these bytes, and no others."""
    try:
        value = _value(body.decode())
        same = canonical(value) == body
    except NotCanonicalError:
        raise
    except (ValueError, RecursionError):
        raise NotCanonicalError("expected JSON in UTF-8") from None
    if not same:
        raise NotCanonicalError("expected the canonical form")
    return value


def _value(text: str) -> Json:
    value: Json
    value, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise NotCanonicalError("expected one value")
    return value


def _cleaned(value: Json, pointer: str, depth: int) -> Json:
    kind = type(value)
    if kind is str:
        return _text(value, pointer)  # type: ignore[arg-type]  # the type was just compared
    if kind in _PLAIN:
        return value
    if kind is int:
        if not -GREATEST_INTEGER <= value <= GREATEST_INTEGER:  # type: ignore[operator]  # as above
            raise NotCanonicalError("integer beyond 2^53 - 1", pointer)
        return value
    if depth == DEEPEST:
        raise NotCanonicalError(f"nested deeper than {DEEPEST} levels", pointer)
    if isinstance(value, dict):
        return _members(value, pointer, depth + 1)
    if isinstance(value, StrEnum):
        return _text(value.value, pointer)
    if isinstance(value, (list, tuple)):
        return [_cleaned(v, f"{pointer}/{i}", depth + 1) for i, v in enumerate(value)]
    raise NotCanonicalError(f"a {kind.__name__} has no canonical form", pointer)


def _text(text: str, pointer: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonicalError("lone surrogate in text", pointer) from None
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _members(members: dict[str, Json], pointer: str, depth: int) -> dict[str, Json]:
    clean: dict[str, Json] = {}
    plain = True
    for name, value in members.items():
        if type(name) is not str and not isinstance(name, StrEnum):
            raise NotCanonicalError("member name is not text", pointer)
        key = _text(str(name), pointer)
        if key in clean:
            raise NotCanonicalError("two member names are equal under NFC", pointer)
        plain = plain and key.isascii()
        clean[key] = _cleaned(value, f"{pointer}/{escaped(key)}", depth)
    # Code point order and UTF-16 order agree below U+E000, so the slow key is for the rest only.
    order = sorted(clean) if plain else sorted(clean, key=lambda key: key.encode("utf-16-be"))
    return {key: clean[key] for key in order}


def escaped(name: str) -> str:
    """Return a member name as one reference token of a JSON pointer (RFC 6901, section 3)."""
    return name.replace("~", "~0").replace("/", "~1")
