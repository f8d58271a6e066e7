"""Claims about sealing personal data under a case's key."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.sealing import (
    CaseKey,
    new_case_key,
    open_sealed,
    rewrap,
    seal,
    unwrap,
    wrap,
    wrapped_under,
)
from storage.wrapping import KeyRing, SealError


class CountingBytes:
    """Never draws the same bytes twice, and is the same in every run."""

    def __init__(self) -> None:
        self.counter: Iterator[int] = count(1)

    def __call__(self, length: int) -> bytes:
        """Return the next number as that many bytes."""
        return next(self.counter).to_bytes(length, "big")


OLD, NEW = bytes(32), bytes(range(32))
RING = KeyRing({"k1": OLD}, "k1")
CASE = "EDR-2026-000001"
KEY = new_case_key(CASE, CountingBytes())
places = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5)


@given(st.binary(max_size=50), places, places)
def test_what_was_sealed_opens_in_its_place(plaintext: bytes, table: str, column: str) -> None:
    """A sealed value opens to itself and does not show its plaintext."""
    sealed = seal(KEY, table, column, plaintext, CountingBytes())
    assert open_sealed(KEY, table, column, sealed) == plaintext
    assert len(sealed) == 1 + 12 + len(plaintext) + 16


@example(("a", "bc", "d"), ("ab", "c", "d"))
@example(("a", "b", "cd"), ("a", "bc", "d"))
@given(st.tuples(places, places, places), st.tuples(places, places, places))
def test_a_value_opens_in_no_other_place(
    here: tuple[str, str, str], there: tuple[str, str, str]
) -> None:
    """Moved to another table, column or case, even under the same key, nothing opens."""
    sealed = seal(CaseKey(here[2], OLD, NEW), *here[:2], b"secret", CountingBytes())
    other = CaseKey(there[2], OLD, NEW)
    if here == there:
        assert open_sealed(other, *there[:2], sealed) == b"secret"
        return
    with pytest.raises(SealError):
        open_sealed(other, *there[:2], sealed)


@given(st.data())
def test_a_changed_bit_does_not_open(draw: st.DataObject) -> None:
    """Every single bit of a sealed value and of a wrapped key is protected."""
    sealed = seal(KEY, "request", "narrative", b"secret", CountingBytes())
    wrapped = wrap(RING, KEY, CountingBytes())
    refused(lambda: open_sealed(KEY, "request", "narrative", flipped(sealed, draw)))
    refused(lambda: unwrap(RING, CASE, flipped(wrapped, draw)))


def flipped(whole: bytes, draw: st.DataObject) -> bytes:
    """Change one bit somewhere."""
    place = draw.draw(st.integers(0, len(whole) * 8 - 1))
    changed = bytearray(whole)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@given(st.integers(0, 200))
def test_a_cut_value_does_not_open(length: int) -> None:
    """Shorter than it was, neither a value nor a key opens, and the error is ours."""
    sealed = seal(KEY, "request", "narrative", b"secret", CountingBytes())
    wrapped = wrap(RING, KEY, CountingBytes())
    refused(lambda: open_sealed(KEY, "request", "narrative", sealed[:length][:-1]))
    refused(lambda: unwrap(RING, CASE, wrapped[:length][:-1]))


def refused(attempt: Callable[[], object]) -> None:
    """Expect a SealError that holds neither content nor chained cause."""
    with pytest.raises(SealError) as refusal:
        attempt()
    assert "secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_another_cases_key_opens_nothing() -> None:
    """Each case has its own key and secret."""
    random_bytes = CountingBytes()
    one, other = new_case_key("A", random_bytes), new_case_key("B", random_bytes)
    assert len({one.data_key, one.secret, other.data_key, other.secret}) == 4
    sealed = seal(one, "request", "narrative", b"secret", random_bytes)
    refused(lambda: open_sealed(other, "request", "narrative", sealed))


def test_a_wrapped_key_opens_for_its_case_only() -> None:
    """A wrapped key put into another case's row does not open."""
    wrapped = wrap(RING, KEY, CountingBytes())
    assert unwrap(RING, CASE, wrapped) == KEY
    refused(lambda: unwrap(RING, "EDR-2026-000002", wrapped))


def test_a_ring_key_is_changed_without_touching_what_was_sealed() -> None:
    """After rewrapping, the old ring key is not needed, and the sealed values still open."""
    random_bytes = CountingBytes()
    wrapped = wrap(RING, KEY, random_bytes)
    sealed = seal(KEY, "request", "narrative", b"secret", random_bytes)
    again = rewrap(KeyRing({"k1": OLD, "k2": NEW}, "k2"), CASE, wrapped, random_bytes)
    assert (wrapped_under(wrapped), wrapped_under(again)) == ("k1", "k2")
    key = unwrap(KeyRing({"k2": NEW}, "k2"), CASE, again)
    assert open_sealed(key, "request", "narrative", sealed) == b"secret"
    refused(lambda: unwrap(KeyRing({"k2": NEW}, "k2"), CASE, wrapped))
    refused(lambda: unwrap(KeyRing({"k1": NEW}, "k1"), CASE, wrapped))


def test_the_same_text_is_sealed_differently_each_time() -> None:
    """Equal contents cannot be recognised by equal ciphertexts."""
    random_bytes = CountingBytes()
    sealed = {seal(KEY, "t", "c", b"same", random_bytes)[13:] for _ in range(5)}
    assert len(sealed) == 5


@pytest.mark.parametrize(
    ("keys", "current"),
    [({}, "k"), ({"k": b"short"}, "k"), ({"": OLD}, ""), ({"k" * 256: OLD}, "k" * 256)],
)
def test_a_bad_ring_is_refused(keys: dict[str, bytes], current: str) -> None:
    """A ring without its current key, with short keys or without ids does not start."""
    with pytest.raises(SealError):
        KeyRing(keys, current)


@pytest.mark.parametrize("wrapped", [b"", b"\1", b"\2\2k1", b"\1\0", b"\1\5k1", b"\1\1\xff"])
def test_what_is_no_wrapped_key_is_refused(wrapped: bytes) -> None:
    """Bytes of another form are named as such."""
    with pytest.raises(SealError, match="not a wrapped case key"):
        wrapped_under(wrapped)


def test_a_name_with_a_separator_is_refused() -> None:
    """No table or column name can imitate another place."""
    with pytest.raises(SealError):
        seal(KEY, "a\0b", "c", b"", CountingBytes())


def test_keys_do_not_show_in_their_repr() -> None:
    """A key that is printed by mistake shows no key bytes."""
    assert repr(KEY.data_key) not in repr(KEY)
    assert repr(OLD) not in repr(RING)
    assert "data_key" not in repr(KEY)
