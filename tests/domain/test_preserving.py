"""How long what exists is kept, as pure law."""

from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain.case import ENDED, State
from bot.domain.errors import Refusal
from bot.domain.preserving import FIRST, LONGEST, AskToPreserve, EndAsking
from bot.domain.roster import SYSTEM
from bot.domain.rules.preserving import due, wanted
from tests import story as stories
from tests.factories import AT, EVE, request, sought


@pytest.mark.parametrize("state", sorted(State))
def test_each_state_keeps_for_its_time(state: State) -> None:
    """A stranger's case 72 hours, a verified one longer, one that ended not at all."""
    story = stories.STATES[state]()
    _, until = wanted(story.case)
    ended = state in ENDED and state is not State.LAPSED
    brief = state in (State.RECEIVED, State.VERIFYING, State.LAPSED)
    expected = None if ended else AT + (FIRST if brief else LONGEST)
    assert until == expected


def test_nothing_is_asked_twice() -> None:
    """What the store was asked is asked again only when something else is wanted."""
    story = stories.received()
    assert story.refused(AskToPreserve(), SYSTEM) is None
    assert story.refused(AskToPreserve(), SYSTEM, 1) is Refusal.NOTHING_CHANGED
    assert story.refused(EndAsking(number=1), SYSTEM) is None
    assert story.refused(EndAsking(number=1), SYSTEM) is Refusal.NOTHING_CHANGED
    changed = request(data_sought=(sought(), sought("D2", device="CAM-2")))
    story.do(cm.AmendRequest(base=1, request=changed, mark="m2"), EVE, 1)
    found = due(story.case, story.now)
    assert found is not None
    assert (found.number, found.devices) == (2, ("D1", "D2"))


def test_what_has_run_out_needs_no_lifting() -> None:
    """After 72 hours the store lets go by itself, and nobody asks for it again."""
    story = stories.received()
    story.do(AskToPreserve(), SYSTEM)
    assert due(story.case, AT + FIRST - timedelta(seconds=1)) is None
    story.wait(9 * 60)
    assert story.case.state is State.LAPSED
    assert due(story.case, story.now) is None
    assert due(story.case, AT + FIRST) is None


def test_a_case_without_a_device_keeps_nothing() -> None:
    """Before anybody knows of which camera, there is nothing to ask for."""
    assert due(stories.received(request(data_sought=())).case, AT) is None
