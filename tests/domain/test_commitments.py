"""Claims about commitments to personal values."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.canonical import Json, canonical
from bot.domain.codec import split
from bot.domain.commitments import (
    check_opening,
    commit,
    commitment_at,
    commitment_of,
    commitments_in,
    places_in,
    salt_of,
)
from tests.domain.codec_examples import AN_OPENED, Opened, openeds

SECRET = bytes(range(32))
scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab\u00e9", max_size=3)
values = scalars | st.lists(scalars, max_size=3)


def test_salt_and_commitment_follow_the_published_formula() -> None:
    """The bytes are those that an independent reader computes from the documentation."""
    salt = hmac.new(SECRET, b"\0\0\0\0\0\0\1\2\0/officer/name", hashlib.sha256).digest()
    assert salt_of(SECRET, 258, "/officer/name") == salt
    expected = hmac.new(salt, b'"R. Alvarez"', hashlib.sha256).hexdigest()
    assert commitment_of(salt, "R. Alvarez") == expected


@given(values, values)
def test_only_the_committed_value_opens(value: Json, other: Json) -> None:
    """A commitment opens to its value and to no other."""
    salt = salt_of(SECRET, 1, "/a")
    commitment = commitment_of(salt, value)
    assert check_opening(commitment, salt, value)
    assert check_opening(commitment, salt, other) == (canonical(other) == canonical(value))


committed = st.recursive(
    scalars | st.just({"commitment": "c"}) | st.just({"commitment": 1}),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "0", "a/b", "commitment", ""]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(committed)
def test_a_place_is_found_by_its_name_as_by_a_search(payload: Json) -> None:
    """A look at one place gives what a search gave there, and the count is never too small."""
    found = commitments_in(payload)
    assert len(found) <= places_in(canonical(payload))
    for pointer, commitment in found.items():
        plain = "~" not in pointer and pointer != ""
        assert commitment_at(payload, pointer) == (commitment if plain else None)


@pytest.mark.parametrize(
    "pointer", ["", "a", "/b", "/a/00", "/a/-1", "/a/1", "/a/0/x", "/a/\u0660"]
)
def test_no_place_has_a_second_name(pointer: str) -> None:
    """A pointer that is written otherwise, or leads nowhere, finds nothing."""
    payload: Json = {"a": [{"commitment": "c"}]}
    assert commitment_at(payload, "/a/0") == "c"
    assert commitment_at(payload, pointer) is None


places = st.tuples(st.integers(0, 2**64 - 1), st.text("/ab0\0", max_size=6))


@given(places, places)
def test_every_place_has_its_own_salt(one: tuple[int, str], other: tuple[int, str]) -> None:
    """Salts agree only for the same position and pointer."""
    assert (salt_of(SECRET, *one) == salt_of(SECRET, *other)) == (one == other)


def test_salts_depend_on_the_secret() -> None:
    """Another case's secret gives another salt."""
    assert salt_of(SECRET, 1, "/a") != salt_of(SECRET[::-1], 1, "/a")


@pytest.mark.parametrize("opened", ["", "\u00e9" * 64, "0" * 64, "0" * 63])
def test_a_wrong_commitment_is_not_opened(opened: str) -> None:
    """Texts that are no commitment to the value are refused without an exception."""
    assert not check_opening(opened, salt_of(SECRET, 1, "/a"), "x")


@given(openeds)
def test_commit_fills_every_place(opened: Opened) -> None:
    """Each personal value is committed to under its own pointer, and the rest is unchanged."""
    parts = split(opened)
    payload = commit(parts.public, parts.personal, lambda at: salt_of(SECRET, 7, at))
    found = commitments_in(payload)
    assert found.keys() == parts.personal.keys()
    for pointer, commitment in found.items():
        assert check_opening(commitment, salt_of(SECRET, 7, pointer), parts.personal[pointer])
    assert emptied(payload) == parts.public


def emptied(value: Json) -> Json:
    """Take the commitments out again."""
    if isinstance(value, dict):
        if value.keys() == {"commitment"}:
            return {"commitment": ""}
        return {name: emptied(item) for name, item in value.items()}
    return [emptied(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("public", "personal"),
    [
        ({"a": {"commitment": ""}}, {}),
        ({"a": {"commitment": ""}}, {"/b": 1}),
        ({"a": 1}, {"/a": 1}),
        ({"a": {"commitment": "00"}}, {"/a": 1}),
    ],
)
def test_places_and_values_must_agree(public: dict[str, Json], personal: dict[str, Json]) -> None:
    """A value without a place, a place without a value, or a place filled before is refused."""
    with pytest.raises(ValueError, match="personal value"):
        commit(public, personal, lambda at: salt_of(SECRET, 1, at))


def test_commitments_are_found_under_escaped_pointers() -> None:
    """Pointers follow RFC 6901."""
    payload: Json = {"b": [{"commitment": "1"}, 2], "a/~": {"commitment": "0"}, "c": {"d": {}}}
    assert commitments_in(payload) == {"/b/0": "1", "/a~1~0": "0"}


def test_a_short_secret_is_refused() -> None:
    """A salt is not drawn from less than a whole secret."""
    with pytest.raises(ValueError, match="32 bytes"):
        salt_of(SECRET[:31], 1, "/a")


def test_an_erased_secret_leaves_nothing_to_guess_with() -> None:
    """Under another secret even the right value does not open the commitment."""
    name = split(AN_OPENED).personal["/officer/name"]
    commitment = commitment_of(salt_of(SECRET, 1, "/officer/name"), name)
    assert not check_opening(commitment, salt_of(bytes(32), 1, "/officer/name"), name)
