"""How determinations settle a case: pairs, seniors, refusals, fraud."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Answer, Decision, OwnerRoute, Reason
from bot.domain.errors import Refusal
from bot.domain.events import Escalation
from bot.domain.roster import Ref, Role, StandingProblem
from bot.domain.verification import Reached, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import (
    ANA,
    BEN,
    CYD,
    DEE,
    EVE,
    ROSTER,
    SAM,
    call,
    determination,
    minutes_of,
)
from tests.story import Story


def _fraud_against_approval() -> Story:
    story = stories.one_filed()
    story.do(determination(story.case, refuse=Reason.FRAUD), BEN, 5)
    return story


def test_two_approvals_give_both_slots() -> None:
    """The pair is in the order of filing, and the approval is of everything asked for."""
    story = stories.one_filed()
    story.do(determination(story.case), BEN, 5)
    assert story.case.approval is not None
    assert story.case.approval.pair == (ANA, BEN)
    assert story.case.approval.scope == story.case.scope
    assert not story.case.approval.narrowed


def test_two_refusals_refuse() -> None:
    """Two people who refuse end the case, with the first reason."""
    story = stories.verified()
    for who, reason in ((ANA, Reason.NO_PERSON), (BEN, Reason.NO_NEXUS)):
        story.do(determination(story.case, refuse=reason), who, 5)
    assert (story.case.state, story.case.reason) == (State.REFUSED, Reason.NO_PERSON)


def test_fraud_is_a_finding_of_two() -> None:
    """Two refusals for fraud make a fraud; beside another reason it is a plain refusal."""
    assert stories.case(State.FRAUD).reason is Reason.FRAUD
    story = stories.verified()
    for who, reason in ((ANA, Reason.FRAUD), (BEN, Reason.NO_PERSON)):
        story.do(determination(story.case, refuse=reason), who, 5)
    assert (story.case.state, story.case.reason) == (State.REFUSED, Reason.NO_PERSON)


def test_a_disagreement_brings_every_senior() -> None:
    """One approval and one refusal escalate, and page the seniors who have not filed."""
    story = stories.disputed()
    assert (story.case.state, story.case.escalation) == (State.ESCALATED, Escalation.DISAGREEMENT)
    assert set(story.happened(ev.PeoplePaged)[-1].people) == {CYD, SAM}


def test_a_senior_who_approves_pairs_with_the_approving_reviewer() -> None:
    """The senior's determination is the second one, and the scope what those two allow."""
    story = stories.disputed()
    story.do(determination(story.case, minutes_of(story.case, 0, 10)), SAM, 5)
    assert story.case.approval is not None
    assert story.case.approval.pair == (ANA, SAM)
    assert story.case.approval.scope == minutes_of(story.case, 0, 10)


def test_a_senior_who_refuses_ends_it() -> None:
    """A disagreement that a senior answers with no is refused; one fraud finding is no fraud."""
    story = stories.disputed()
    story.do(determination(story.case, refuse=Reason.FRAUD), SAM, 5)
    assert (story.case.state, story.case.reason) == (State.REFUSED, Reason.NO_PERSON)


def test_a_third_reviewer_who_is_no_senior_is_refused() -> None:
    """Once two filed only a senior may."""
    story = stories.disputed()
    roster = replace(ROSTER, people=(*ROSTER.people, make.person("p_new", Role.REVIEWER)))
    story.outside = {"roster": roster, "standings": make.standings(story.now, roster=roster)}
    assert story.refused(determination(story.case), "p_new") is Refusal.SENIOR_NEEDED


def test_scopes_apart_approve_nothing() -> None:
    """Two approvals without a minute in common go to a senior and fill no slot."""
    story = stories.verified()
    story.do(determination(story.case, minutes_of(story.case, 0, 5)), ANA, 5)
    story.do(determination(story.case, minutes_of(story.case, 20, 25)), BEN, 5)
    assert story.case.approval is None
    assert story.case.escalation is Escalation.NO_COMMON_SCOPE


def test_a_senior_pairs_with_whom_there_is_common_ground() -> None:
    """Of two reviewers with scopes apart the earliest that shares a minute is the pair's other."""
    story = stories.verified()
    story.do(determination(story.case, minutes_of(story.case, 0, 5)), ANA, 5)
    story.do(determination(story.case, minutes_of(story.case, 20, 25)), BEN, 5)
    story.do(determination(story.case, minutes_of(story.case, 22, 30)), SAM, 5)
    assert story.case.approval is not None
    assert story.case.approval.pair == (BEN, SAM)
    assert story.case.approval.scope == minutes_of(story.case, 22, 25)


