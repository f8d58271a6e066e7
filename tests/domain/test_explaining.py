"""Who hears why a case ended as it did, and which reason."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain.case import Case, State
from bot.domain.determination import REFUSALS, Answer, Decision, Reason
from bot.domain.explaining import NEVER_TOLD, SAID_INSTEAD, explained, proven
from bot.domain.release import Stored
from bot.domain.request import AgencyKind
from bot.domain.standards.us_federal import STANDARD
from bot.domain.verification import Reached, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import AGENCY, ANA, BEN, DEE, EVE, MINUTE
from tests.story import Story


def called() -> Story:
    """A case whose officer read the code to Eve: level 2."""
    story = stories.received()
    story.do(make.call(), EVE, 2)
    return story


def refused(story: Story, reason: Reason) -> Case:
    """The case once two people refused it."""
    for who in (ANA, BEN):
        story.do(make.determination(story.case, refuse=reason, E2=Answer.NO), who, 1)
    assert story.case.state in (State.REFUSED, State.FRAUD)
    return story.case


@pytest.mark.parametrize("reason", REFUSALS)
def test_nobody_hears_a_reason_without_a_call_back(reason: Reason) -> None:
    """Whatever the reason, a requester whom nobody called back hears none."""
    assert explained(refused(stories.received(), reason), AGENCY, STANDARD) == ()


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_verified_requester_hears_the_reason(reason: Reason) -> None:
    """After a call-back the code is said, but for those that would teach a forger."""
    case = refused(called(), reason)
    expected = () if reason in NEVER_TOLD else (reason,)
    assert explained(case, AGENCY, STANDARD) == expected


@pytest.mark.parametrize("standing", ["compromised", "blocked"])
def test_a_distrusted_agency_hears_nothing(standing: str) -> None:
    """Whoever answered its telephone before it was marked, it hears no reason after."""
    case = refused(called(), Reason.OVERBROAD)
    assert explained(case, replace(AGENCY, standing=standing), STANDARD) == ()


def test_an_agency_off_the_directory_hears_it_after_its_call() -> None:
    """A number that two people found is as good as the directory's."""
    assert explained(refused(called(), Reason.OVERBROAD), None, STANDARD) == (Reason.OVERBROAD,)


def test_a_denial_takes_the_answer_away() -> None:
    """Once the agency says that the request is not theirs, the requester hears nothing more."""
    story = called()
    story.do(make.call(outcome=StepResult.FAIL, code=None), DEE, 1)
    assert not proven(story.case, AGENCY)
    assert explained(refused(story, Reason.OVERBROAD), AGENCY, STANDARD) == ()


def test_a_supervisor_alone_proves_nothing() -> None:
    """A second path without the first call-back does not reach level 2."""
    story = stories.received()
    story.do(make.call(Reached.DISPATCH), EVE, 2)
    assert not proven(story.case, AGENCY)


@pytest.mark.parametrize("stored", [s for s in Stored if s not in (Stored.YES, Stored.UNKNOWN)])
def test_nothing_stored_is_one_answer(stored: Stored) -> None:
    """Scenario 14: no subscription, deleted, encrypted or unknown device sound the same."""
    story = called()
    story.do(make.owners(stored=stored), DEE, 1)
    assert story.case.state is State.REFUSED
    assert story.case.reason in {*SAID_INSTEAD, Reason.NO_RESPONSIVE_DATA}
    assert explained(story.case, AGENCY, STANDARD) == (Reason.NO_RESPONSIVE_DATA,)


@pytest.mark.parametrize("story", [stories.received, stories.verified, stories.approved])
def test_an_open_case_explains_nothing(story: object) -> None:
    """Before the end nobody outside hears how anybody decided."""
    assert callable(story)
    assert explained(story().case, AGENCY, STANDARD) == ()


def test_a_full_release_needs_no_words() -> None:
    """Where everything was given nothing is left to cure."""
    past = make.request(data_sought=(make.sought(end=make.AT - 35 * MINUTE),))
    assert explained(stories.released(past).case, AGENCY, STANDARD) == ()


def test_a_part_is_said_to_be_a_part() -> None:
    """After the hand-over of less, the requester hears that it was less, and no reviewer's why."""
    past = make.request(data_sought=(make.sought(end=make.AT - 35 * MINUTE),))
    story = stories.verified(past)
    for who in (ANA, BEN):
        less = make.minutes_of(story.case, 5, 10)
        form = make.determination(story.case, less)
        assert form.decision is Decision.NARROW
        story.do(form, who, 1)
    story.do(make.owners(), DEE, 1)
    assert explained(story.case, AGENCY, STANDARD) == ()
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    assert explained(story.case, AGENCY, STANDARD) == (Reason.GRANTED_PARTIAL,)


def test_the_law_and_the_request_explain_what_was_left_out() -> None:
    """Contents for a foreign authority and data still to come are named; E1 is the product's."""
    case = stories.released(make.request()).case
    later = replace(
        case, sought=tuple(replace(s, end=case.version_at + MINUTE) for s in case.sought)
    )
    assert explained(later, AGENCY, STANDARD) == (Reason.PROSPECTIVE,)
    abroad = replace(case, agency=replace(case.agency, kind=AgencyKind.FOREIGN, country="CA"))
    assert Reason.WRONG_ENTITY in explained(abroad, AGENCY, STANDARD)
