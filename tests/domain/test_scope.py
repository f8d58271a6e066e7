"""Windows, merged and intersected, against plain sets of minutes."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.request import Category
from bot.domain.scope import Scope, Window, covers, duration, intersection, merged, scope_of
from tests.factories import AT, MINUTE, sought

Instants = set[tuple[str, Category, int]]


def _window(alias: str, category: Category, begin: int, length: int) -> Window:
    start = AT + begin * MINUTE
    return Window(alias=alias, category=category, start=start, end=start + length * MINUTE)


windows = st.builds(
    _window,
    alias=st.sampled_from(["D1", "D2"]),
    category=st.sampled_from([Category.VIDEO, Category.AUDIO]),
    begin=st.integers(0, 30),
    length=st.integers(-2, 15),
)
scopes = st.lists(windows, max_size=6).map(tuple)


def instants(scope: Scope) -> Instants:
    """Every minute of a scope."""
    found = set()
    for w in scope:
        first, last = (int((t - AT) / MINUTE) for t in (w.start, w.end))
        found |= {(w.alias, w.category, m) for m in range(first, last)}
    return found


@given(scopes)
def test_merging_keeps_every_minute_and_adds_none(scope: Scope) -> None:
    """The same coverage, in windows that neither touch nor overlap nor are empty."""
    whole = merged(scope)
    assert instants(whole) == instants(scope)
    assert list(whole) == sorted(whole)
    assert merged(whole) == whole
    assert duration(whole) == len(instants(scope)) * MINUTE


@given(scopes, scopes)
def test_equal_coverage_compares_equal(one: Scope, other: Scope) -> None:
    """However a scope was written down, its merged form is one."""
    assert (merged(one) == merged(other)) is (instants(one) == instants(other))


@given(scopes, scopes)
def test_the_intersection_is_what_both_have(one: Scope, other: Scope) -> None:
    """Minute by minute, in whichever order it is asked."""
    assert instants(intersection(one, other)) == instants(one) & instants(other)
    assert intersection(one, other) == intersection(other, one)


@given(scopes, scopes)
def test_covering_is_containing(wide: Scope, narrow: Scope) -> None:
    """A scope covers another when it has all of its minutes."""
    whole = merged(narrow)
    assert covers(wide, whole) is (instants(wide) >= instants(narrow))


def test_windows_that_touch_cover_what_crosses_them() -> None:
    """Two windows end to end are one."""
    halves = (
        _window("D1", Category.VIDEO, 0, 10),
        _window("D1", Category.VIDEO, 10, 10),
    )
    assert covers(halves, (_window("D1", Category.VIDEO, 5, 10),))


def test_a_request_is_a_window_for_each_category() -> None:
    """Two categories of one device are two windows of the same length."""
    scope = scope_of([sought(categories=(Category.VIDEO, Category.AUDIO))])
    assert [w.category for w in scope] == [Category.AUDIO, Category.VIDEO]
    assert duration(scope) == timedelta(hours=1)


def test_an_empty_scope_allows_nothing() -> None:
    """It covers nothing but itself, and meets nothing."""
    some = (_window("D1", Category.VIDEO, 0, 5),)
    assert not covers((), some)
    assert covers((), ())
    assert intersection((), some) == ()
