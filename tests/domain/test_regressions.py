"""What once went wrong between rules that were each right."""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.events import Escalation
from bot.domain.levels import exception_granted, reached
from bot.domain.lifecycle import decide
from bot.domain.verification import Reached, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.story import Story

WHY = "Dispatch does not answer, and the van is on the motorway."


def test_two_who_file_at_once_lose_no_determination() -> None:
    """Whoever files second, not asked about the first, is refused; the first is not voided."""
    story = stories.one_filed()
    command = make.determination(story.case)
    alone = {BEN: make.standings(story.now)[BEN]}
    known = make.facts(story.now, standings=alone, opened=story.opened)
    decided = decide(story.case, command, BEN, known, story.now)
    assert decided.refused is not None
    assert decided.refused.reason is Refusal.BAD_STANDING
    assert decided.events == ()
    story.do(command, BEN)
    assert story.happened(ev.DeterminationVoided) == []
    assert story.case.approval is not None
    assert story.case.approval.pair == (ANA, BEN)


def _excepted() -> Story:
    story = stories.received()
    story.do(make.call(), EVE, 2)
    for who in (ANA, BEN, SAM):
        story.do(cm.SupportException(why=WHY), who, 1)
    assert exception_granted(story.case)
    return story


def test_an_exception_does_not_outlive_what_it_was_found_for() -> None:
    """A widened request needs its own support for the life safety exception."""
    story = _excepted()
    wider = make.request(data_sought=(make.sought("D1"), make.sought("D2")))
    story.do(cm.AmendRequest(base=1, request=wider, mark="wider"), EVE, 1)
    assert story.case.version == 2
    assert not exception_granted(story.case)


def test_a_supporter_who_steps_out_supports_no_more() -> None:
    """Of two reviewers and a senior one recuses, and the exception is gone."""
    story = _excepted()
    story.do(cm.Recuse(ground="knows_person"), BEN, 1)
    assert not exception_granted(story.case)


def test_a_denied_call_supports_no_exception() -> None:
    """A call-back that was denied afterwards is no call-back."""
    story = stories.received()
    story.do(make.call(), EVE, 2)
    story.do(make.call(Reached.DISPATCH, outcome=StepResult.FAIL), DEE, 1)
    refused = story.refused(cm.SupportException(why=WHY), ANA, 1)
    assert refused is Refusal.EXCEPTION_NEEDS_CALLBACK


def test_an_answer_to_one_fraud_finding_answers_no_later_one() -> None:
    """After the approval expired, a new refusal for fraud needs a new answer."""
    story = stories.verified()
    for round_ in (1, 2):
        story.do(make.determination(story.case), ANA, 1)
        story.do(make.determination(story.case, refuse=Reason.FRAUD), BEN, 1)
        story.do(make.determination(story.case), SAM, 1)
        if round_ == 1:
            story.do(cm.AnswerRefusal(text="The chief himself confirms the badge."), SAM, 1)
        story.do(make.call(), EVE, 1)
        if round_ == 1:
            assert story.case.state is State.APPROVED
            story.wait(12 * 60 + 1)
    assert story.case.escalation is Escalation.OVERRULED_FRAUD
    assert story.case.state is State.ESCALATED


def test_nobody_can_read_wrong_what_the_request_never_said() -> None:
    """Without an incident number dispatch confirms nothing, and burns no code."""
    story = stories.received(make.request(incident_number=None))
    story.do(make.call(), EVE, 1)
    for _ in range(4):
        story.do(make.call(Reached.DISPATCH), DEE, 1)
    assert story.happened(ev.CodeRenewed) == []
    assert reached(story.case) == 2


def test_nobody_who_was_not_reached_can_deny() -> None:
    """A slip on the form takes no level away: who was not reached denied nothing."""
    story = stories.verified()
    slip = make.call(Reached.NOBODY, outcome=StepResult.FAIL, code=None)
    assert story.refused(slip, DEE, 1) is Refusal.DECISION_CONTRADICTS
    assert reached(story.case) == 3


def test_who_steps_out_is_not_called_as_their_own_backup() -> None:
    """The backup is another; when the rota has run out, seniors are called at once."""
    story = stories.received()
    for who in (ANA, BEN, CYD):
        story.do(cm.Recuse(ground="knows_person"), who, 1)
        assert who not in story.happened(ev.PeoplePaged)[-1].people
    assert story.happened(ev.PeoplePaged)[-1].role == "senior"
