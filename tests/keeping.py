"""Cases that were kept long enough, and people who agree to erase them."""

from datetime import timedelta

from bot.domain.case import State
from bot.domain.erasing import (
    AgreeErasure,
    LiftLegalHold,
    PlaceLegalHold,
    ProposeErasure,
    ProposeHoldLift,
)
from bot.domain.fraud import RecordWarning
from bot.domain.limits import MINUTE
from bot.domain.outcome import RecordOutcome, Truth
from bot.domain.roster import Roster
from bot.domain.senior_call import owed_call
from bot.domain.senior_calling import RecordSeniorCall
from bot.domain.verification import Reached
from tests import factories as make
from tests import story as stories
from tests.factories import CYD, DEE, EVE, SAM
from tests.story import Story

YEARS = timedelta(days=365)
PROPOSE = ProposeErasure()
AGREE = AgreeErasure(number=1)
HOLD = PlaceLegalHold(why="a claim was filed")
UNHOLD = ProposeHoldLift(number=1, why="the claim was settled")
LIFTED = LiftLegalHold(number=1)
OUTCOME = RecordOutcome(truth=Truth.CONFIRMED, source="The county's own report.")


def pause(story: Story, length: timedelta) -> None:
    """Let so much time pass, and act."""
    story.wait(length / MINUTE)


def without(who: str) -> Roster:
    """The roster without one person."""
    return Roster(people=tuple(p for p in make.ROSTER.people if p.ref != who))


def settled(state: State = State.REFUSED) -> Story:
    """A case that ended, of which nothing is owed to anybody."""
    story = stories.STATES[state]()
    if owed_call(story.case) is not None:
        call = RecordSeniorCall(number="n1", reached=Reached.OFFICER, said="a warrant cures it")
        assert story.refused(call, SAM) is None
    if state is State.FRAUD:
        warned = RecordWarning(number="n1", reached=Reached.DISPATCH, said="they know now")
        assert story.refused(warned, SAM) is None
    for who in (EVE, DEE):
        story.do(OUTCOME, who, 1)
    return story


def over(state: State = State.REFUSED, years: int = 3) -> Story:
    """A case that was kept so many years after its end."""
    story = settled(state)
    assert story.case.erasing.ended_at is not None
    pause(story, story.case.erasing.ended_at + years * YEARS - story.now)
    return story


def agreed(state: State = State.REFUSED, years: int = 3) -> Story:
    """A case that Dee and Cyd agreed to erase."""
    story = over(state, years)
    for command, who in ((PROPOSE, DEE), (AGREE, CYD)):
        assert story.refused(command, who, 1) is None
    return story
