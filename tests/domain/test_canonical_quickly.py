"""Claims about the quicker way to decide what is canonical: it decides nothing otherwise."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.canonical import (
    DEEPEST,
    Json,
    NotCanonicalError,
    _beyond_doubt,
    _parse,
    canonical,
    parse,
)
from tests.domain.test_canonical import values


def decided(body: bytes) -> tuple[Json, str]:
    """Return what the rule itself says of the bytes: the value as JSON, or why not."""
    try:
        return repr(_parse(body)), ""
    except NotCanonicalError as refusal:
        return None, str(refusal)


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
written = st.builds(
    lambda value, ascii_only, ordered, spaced: json.dumps(
        value,
        ensure_ascii=ascii_only,
        sort_keys=ordered,
        separators=None if spaced else (",", ":"),
    ).encode("utf-8", "surrogatepass"),
    any_json,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
PIECES = [
    "1.5",
    "1e5",
    "-0",
    "-0.0",
    "1E400",
    "9007199254740992",
    "18446744073709551616",
    '":1.5',
    '"a\\\\":2.5',
    "NaN",
    "\\u0041",
    "\\ud800",
    "\\/",
    "\x7f",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    '"',
    '"a":1,',
    "\ue000",
    "e\u0301",
    "\U0001f600",
    "\uff21",
]
pieces = st.sampled_from(
    [*(piece.encode() for piece in PIECES), b" ", b"\n", b"\xed\xa0\x80", b"\xff", b"[" * 80]
)


@given(
    st.lists(
        st.binary(max_size=12) | written | values.map(canonical) | st.lists(pieces).map(b"".join),
        min_size=1,
        max_size=3,
    ),
    st.lists(st.tuples(st.integers(0, 40), pieces | st.binary(max_size=2)), max_size=2),
)
def test_the_quicker_way_says_what_the_rule_says(
    bodies: list[bytes], patches: list[tuple[int, bytes]]
) -> None:
    """On canonical, other and broken JSON alike, alone and together, nothing is decided anew."""
    for place, piece in patches:
        bodies[0] = bodies[0][:place] + piece + bodies[0][place:]
    said = [decided(body) for body in bodies]
    for body, (value, refusal) in zip(bodies, said, strict=True):
        found = _beyond_doubt([body])
        assert found is None or (repr(found[0]), "") == (value, refusal)
    together = _beyond_doubt(bodies)
    assert together is None or [(repr(value), "") for value in together] == said


def test_every_character_has_one_way_to_stand() -> None:
    """Of all characters that UTF-8 has, each is written alike by us and by the quicker library."""
    for start in range(0, 0x110000, 0x800):
        if start != 0xD800:
            every = "".join(map(chr, range(start, start + 0x800)))
            assert orjson.dumps(every) == json.dumps(every, ensure_ascii=False).encode()
            for escape in (f'"\\u{ord(mark):04x}"'.encode() for mark in every[:256:7]):
                assert _beyond_doubt([escape]) in (None, [_parsed(escape)])


def _parsed(body: bytes) -> Json:
    """Return the value if these are its canonical bytes."""
    try:
        return _parse(body)
    except NotCanonicalError:
        return None


@pytest.mark.parametrize("depth", [DEEPEST - 1, DEEPEST, DEEPEST + 1, 300, 990, 2000])
def test_how_deep_is_counted_and_not_guessed(depth: int) -> None:
    """Many brackets side by side are read quickly; too many within one another never."""
    nested = b"[" * depth + b"]" * depth
    assert (_beyond_doubt([nested]) is not None) == (depth <= DEEPEST)
    wide = b"[" + b",".join([b"[]"] * depth) + b"]"
    assert _beyond_doubt([wide]) == [[[]] * depth]


def test_ordinary_entries_take_the_quicker_way() -> None:
    """Text in NFC, instants and whole numbers need no second look."""
    body = canonical({"at": "2026-11-21T20:58:01.123456Z", "n": [1, -2], "who": "Zoë"})
    assert _beyond_doubt([body, b"1"]) == [parse(body), 1]
