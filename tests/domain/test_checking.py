"""Steps beside the calls: skipped by two people, documents looked at, logs attached."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import UNDECIDED, State
from bot.domain.checking import (
    MOST_LOGS,
    MOST_SKIPS,
    SKIPPABLE,
    AttachCallLog,
    ConfirmSkip,
    Looked,
    ProposeSkip,
    RecordDocument,
    RefuseSkip,
    SkipEnd,
)
from bot.domain.errors import Refusal
from bot.domain.levels import people_who_called, reached, verified
from bot.domain.limits import Policy
from bot.domain.rulebook import BEFORE_HANDOVER
from bot.domain.verification import Reached, StepKind, StepResult
from tests import factories as make
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.story import STATES, Story, approved, received
from tests.story import verified as verified_story

WHY = "Nobody answers at dispatch, three tries in ten minutes."
OVER = (Refusal.WRONG_STATE, Refusal.TOO_LATE)
PAPERS = make.request(attachments=(make.paper(),))


def skip(step: StepKind = StepKind.DISPATCH, why: str = WHY) -> ProposeSkip:
    """A proposal to skip a step."""
    return ProposeSkip(step=step, why=why)


def looked(result: StepResult = StepResult.PASS, **changes: object) -> RecordDocument:
    """What somebody saw in the one document of `PAPERS`."""
    made = RecordDocument(
        document="F1",
        looked=frozenset({Looked.LETTERHEAD, Looked.ISSUER}),
        result=result,
        note="The clerk of the court knows the order.",
    )
    return replace(made, **changes)


def log(story: Story, step: int, **changes: object) -> AttachCallLog:
    """The next log of a case."""
    key = f"L{len(story.case.call_logs) + 1}"
    return replace(AttachCallLog(step=step, attachment=make.paper(key)), **changes)


@pytest.mark.parametrize("step", SKIPPABLE)
def test_two_people_skip_a_step_and_it_counts_for_nothing(step: StepKind) -> None:
    """The proposal and the agreement are two entries by two people; the level stays."""
    story = received()
    level = reached(story.case)
    assert story.refused(skip(step), EVE, 1) is None
    assert not story.case.steps
    assert story.refused(ConfirmSkip(number=1), ANA, 1) is None
    (made,) = story.case.steps
    assert (made.kind, made.result, made.by, made.proposed_by) == (
        step,
        StepResult.SKIPPED,
        ANA,
        EVE,
    )
    assert story.case.skips[0].end is SkipEnd.CONFIRMED
    assert reached(story.case) == level
    assert story.happened(ev.SkipProposed)[0].why == WHY


def test_a_skipped_call_back_leaves_the_case_waiting_for_one() -> None:
    """Nobody has taken the call by not making it: the case and its clocks stay where they are."""
    story = received()
    story.do(skip(StepKind.CALLBACK), EVE, 1)
    story.do(ConfirmSkip(number=1), BEN, 1)
    assert (story.case.state, story.case.taken_by) == (State.RECEIVED, None)


def test_whoever_proposed_it_is_no_second_person() -> None:
    """One natural person skips nothing, and refuses nothing of their own."""
    story = received()
    story.do(skip(), EVE, 1)
    assert story.refused(ConfirmSkip(number=1), EVE, 1) is Refusal.SAME_PERSON
    assert story.refused(RefuseSkip(number=1, why="x"), EVE, 1) is Refusal.SAME_PERSON
    assert story.case.open_skips


def test_whoever_logged_the_request_skips_nothing_in_it() -> None:
    """Neither the first nor the second of the two."""
    story = received(logged_by=EVE)
    assert story.refused(skip(), EVE, 1) is Refusal.LOGGED_THE_REQUEST
    story.do(skip(), DEE, 1)
    assert story.refused(ConfirmSkip(number=1), EVE, 1) is Refusal.LOGGED_THE_REQUEST


def test_whoever_stepped_out_agrees_to_nothing() -> None:
    """A recused reviewer is not the second person."""
    story = received()
    story.do(skip(), EVE, 1)
    story.do(cm.Recuse(ground="conflict"), ANA, 1)
    assert story.refused(ConfirmSkip(number=1), ANA, 1) is Refusal.RECUSED


def test_reviewers_who_may_not_call_may_agree() -> None:
    """Where the two are kept apart, a caller proposes, and a reviewer can be the second."""
    story = received(policy=Policy(strict_separation=True))
    assert story.refused(skip(), ANA, 1) is Refusal.REVIEWERS_MAY_NOT_CALL
    story.do(skip(), EVE, 1)
    assert story.refused(ConfirmSkip(number=1), ANA, 1) is None


def test_a_refused_skip_leaves_the_step_open_and_can_be_proposed_anew() -> None:
    """Somebody else thinks that it can be done, and says why."""
    story = received()
    story.do(skip(), EVE, 1)
    assert story.refused(RefuseSkip(number=1, why=" "), ANA, 1) is Refusal.NO_REASON
    assert story.refused(RefuseSkip(number=1, why="The night line answers."), ANA, 1) is None
    assert story.refused(ConfirmSkip(number=1), BEN, 1) is Refusal.NOTHING_WAITS
    assert story.refused(skip(), EVE, 1) is None
    assert [s.end for s in story.case.skips] == [SkipEnd.REFUSED, None]


def test_what_waits_or_is_done_is_not_proposed_again() -> None:
    """One proposal for a step at a time; none for a step that passed or was skipped."""
    story = received()
    story.do(skip(), EVE, 1)
    assert story.refused(skip(), DEE, 1) is Refusal.SKIP_WAITS
    story.do(ConfirmSkip(number=1), ANA, 1)
    assert story.refused(skip(), DEE, 1) is Refusal.NOTHING_TO_SKIP
    story.do(make.call(), EVE, 1)
    assert story.refused(skip(StepKind.CALLBACK), DEE, 1) is Refusal.NOTHING_TO_SKIP


@pytest.mark.parametrize("step", [k for k in StepKind if k not in SKIPPABLE])
def test_what_the_product_checks_is_not_skipped(step: StepKind) -> None:
    """Mail, domain and history are nobody's to leave out."""
    assert received().refused(skip(step), EVE, 1) is Refusal.NOTHING_TO_SKIP


