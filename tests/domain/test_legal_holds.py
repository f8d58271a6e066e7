"""Legal holds: one person keeps a case, two let it go, and what is held is not erased."""

import pytest

from bot.domain.case import State
from bot.domain.erasing import (
    MOST_HOLDS,
    PlaceLegalHold,
    RefuseHoldLift,
)
from bot.domain.errors import Refusal
from tests import story as stories
from tests.factories import CYD, DEE, EVE, SAM
from tests.keeping import HOLD, LIFTED, PROPOSE, UNHOLD, over, without


@pytest.mark.parametrize("state", State)
def test_one_person_holds_any_case_and_two_let_it_go(state: State) -> None:
    """Whoever proposes that a hold ends is not the one who agrees."""
    story = stories.STATES[state]()
    assert story.refused(PlaceLegalHold(why=" "), EVE) is Refusal.NO_REASON
    assert story.refused(HOLD, EVE) is None
    assert story.refused(LIFTED, DEE) is Refusal.NOTHING_WAITS
    assert story.refused(UNHOLD, DEE) is None
    assert story.refused(UNHOLD, CYD) is Refusal.HOLD_LIFT_WAITS
    assert story.refused(LIFTED, DEE) is Refusal.SAME_PERSON
    assert story.case.erasing.live_holds
    assert story.refused(LIFTED, CYD) is None
    assert not story.case.erasing.live_holds
    assert story.refused(UNHOLD, CYD) is Refusal.NO_SUCH_HOLD


def test_a_held_case_is_not_erased() -> None:
    """Neither proposed nor carried out, and two holds are two."""
    story = over()
    for _ in range(2):
        story.do(HOLD, EVE)
    assert story.refused(PROPOSE, DEE) is Refusal.LEGAL_HOLD
    story.do(UNHOLD, DEE)
    story.do(LIFTED, CYD)
    refused = story.do(PROPOSE, DEE).refused
    assert refused is not None
    assert (refused.reason, refused.detail) == (Refusal.LEGAL_HOLD, "2")


def test_a_hold_whose_end_is_refused_stays() -> None:
    """By a second person with a reason; it can be proposed again, also after the first left."""
    story = over()
    story.do(HOLD, EVE)
    story.do(UNHOLD, DEE)
    assert story.refused(RefuseHoldLift(number=1, why="x"), DEE) is Refusal.SAME_PERSON
    assert story.refused(RefuseHoldLift(number=1, why=" "), CYD) is Refusal.NO_REASON
    assert story.refused(RefuseHoldLift(number=1, why="it goes on"), CYD) is None
    assert story.refused(LIFTED, CYD) is Refusal.NOTHING_WAITS
    story.do(UNHOLD, DEE)
    story.outside["roster"] = without(DEE)
    assert story.refused(LIFTED, CYD) is Refusal.PROPOSER_GONE
    assert story.refused(UNHOLD, SAM) is None
    assert story.case.erasing.live_holds


def test_a_case_takes_so_many_holds() -> None:
    """A flood of them is refused in words, and keeps the case as well as one does."""
    story = over()
    for _ in range(MOST_HOLDS):
        assert story.refused(HOLD, EVE) is None
    assert story.refused(HOLD, EVE) is Refusal.TOO_MANY_HOLDS
