"""Bars: their lengths, and the words for whoever cannot see them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.report.bars import LONGEST, alternative, bars
from handlers.report.shown import Row, Table

NUMBERS = st.none() | st.integers(0, 10**9)


def table(*pairs: tuple[int | None, int | None]) -> Table:
    """A table with a row for each pair."""
    rows = [
        Row(label=f"Row {n}", now=a, before=b, now_text=str(a), before_text=str(b))
        for n, (a, b) in enumerate(pairs)
    ]
    return Table(title="Things", what="Thing", rows=rows)


@settings(max_examples=60)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8))
def test_a_longer_bar_is_a_larger_figure(pairs: list[tuple[int | None, int | None]]) -> None:
    """The largest fills the width, nothing has no bar, something has one, and order is kept."""
    drawn = bars(table(*pairs))
    both = [(bar.row.now, bar.now) for bar in drawn] + [(b.row.before, b.before) for b in drawn]
    figures = sorted((figure or 0, length) for figure, length in both)
    assert [length for _, length in figures] == sorted(length for _, length in figures)
    assert all((length > 0) is (figure > 0) for figure, length in figures)
    assert max((length for _, length in figures), default=0) in (0, LONGEST)


def test_the_longest_bar_is_said() -> None:
    """Somebody who hears the page hears which is the longest, now and before."""
    said = alternative(table((3, 9), (5, 1)))
    assert "The longest bar of this period is Row 1: 5, and 1 before." in said
    assert "nothing in this period" in alternative(table((0, 4), (None, 2)))
    assert "nothing in this period" in alternative(table())