def test_a_reason_is_needed() -> None:
    """Without a reason nobody could agree."""
    assert received().refused(skip(why=" "), EVE, 1) is Refusal.NO_REASON


def test_a_step_that_was_taken_after_all_needs_no_second_person() -> None:
    """A call that passes ends the proposal; one that reached nobody leaves it waiting."""
    story = received()
    story.do(skip(StepKind.CALLBACK), EVE, 1)
    nobody = make.call(Reached.NOBODY, outcome=StepResult.INCONCLUSIVE, code=None)
    story.do(nobody, EVE, 1)
    assert story.case.open_skips
    story.do(make.call(), EVE, 1)
    assert story.case.skips[0].end is SkipEnd.TAKEN
    assert story.refused(ConfirmSkip(number=1), ANA, 1) is Refusal.NOTHING_WAITS


def test_a_step_that_was_skipped_can_still_be_taken() -> None:
    """Dispatch answers at last: the call counts as if nobody had skipped it."""
    story = received()
    story.do(skip(), EVE, 1)
    story.do(ConfirmSkip(number=1), ANA, 1)
    story.do(make.call(), EVE, 1)
    assert not verified(story.case)
    story.do(make.call(Reached.DISPATCH), DEE, 1)
    assert verified(story.case)


def test_a_form_that_says_skipped_skips_nothing() -> None:
    """A call that one person records as skipped is refused: it needs a second one."""
    story = received()
    forged = make.call(outcome=StepResult.SKIPPED)
    assert story.refused(forged, EVE, 1) is Refusal.NOTHING_TO_SKIP
    assert not story.case.steps


def test_proposals_have_an_end() -> None:
    """After forty the desk has to call."""
    story = received()
    for number in range(1, MOST_SKIPS + 1):
        story.do(skip(), EVE)
        story.do(RefuseSkip(number=number, why="ring again"), ANA)
    assert story.refused(skip(), EVE) is Refusal.TOO_MANY_SKIPS


@pytest.mark.parametrize("state", sorted(STATES))
def test_skipping_belongs_before_the_decision(state: State) -> None:
    """Once it is decided there is nothing to leave out."""
    refused = STATES[state]().refused(skip(StepKind.DOCUMENT), EVE, 1)
    assert (refused in OVER) == (state not in UNDECIDED)


