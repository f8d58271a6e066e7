"""Claims about canonical JSON."""

import json
from enum import StrEnum
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.canonical import (
    DEEPEST,
    GREATEST_INTEGER,
    Json,
    NotCanonicalError,
    canonical,
    parse,
    parse_all,
)

text = st.text(st.characters(exclude_categories=["Cs"]))
integers = st.integers(-GREATEST_INTEGER, GREATEST_INTEGER)
values = st.recursive(
    st.none() | st.booleans() | integers | text,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(text.map(lambda key: normalize("NFC", key)), inner, max_size=4)
    ),
    max_leaves=12,
)


class Colour(StrEnum):
    """A word of the domain."""

    RED = "red"


class Odd(str):
    """Text that may look different from what it says."""

    __slots__ = ()


def composed(value: Json) -> Json:
    """Bring every text of a value to NFC, the slow and obvious way."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return [composed(item) for item in value]
    if isinstance(value, dict):
        return {normalize("NFC", key): composed(item) for key, item in value.items()}
    return value


@given(values)
def test_parse_inverts_canonical(value: Json) -> None:
    """What was written reads back as the same value in NFC, and writes the same bytes again."""
    body = canonical(value)
    assert parse(body) == composed(value)
    assert canonical(parse(body)) == body


@given(values)
def test_any_json_reader_understands_it(value: Json) -> None:
    """Canonical bytes are JSON for the standard library too."""
    assert json.loads(canonical(value)) == composed(value)


@given(values, st.data())
def test_a_changed_byte_is_another_value_or_refused(value: Json, draw: st.DataObject) -> None:
    """No two byte sequences read as one value."""
    body = bytearray(canonical(value))
    place = draw.draw(st.integers(0, len(body) - 1))
    body[place] ^= draw.draw(st.integers(1, 255))
    try:
        other = parse(bytes(body))
    except NotCanonicalError:
        return
    assert canonical(other) == bytes(body) != canonical(value)


def test_members_are_sorted_by_utf16_code_units() -> None:
    """An astral member name sorts before U+FF21, as RFC 8785 section 3.2.3 wants."""
    names = ["\u20ac", "\r", "\uff21", "1", "\U0001f600", "\u0080", "\u00f6"]
    order = list(json.loads(canonical(dict.fromkeys(names, 1))))
    assert order == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\uff21"]


def test_escapes_are_the_short_ones() -> None:
    """Controls get their short escape or lower-case hexadecimal; the rest stands as it is."""
    assert canonical('\u20ac$\x0f\nA\'B"\\\\"/\x7f') == (
        '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'.encode()
    )


def test_tuples_are_arrays() -> None:
    """A tuple is written as a list is."""
    assert canonical((1, ("a", None))) == b'[1,["a",null]]'


def test_words_are_their_text() -> None:
    """A member of a StrEnum is written as its text, as a value and as a name."""
    assert canonical({Colour.RED: Colour.RED}) == b'{"red":"red"}'


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ({"a": [1, 1.0]}, "/a/1"),
        ({"a": float("nan")}, "/a"),
        ({"a/b~": 2**53}, "/a~1b~0"),
        ([-(2**53)], "/0"),
        ({"x": "\ud800"}, "/x"),
        ({"\udfff": 1}, ""),
        ({"o": {1: "secret"}}, "/o"),
        ({"o": {"\u00e9": 1, "e\u0301": 2}}, "/o"),
        ({"b": b"secret"}, "/b"),
        ({"b": {"secret"}}, "/b"),
        ([Odd("secret")], "/0"),
    ],
)
def test_refusals_say_where_and_not_what(value: Json, pointer: str) -> None:
    """Everything outside the subset is refused with its pointer and without the value."""
    with pytest.raises(NotCanonicalError) as refusal:
        canonical(value)
    assert refusal.value.pointer == pointer
    assert "secret" not in str(refusal.value)


def test_nesting_has_a_limit() -> None:
    """As many levels as allowed are written and read, one more is refused both ways."""
    value: Json = 1
    for _ in range(DEEPEST):
        value = [value]
    assert parse(canonical(value)) == value
    with pytest.raises(NotCanonicalError):
        canonical([value])
    with pytest.raises(NotCanonicalError):
        parse(b"[" + canonical(value) + b"]")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" 1",
        b"1\n",
        b"01",
        b"-0",
        b"1.0",
        b"1e2",
        b"NaN",
        b"9007199254740992",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":2}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u000A"',
        b'"\\ud800"',
        b'"e\xcc\x81"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"[" * 100_000,
        b"9" * 10_000,
        '{"\uff21":1,"\U0001f600":1}'.encode(),
    ],
)
def test_other_forms_are_refused(body: bytes) -> None:
    """Valid or broken, bytes that are not the canonical form do not parse."""
    with pytest.raises(NotCanonicalError):
        parse(body)


@given(st.lists(values, max_size=4))
def test_many_are_parsed_as_each(several: list[Json]) -> None:
    """Parsing together gives the same values as parsing one by one."""
    bodies = [canonical(value) for value in several]
    assert parse_all(bodies) == [parse(text) for text in bodies]


@pytest.mark.parametrize(
    "bodies",
    [
        [b"1", b"2.0"],
        [b"1,2", b"3"],
        [b'{"p":1},{"p":2,"x":[1', b"2]}"],
        [b'[{"a":1}', b'{"b":2}]'],
        [b"1", b""],
        [b"[1,2", b"3],4"],
        ['"\u00e9"'.encode(), b" 1"],
    ],
)
def test_one_refused_among_many_refuses_all(bodies: list[bytes]) -> None:
    """Pieces that would only make sense joined together are refused."""
    with pytest.raises(NotCanonicalError):
        parse_all(bodies)


def test_a_refused_text_does_not_travel_in_the_exception() -> None:
    """The refused text is neither in the message nor chained to it."""
    with pytest.raises(NotCanonicalError) as refusal:
        parse(b'{"name": "secret"')
    assert "secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
