"""Which bytes a Range means, against a table and against slices of bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.delivery.ranges import Span, wanted

TAG = '"abc"'
WHOLE = Span(0, 99)
CASES: dict[str, tuple[str | None, Span | None]] = {
    "none": (None, WHOLE),
    "first ten": ("bytes=0-9", Span(0, 9, partial=True)),
    "open": ("bytes=90-", Span(90, 99, partial=True)),
    "last ten": ("bytes=-10", Span(90, 99, partial=True)),
    "more than there is": ("bytes=-1000", Span(0, 99, partial=True)),
    "end beyond": ("bytes=50-1000", Span(50, 99, partial=True)),
    "one byte": ("bytes=99-99", Span(99, 99, partial=True)),
    "spaces around": (" bytes=0-9 ", Span(0, 9, partial=True)),
    "start beyond": ("bytes=100-", None),
    "far beyond": ("bytes=999999999999999-", None),
    "suffix of nothing": ("bytes=-0", None),
    "backwards": ("bytes=9-0", WHOLE),
    "several": ("bytes=0-1,4-5", WHOLE),
    "many": ("bytes=" + ",".join("0-0" for _ in range(500)), WHOLE),
    "another unit": ("items=0-1", WHOLE),
    "no dash": ("bytes=5", WHOLE),
    "nothing": ("bytes=-", WHOLE),
    "signed": ("bytes=+1-2", WHOLE),
    "digits of another script": ("bytes=١-٢", WHOLE),
    "a number without end": ("bytes=" + "9" * 5000 + "-", WHOLE),
    "empty": ("", WHOLE),
}


@pytest.mark.parametrize("name", CASES)
def test_a_range_means_what_rfc_9110_says(name: str) -> None:
    """Of a file of a hundred bytes."""
    given_range, expected = CASES[name]
    assert wanted(given_range, None, TAG, 100) == expected


@pytest.mark.parametrize(
    ("condition", "counts"), [(TAG, True), ('"other"', False), ("W/" + TAG, False)]
)
def test_a_range_counts_only_for_the_same_content(condition: str, *, counts: bool) -> None:
    """If-Range compares strongly; a date, or another tag, brings the whole file."""
    found = wanted("bytes=10-", condition, TAG, 100)
    assert found == (Span(10, 99, partial=True) if counts else WHOLE)


@given(size=st.integers(1, 60), text=st.text("bytes=0123456789-, ", max_size=20))
def test_whatever_is_asked_stays_inside(size: int, text: str) -> None:
    """No header reaches outside the file, and no answer is empty."""
    found = wanted(text, None, TAG, size)
    assert found is None or 0 <= found.first <= found.last < size


@given(size=st.integers(1, 60), first=st.integers(0, 80), length=st.integers(1, 80))
def test_a_range_is_a_slice(size: int, first: int, length: int) -> None:
    """What is sent for a range is what Python's slice of the content is."""
    content = bytes(range(size))
    found = wanted(f"bytes={first}-{first + length - 1}", None, TAG, size)
    sent = content[found.first : found.last + 1] if found is not None else b""
    assert sent == content[first : first + length]