@pytest.mark.parametrize("unsure", [{"E5": Answer.UNSURE}, {"owner": OwnerRoute.UNSURE}])
def test_an_unsure_answer_brings_a_senior_at_once(unsure: dict[str, object]) -> None:
    """The senior is paged with the first determination, and decides once both have filed."""
    story = stories.verified()
    decided = story.do(determination(story.case, **unsure), ANA, 5)
    pages = [e for _, e in decided.events if isinstance(e, ev.PeoplePaged)]
    assert [(p.role, p.why) for p in pages] == [("senior", "stand_by")]
    story.do(determination(story.case), BEN, 5)
    assert (story.case.state, story.case.escalation) == (State.ESCALATED, Escalation.UNSURE)
    story.do(determination(story.case), SAM, 5)
    assert story.case.state is State.APPROVED


def test_standing_by_is_never_asked_of_who_may_be_second() -> None:
    """The page would tell the second reviewer that the first one was unsure."""
    story = stories.verified()
    story.do(cm.Recuse(ground="conflict"), BEN, 1)
    assert story.happened(ev.PeoplePaged)[-1].people == (CYD,)
    decided = story.do(determination(story.case, E5=Answer.UNSURE), ANA, 5)
    pages = [e for _, e in decided.events if isinstance(e, ev.PeoplePaged)]
    assert [p.people for p in pages] == [(SAM,)]


def test_a_fraud_finding_is_overruled_only_in_writing_and_after_a_fresh_call() -> None:
    """The senior who allows needs a call-back later than the finding, and answers it."""
    story = _fraud_against_approval()
    story.do(determination(story.case), SAM, 5)
    assert story.case.escalation is Escalation.OVERRULED_FRAUD
    answer = cm.AnswerRefusal(text="The duty desk confirmed it by name and number.")
    story.do(answer, SAM, 1)
    assert story.case.state is State.ESCALATED
    story.do(call(), EVE, 1)
    assert story.case.state is State.APPROVED


def test_a_denied_call_keeps_a_fraud_finding_standing() -> None:
    """A call-back that was denied after it passed is no fresh verification."""
    story = _fraud_against_approval()
    story.do(determination(story.case), SAM, 5)
    story.do(call(), EVE, 1)
    story.do(call(outcome=StepResult.FAIL, code=None), EVE, 1)
    story.do(cm.AnswerRefusal(text="The duty desk confirmed it by name."), SAM, 1)
    assert story.case.state is State.ESCALATED
    story.do(call(), EVE, 1)
    assert story.case.state is State.ESCALATED, "contents need level 3 again"
    story.do(call(Reached.DISPATCH), DEE, 1)
    assert story.case.state is State.APPROVED


@pytest.mark.parametrize("who", [CYD, ANA, BEN])
def test_only_the_overruling_senior_answers(who: Ref) -> None:
    """Nobody else's words lift a refusal for fraud."""
    story = _fraud_against_approval()
    story.do(determination(story.case), SAM, 5)
    answer = cm.AnswerRefusal(text="The duty desk confirmed it by name.")
    assert story.refused(answer, who) in (Refusal.WRONG_STATE, Refusal.WRONG_ROLE)


def test_a_recused_reviewers_determination_counts_no_more() -> None:
    """The next reviewer is paged, and only two who stay make a pair."""
    story = stories.one_filed()
    story.do(cm.Recuse(ground="conflict"), ANA, 1)
    assert story.case.filed == ()
    story.do(determination(story.case), BEN, 1)
    assert story.case.approval is None
    story.do(determination(story.case), CYD, 1)
    assert story.case.approval is not None
    assert story.case.approval.pair == (BEN, CYD)


def test_a_recusal_takes_an_approval_back() -> None:
    """A member of the pair who leaves sends the case back: blind again, on a new version."""
    story = stories.approved()
    before = story.case.version
    story.do(cm.Recuse(ground="conflict"), BEN, 1)
    assert (story.case.state, story.case.approval) == (State.IN_REVIEW, None)
    assert (story.case.filers, story.case.version) == (frozenset(), before + 1)


def test_a_voided_determination_takes_the_escalation_along() -> None:
    """With one of two gone there is no disagreement left to settle."""
    story = stories.disputed()
    story.away = {BEN: StandingProblem.DELETED}
    story.do(determination(story.case), SAM, 1)
    # Ana's and Sam's are two again, and they agree.
    assert story.case.state is State.APPROVED
    assert [e.person for e in story.happened(ev.DeterminationVoided)] == [BEN]


def test_a_stopped_case_is_decided_by_nobody() -> None:
    """After a stop only a new version starts a review."""
    story = stories.one_filed()
    story.do(cm.StopCase(why="she is home"), BEN, 1)
    assert story.refused(determination(story.case), CYD) is Refusal.WRONG_STATE
    decision = determination(story.case, refuse=Reason.NO_PERSON)
    assert decision.decision is Decision.REFUSE
    assert story.refused(decision, SAM) is Refusal.WRONG_STATE
