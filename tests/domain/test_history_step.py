"""Comparing earlier requests: a step of the product's own, at each look and at no other time."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.flag import Sign
from bot.domain.levels import reached
from bot.domain.red_flags import History
from bot.domain.request import Contact, Request
from bot.domain.roster import SYSTEM
from bot.domain.verification import Reached, StepFinding, StepKind, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE, determination
from tests.story import Story

CHIEF = Contact(name="L. Chen", phone="+1 555 010 4400")
QUIET = History(officer_seen=True)


def records(**changes: object) -> Request:
    """Records of a known agency, in which there is nothing to notice."""
    return make.records_request(supervisor=CHIEF, **changes)


def compared(story: Story) -> list[tuple[StepResult, tuple[StepFinding, ...]]]:
    """What each look at earlier requests came to."""
    steps = [s for s in story.case.steps if s.kind is StepKind.HISTORY]
    assert {s.by for s in steps} <= {SYSTEM}
    return [(s.result, s.findings) for s in steps]


def amended(story: Story, found: History, **changes: object) -> None:
    """The request changes, and what is known around it is looked up."""
    story.outside["history"] = found
    base = story.case.version
    story.do(cm.AmendRequest(base=base, request=records(**changes), mark=f"m{base + 1}"), EVE, 1)
    del story.outside["history"]


def test_a_request_that_comes_is_compared_at_once() -> None:
    """It is a step by the product, before anybody took the verification."""
    story = stories.received(records(), history=QUIET)
    assert compared(story) == [(StepResult.PASS, ())]
    assert story.case.taken_by is None


@pytest.mark.parametrize(
    ("found", "listed", "finding", "sign"),
    [
        (QUIET, False, StepFinding.FIRST_SEEN_AGENCY, Sign.AGENCY_FIRST_SEEN),
        (History(), True, StepFinding.FIRST_SEEN_OFFICER, Sign.OFFICER_FIRST_SEEN),
        (replace(QUIET, same_target=True), True, StepFinding.SAME_TARGET, Sign.SAME_TARGET),
        (replace(QUIET, text_reused=True), True, StepFinding.TEXT_REUSED, Sign.TEXT_REUSED),
        (replace(QUIET, burst=True), True, StepFinding.BURST, Sign.BURST),
    ],
)
def test_what_is_noticed_is_named_and_is_no_denial(
    found: History, listed: bool, finding: StepFinding, sign: Sign
) -> None:
    """Each finding comes with its flag; a call that passed before keeps its worth."""
    story = stories.received(records(), history=found, agency_first_seen=not listed)
    assert compared(story) == [(StepResult.INCONCLUSIVE, (finding,))]
    assert [flag.sign for flag in story.case.flags] == [sign]
    story.do(make.call(), EVE, 1)
    before = reached(story.case)
    amended(story, found, incident_number="INC-2")
    assert len(compared(story)) == 2
    assert (before, reached(story.case)) == (2, 2)


def test_each_look_is_a_step_also_where_nothing_changed() -> None:
    """A changed request is compared anew, and what is found then is said then."""
    story = stories.received(records(), history=QUIET)
    amended(story, QUIET, incident_number="INC-2")
    amended(story, replace(QUIET, same_target=True), incident_number="INC-3")
    passed, found = (StepResult.PASS, ()), (StepResult.INCONCLUSIVE, (StepFinding.SAME_TARGET,))
    assert compared(story) == [passed, passed, found]


def test_a_completed_request_is_compared_anew() -> None:
    """One taken down by telephone is compared when it comes, and once it is complete."""
    spoken = Request(agency=records().agency, officer=records().officer)
    story = stories.received(spoken, history=QUIET, logged_by=EVE)
    amended(story, QUIET)
    assert len(story.happened(ev.RequestCompleted)) == 1
    assert len(compared(story)) == 2


def test_nothing_else_is_compared_so_that_no_package_moves() -> None:
    """Between a reviewer's look and their filing the package stays, whatever people read."""
    story = stories.received(records(), history=QUIET)
    story.do(make.call(), EVE, 1)
    story.do(make.call(Reached.DISPATCH), DEE, 1)
    package = story.case.package
    for who in (ANA, BEN):
        story.do(cm.ViewCase(surface="review"), who, 1)
        story.do(determination(story.case), who, 1)
        assert story.case.package == package
    assert story.case.state is State.APPROVED
    assert len(compared(story)) == 1


def test_a_refused_change_is_not_compared() -> None:
    """Nothing was changed, so nothing is looked at anew."""
    story = stories.received(records(), history=QUIET)
    story.outside["history"] = replace(QUIET, burst=True)
    stale = cm.AmendRequest(base=7, request=records(), mark="m2")
    assert story.refused(stale, EVE, 1) is not None
    assert compared(story) == [(StepResult.PASS, ())]


def test_a_case_of_before_has_no_such_step() -> None:
    """Where no history was looked up nothing is compared, and the case goes on as it did."""
    story = stories.approved(make.records_request())
    assert compared(story) == []
    assert story.case.state is State.APPROVED
