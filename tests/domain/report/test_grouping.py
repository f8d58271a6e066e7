"""No figure of an agency without a row can be had by subtraction."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.report.grouping import LEAST, Received, named

A, B, C, D = "a", "b", "c", "d"
HERE, THERE = "US/local", "US/state"


def asked(agency: str | None, count: int, cell: str = HERE) -> list[Received]:
    """So many requests of one agency."""
    return [Received(cell, agency, "refused")] * count


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        (asked(A, 4), set()),
        (asked(A, 5), {A}),
        (asked(A, 9) + asked(B, 5), {A, B}),
        (asked(A, 9) + asked(B, 5) + asked(C, 2), {A}),
        (asked(A, 9) + asked(B, 5) + asked(C, 2) + asked(D, 2), {A}),
        (asked(A, 9) + asked(B, 5) + asked(C, 3) + asked(D, 2), {A, B}),
        (asked(A, 9) + asked(C, 2), set()),
        (asked(A, 9) + asked(B, 9, THERE) + asked(C, 3) + asked(D, 3, THERE), set()),
        (asked(A, 9) + asked(B, 9, THERE) + asked(C, 3, THERE) + asked(D, 3, THERE), {A, B}),
        (asked(A, 9) + asked(None, 3), {A}),
        (asked(A, 9) + asked(C, 2) + asked(None, 30), set()),
    ],
)
def test_who_has_a_row(requests: list[Received], expected: set[str]) -> None:
    """From five requests on, unless what is left beside it would be one agency or too few."""
    assert named(requests) == expected


REQUESTS = st.lists(
    st.builds(
        lambda agency, cell, count: asked(agency, count, cell),
        st.sampled_from("abcdefg"),
        st.sampled_from((HERE, THERE, "CA/federal")),
        st.integers(1, 12),
    ),
    min_size=1,
    max_size=9,
).map(lambda parts: [request for part in parts for request in part])


@settings(max_examples=60, deadline=None)
@given(REQUESTS)
def test_a_reader_who_adds_and_subtracts_learns_no_other_agency(requests: list[Received]) -> None:
    """Where an agency has a row, no sum that is published gives a small one's requests in a cell.

    A reader is given all: each agency's row, each cell, every sum, and who asked in which cell.
    """
    shown = named(requests)
    own = Counter(r.agency for r in requests)
    assert all(own[agency] >= LEAST for agency in shown)
    unknown = sorted({(r.cell, r.agency) for r in requests if r.agency not in shown and r.agency})
    with_a_row = {r.cell for r in requests if r.agency in shown}
    # What is left of each known sum once the rows, cell by cell, are taken from it.
    sums = [{u for u in unknown if u[0] == cell} for cell in {u[0] for u in unknown}]
    sums.append({*unknown})
    for agency in {agency for cell, agency in unknown if cell in with_a_row}:
        wanted = {u for u in unknown if u[1] == agency and u[0] in with_a_row}
        assert not _spans(sums, wanted, unknown)


def _spans(
    known: Iterable[set[tuple[str, str]]],
    wanted: set[tuple[str, str]],
    unknown: list[tuple[str, str]],
) -> bool:
    """Whether the wanted sum is one of sums of the known ones."""
    rows = [[Fraction(u in one) for u in unknown] for one in known]
    return _rank([*rows, [Fraction(u in wanted) for u in unknown]]) == _rank(rows)


def _rank(rows: list[list[Fraction]]) -> int:
    left, rank = [row[:] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((n for n in range(rank, len(left)) if left[n][column]), None)
        if pivot is None:
            continue
        left[rank], left[pivot] = left[pivot], left[rank]
        for n in range(rank + 1, len(left)):
            share = left[n][column] / left[rank][column]
            left[n] = [x - share * y for x, y in zip(left[n], left[rank], strict=True)]
        rank += 1
    return rank
