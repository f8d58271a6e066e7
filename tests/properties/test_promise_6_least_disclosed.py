"""Promise 6: what goes out is what both allowed, and an item outside it is refused."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.request import Category, DataClass
from bot.domain.roster import Ref
from bot.domain.scope import Scope
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, MINUTE
from tests.properties.histories import Entries, holds, play
from tests.story import Story

Instant = tuple[str, Category, datetime]
SECOND = timedelta(seconds=1)


def instants(scope: Scope) -> set[Instant]:
    """Every whole minute of every window: a scope as a plain set, without our own arithmetic."""
    found = set()
    for window in scope:
        at = window.start
        while at < window.end:
            found.add((window.alias, window.category, at))
            at += MINUTE
    return found


def inside_what_both_allowed(entries: Entries) -> None:
    """Nothing was approved, and no item cleared, that one of the pair had not allowed."""
    filed: dict[Ref, ev.DeterminationFiled] = {}
    allowed: set[Instant] = set()
    for _, actor, event in entries:
        if isinstance(event, ev.DeterminationFiled):
            filed[actor] = event
        elif isinstance(event, ev.CaseApproved):
            one, other = (instants(filed[p].scope) for p in event.pair)
            allowed = one & other
            assert instants(event.scope) == allowed
            assert allowed
        elif isinstance(event, ev.ReleaseCleared):
            assert event.items
            assert instants(tuple(i.window for i in event.items)) <= allowed


def test_nothing_leaves_that_one_of_the_two_did_not_allow() -> None:
    """In every history the items lie in both scopes, minute by minute."""
    holds(lambda history: inside_what_both_allowed(play(history).entries))


parts = st.tuples(st.integers(0, 29), st.integers(1, 30)).map(lambda p: (p[0], min(sum(p), 30)))


def _two_scopes(one: tuple[int, int], other: tuple[int, int]) -> Story:
    story = stories.verified()
    for who, part in ((ANA, one), (BEN, other)):
        scope = make.minutes_of(story.case, *part)
        assert story.refused(make.determination(story.case, scope), who, 1) is None
    return story


@given(parts, parts)
def test_two_scopes_give_their_intersection(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Two windows approve what they share; windows apart approve nothing and go to a senior."""
    story = _two_scopes(one, other)
    shared = range(max(one[0], other[0]), min(one[1], other[1]))
    if not shared:
        assert story.case.state is State.ESCALATED
        assert story.happened(ev.CaseApproved) == []
        return
    assert story.case.approval is not None
    first = story.case.scope[0].start
    expected = {("D1", Category.VIDEO, first + m * MINUTE) for m in shared}
    assert instants(story.case.approval.scope) == expected


def _both_kinds() -> Story:
    both = (Category.VIDEO, Category.MOTION_LOG)
    story = stories.verified(make.request(data_sought=(make.sought(categories=both),)))
    records = tuple(w for w in story.case.scope if w.category is Category.MOTION_LOG)
    story.do(make.determination(story.case), ANA, 1)
    story.do(make.determination(story.case, records), BEN, 1)
    story.do(make.owners(), DEE, 1)
    return story


def test_records_alone_are_released_where_one_allowed_no_more() -> None:
    """A reviewer who narrows to records keeps the video in the house."""
    story = _both_kinds()
    assert story.case.approval is not None
    assert [w.category.data_class for w in story.case.approval.scope] == [DataClass.RECORDS]
    assert story.refused(make.clearing(story.case), DEE, 1) is None


OUTSIDE: dict[str, dict[str, Any]] = {
    "a second too early": {"start": -SECOND},
    "a second too late": {"end": SECOND},
    "a line that was not approved": {"line": 2},
    "line nought": {"line": 0},
    "no length": {"end": -60 * MINUTE},
    "an empty file": {"size": 0},
    "no hash": {"sha256": ""},
    "a hash in capitals": {"sha256": "A" * 64},
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_an_item_outside_is_refused(name: str) -> None:
    """One such item refuses the whole clearance, beside a good one or alone."""
    story = stories.approved()
    assert story.case.approval is not None
    window = story.case.approval.scope[0]
    moved = {
        key: getattr(window, key) + value if isinstance(value, timedelta) else value
        for key, value in OUTSIDE[name].items()
    }
    good, bad = make.item(window), make.item(window, **moved)
    for items in ((bad,), (good, bad)):
        assert story.refused(make.clearing(story.case, items=items), DEE) is (
            Refusal.ITEM_OUTSIDE_SCOPE
        )
    assert story.case.clearance is None


def test_no_items_are_no_release() -> None:
    """A clearance lists what it clears."""
    story = stories.approved()
    assert story.refused(make.clearing(story.case, items=()), DEE) is Refusal.NO_ITEMS


def test_nobody_allows_more_than_was_asked_for() -> None:
    """A scope beyond the request is refused when it is filed."""
    story = stories.verified()
    wider = make.minutes_of(story.case, -1, 30)
    assert story.refused(make.determination(story.case, wider), ANA) is (
        Refusal.SCOPE_OUTSIDE_REQUEST
    )
