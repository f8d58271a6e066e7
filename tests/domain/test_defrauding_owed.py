"""What a finding of fraud makes owed: the report, the warning, a notice no policy holds."""

from dataclasses import replace

import pytest

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.deadlines import clocks
from bot.domain.defrauding import found, stands
from bot.domain.errors import Refusal
from bot.domain.fraud import (
    BREACH,
    MOST_TRIES,
    WARNING,
    AnswerBreach,
    BreachAnswer,
    RecordWarning,
)
from bot.domain.limits import DAY, MINUTE, Limits
from bot.domain.restricting import AgreeRestriction, ProposeRestriction
from bot.domain.restriction import KIND_OF, held
from bot.domain.standard import Ground
from bot.domain.verification import Reached
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, EVE, GHOST, SAM
from tests.forging import BREACH as GIVEN
from tests.forging import PROPOSE, confirmed, forged, proposed, under
from tests.story import Story

REPORTED = AnswerBreach(answer=BreachAnswer.REPORTED, how="To the commission, reference 7.")
NOT_ONE = AnswerBreach(answer=BreachAnswer.NOT_A_BREACH, how="Counsel: nothing was fetched.")
WARNED = RecordWarning(number="n1", reached=Reached.DISPATCH, said="They change the password.")
SILENT = RecordWarning(number="n1", reached=Reached.NOBODY)


def running(story: Story) -> set[str]:
    """The names of the clocks that run."""
    return {c.name for c in clocks(story.case, Limits())}


def test_the_breach_is_answered_by_a_senior() -> None:
    """Reported, or why not; who found that it need not be may still report it."""
    story = under(proposed(stories.released), GIVEN)
    confirmed(story)
    assert story.refused(NOT_ONE, ANA) is Refusal.WRONG_ROLE
    assert story.refused(replace(NOT_ONE, how=" "), SAM) is Refusal.NO_REASON
    assert story.refused(NOT_ONE, SAM) is None
    assert BREACH not in running(story)
    assert story.refused(NOT_ONE, CYD) is Refusal.NOTHING_CHANGED
    assert story.refused(REPORTED, CYD) is None
    assert story.refused(NOT_ONE, SAM) is Refusal.NOTHING_CHANGED


def test_a_breach_that_nobody_reports_stays_late() -> None:
    """Seniors are called when its time is up, and it goes on being overdue."""
    story = under(proposed(stories.released), GIVEN)
    confirmed(story)
    story.wait(GIVEN / MINUTE + 20)
    assert [p.why for p in story.happened(ev.PeoplePaged)].count(BREACH) == 2
    late = next(c for c in clocks(story.case, Limits()) if c.name == BREACH)
    assert late.due < story.now


def test_the_agency_is_called_on_a_number_of_the_directory() -> None:
    """Never on the request's own; what was said is written down; nobody answering ends it late."""
    story = forged()
    for number in ("", "+1 555 010 4417", "n9"):
        wrong = replace(WARNED, number=number)
        assert story.refused(wrong, EVE) is Refusal.NUMBER_UNKNOWN
    assert story.refused(replace(WARNED, said=" "), EVE) is Refusal.NO_REASON
    for _ in range(MOST_TRIES - 1):
        assert story.refused(SILENT, EVE, 1) is None
    assert WARNING in running(story)
    assert story.refused(WARNED, EVE) is None
    assert WARNING not in running(story)
    assert story.refused(WARNED, EVE) is Refusal.NOTHING_CHANGED


def test_an_agency_without_a_number_is_warned_some_other_way() -> None:
    """One that is on no list: a person writes what was done instead."""
    story = forged()
    story.outside["agency"] = None
    other = RecordWarning(number="", reached=Reached.NOBODY, said="No such police exists.")
    assert story.refused(replace(other, said=None), EVE) is Refusal.NO_REASON
    assert story.refused(other, EVE) is None
    assert WARNING not in running(story)


def test_nothing_is_answered_for_what_was_not_found() -> None:
    """Breach and warning belong to a finding; a ghost finds nothing."""
    story = stories.released()
    assert story.refused(WARNED, EVE) is Refusal.NO_FRAUD
    assert story.refused(REPORTED, SAM) is Refusal.NO_FRAUD
    assert story.refused(PROPOSE, GHOST) is Refusal.NOT_ON_ROSTER
    assert story.refused(replace(PROPOSE, why=" "), ANA) is Refusal.NO_REASON


def test_two_refusals_for_fraud_are_a_finding() -> None:
    """Two determinations are two people: the agency is owed the same call."""
    story = stories.STATES[State.FRAUD]()
    assert (found(story.case), stands(story.case)) == (True, True)
    assert story.refused(WARNED, EVE) is None


@pytest.mark.parametrize(
    ("ground", "held_still"), [(Ground.EVIDENCE, False), (Ground.VICTIM_SAFETY, True)]
)
def test_what_forbids_to_tell_of_a_fraud(ground: Ground, held_still: bool) -> None:
    """The company's own policy does not, before the finding or after it; somebody's safety does."""
    hold = ProposeRestriction(
        kind=KIND_OF[ground], ground=ground, until=make.AT + 30 * DAY, why="they are watched"
    )
    story = stories.released()
    assert story.refused(hold, ANA) is None
    assert story.refused(AgreeRestriction(number=1), BEN) is None
    story.do(PROPOSE, ANA)
    confirmed(story)
    assert (held(story.case, "O1", story.now) is not None) is held_still
    if not held_still:
        assert story.refused(hold, ANA) is Refusal.FRAUD_IS_TOLD
