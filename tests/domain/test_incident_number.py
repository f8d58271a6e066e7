"""Claims about an incident number that came after the request: dispatch names it to another."""

from dataclasses import replace

from bot.domain import commands as cm
from bot.domain.errors import Refusal
from bot.domain.levels import reached
from bot.domain.verification import Reached
from tests import factories as make
from tests import story as stories
from tests.factories import BEN, DEE, EVE, call
from tests.story import Story

WITHOUT = replace(make.request(), incident_number=None)
DISPATCH = call(Reached.DISPATCH)


def numbered(by: str) -> Story:
    """Eve called the officer; the number came later, and was brought in by somebody."""
    story = stories.received(WITHOUT)
    story.do(call(), EVE, 2)
    story.do(DISPATCH, DEE, 1)
    assert reached(story.case) == 2
    command = cm.AmendRequest(
        base=1, request=make.request(), mark="m2", changed=("incident_number",)
    )
    assert story.refused(command, by, 1) is None
    return story


def test_level_three_can_be_reached_later() -> None:
    """Once the number is in the request, dispatch's word for it counts."""
    story = numbered(by=EVE)
    assert story.refused(DISPATCH, DEE, 1) is None
    assert reached(story.case) == 3


def test_who_brought_the_number_does_not_hear_it_named() -> None:
    """Whoever typed it could confirm it without calling anybody."""
    story = numbered(by=DEE)
    assert story.refused(DISPATCH, DEE, 1) is Refusal.LOGGED_THE_REQUEST
    assert reached(story.case) == 2
    assert story.refused(DISPATCH, BEN, 1) is None
    assert reached(story.case) == 3


def test_a_supervisor_is_confirmed_to_them_by_the_code_alone() -> None:
    """Of the two things that a supervisor may know, their own number counts for nothing."""
    story = numbered(by=DEE)
    story.do(call(Reached.SUPERVISOR, code="26-118203"), DEE, 1)
    assert reached(story.case) == 2
    story.do(call(Reached.SUPERVISOR), DEE, 1)
    assert reached(story.case) == 3


def test_another_change_bars_nobody() -> None:
    """Only the number itself is what dispatch is asked for."""
    story = stories.received()
    story.do(call(), EVE, 2)
    wider = make.request(data_sought=(make.sought("D1"), make.sought("D2")))
    amend = cm.AmendRequest(base=1, request=wider, mark="m2", changed=("data_sought",))
    story.do(amend, DEE, 1)
    assert story.refused(DISPATCH, DEE, 1) is None
    assert reached(story.case) == 3