def test_a_document_that_is_in_order_is_no_call() -> None:
    """It stands among the steps with what was looked at, and raises no level."""
    story = received(PAPERS)
    level = reached(story.case)
    assert story.refused(looked(), SAM, 1) is None
    (step,) = story.case.steps
    assert (step.kind, step.document, step.by) == (StepKind.DOCUMENT, "F1", SAM)
    assert step.looked == {Looked.LETTERHEAD, Looked.ISSUER}
    assert reached(story.case) == level
    assert people_who_called(story.case) == frozenset()
    assert story.case.taken_by is None


def test_a_forged_document_takes_the_worth_of_what_came_before() -> None:
    """As a denied call does: the calls count no more, and every senior is called."""
    story = verified_story(PAPERS)
    assert verified(story.case)
    story.do(looked(StepResult.FAIL), ANA, 1)
    assert reached(story.case) == 1
    pages = [p for p in story.happened(ev.PeoplePaged) if p.why == "document_failed"]
    assert [set(p.people) for p in pages] == [{CYD, SAM}]
    story.do(make.call(), EVE, 1)
    assert reached(story.case) == 2


def test_a_forgery_that_is_found_late_stops_the_release() -> None:
    """After the approval too: nothing is cleared on it."""
    story = approved(PAPERS)
    story.do(looked(StepResult.FAIL), ANA, 1)
    assert story.refused(make.clearing(story.case), DEE, 1) is Refusal.PACKAGE_WORSE


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (looked(document="F2"), Refusal.NO_SUCH_DOCUMENT),
        (looked(document="P1"), Refusal.NO_SUCH_DOCUMENT),
        (looked(looked=frozenset()), Refusal.NOTHING_LOOKED_AT),
        (looked(StepResult.SKIPPED), Refusal.NOTHING_LOOKED_AT),
        (looked(note=" "), Refusal.NO_REASON),
    ],
)
def test_a_document_is_recorded_whole_or_not_at_all(command: RecordDocument, why: Refusal) -> None:
    """Which document, what was looked at, and what was seen."""
    assert received(PAPERS).refused(command, EVE, 1) is why


def test_whoever_logged_the_request_vouches_for_no_paper_in_it() -> None:
    """They verify nothing in it."""
    story = received(PAPERS, logged_by=EVE)
    assert story.refused(looked(), EVE, 1) is Refusal.LOGGED_THE_REQUEST


def test_a_log_belongs_to_a_call_that_was_made() -> None:
    """Not to a document, not to a skipped call, and not to none."""
    story = received(PAPERS)
    story.do(looked(), EVE, 1)
    story.do(skip(), EVE, 1)
    story.do(ConfirmSkip(number=1), ANA, 1)
    story.do(make.call(), EVE, 1)
    for step in (-1, 0, 1, 2, 4):
        assert story.refused(log(story, step), EVE, 1) is Refusal.NO_SUCH_CALL
    assert story.refused(log(story, 3), DEE, 1) is None
    assert [(c.step, c.key) for c in story.case.call_logs] == [(3, "L1")]


def test_a_log_changes_nothing_that_was_decided() -> None:
    """The package that was approved is the same with it, so it can come the day after."""
    story = approved()
    package = story.case.package
    story.do(log(story, 1), EVE, 1)
    assert story.case.package == package
    assert story.case.state is State.APPROVED


def test_logs_have_an_end_and_keys_of_their_own() -> None:
    """Twenty files for a case, none in the place of another."""
    story = verified_story()
    taken = log(story, 1)
    assert story.refused(taken, EVE) is None
    assert story.refused(taken, EVE) is Refusal.NOTHING_CHANGED
    while len(story.case.call_logs) < MOST_LOGS:
        story.do(log(story, 2), EVE)
    assert story.refused(log(story, 1), EVE) is Refusal.TOO_MANY_LOGS


@pytest.mark.parametrize("state", sorted(STATES))
def test_looking_at_paper_needs_a_live_case(state: State) -> None:
    """Before the hand-over only."""
    refused = STATES[state]().refused(looked(), EVE, 1)
    assert (refused in OVER) == (state not in BEFORE_HANDOVER)
