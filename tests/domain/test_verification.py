"""Calling the agency: numbers, codes, and what one call is worth."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.checking import ConfirmNumber, ProposeNumber
from bot.domain.errors import Refusal
from bot.domain.verification import CODE_TRIES, NumberSource, Reached, StepKind, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, CODE, DEE, EVE, call
from tests.story import Story

FOUND = "+1 (555) 010-0177"


def _last_step(story: Story) -> ev.StepRecorded:
    step = story.happened(ev.StepRecorded)[-1]
    assert isinstance(step, ev.StepRecorded)
    return step


def _with_number(*, confirmed: bool) -> Story:
    story = stories.received()
    story.do(ProposeNumber(number=FOUND, source="the city's site"), EVE, 1)
    if confirmed:
        confirm = ConfirmNumber(key="a1", number="1 555 0100177", source="the state's list")
        story.do(confirm, DEE, 1)
    return story


@pytest.mark.parametrize("said", [CODE, "739 104", "739-104", " 7 3 9 1 0 4 "])
def test_a_code_is_compared_as_it_is_spoken(said: str) -> None:
    """Spaces and dashes do not matter."""
    story = stories.received()
    story.do(call(code=said), EVE, 1)
    assert (_last_step(story).result, _last_step(story).code_matched) == (StepResult.PASS, True)


def test_a_wrong_code_is_no_pass() -> None:
    """The caller may say it passed; the product compares, and records it as inconclusive."""
    story = stories.received()
    story.do(call(code="739105"), EVE, 1)
    step = _last_step(story)
    assert (step.result, step.code_matched) == (StepResult.INCONCLUSIVE, False)
    assert story.case.state is State.VERIFYING


def test_a_pass_needs_a_code() -> None:
    """Nobody reached, or nothing read to us, is no pass."""
    story = stories.received()
    assert story.refused(call(code=None), EVE) is Refusal.NO_CODE
    assert story.refused(call(Reached.NOBODY), EVE) is Refusal.DECISION_CONTRADICTS


def test_dispatch_knows_the_incident_and_not_the_code() -> None:
    """The code went to the officer, so at the dispatch desk it proves nothing."""
    story = stories.received()
    story.do(call(Reached.DISPATCH, code=CODE), EVE, 1)
    assert _last_step(story).code_matched is False
    story.do(call(Reached.DISPATCH, code="26 118203"), EVE, 1)
    assert _last_step(story).code_matched is True


@pytest.mark.parametrize("said", [CODE, "26-118203"])
def test_a_supervisor_may_know_either(said: str) -> None:
    """The code by way of the officer, or the incident."""
    story = stories.received()
    story.do(call(Reached.SUPERVISOR, code=said), EVE, 1)
    step = _last_step(story)
    assert (step.step, step.code_matched) == (StepKind.SUPERVISOR, True)


def test_a_code_is_burnt_by_wrong_tries() -> None:
    """At the third wrong code the step fails, a new code is made, and seniors are called."""
    story = stories.received()
    for _ in range(CODE_TRIES):
        story.do(call(code="000000"), EVE, 1)
    assert _last_step(story).result is StepResult.FAIL
    assert story.opened.code == "551200"
    assert story.case.wrong_codes == 0
    assert [p.role for p in story.happened(ev.PeoplePaged)[-2:]] == ["senior", "senior_call"]
    story.do(call(), EVE, 1)
    assert _last_step(story).code_matched is False


def test_a_denied_call_tells_a_senior() -> None:
    """`They did not send it` is the loudest thing a call can bring."""
    story = stories.received()
    decided = story.do(call(outcome=StepResult.FAIL, code=None), EVE, 1)
    pages = [e for _, e in decided.events if isinstance(e, ev.PeoplePaged)]
    assert [(p.role, p.why) for p in pages] == [("senior", "denied"), ("senior_call", "denied")]


def test_whoever_logged_the_request_verifies_nothing_in_it() -> None:
    """They may not take, propose, confirm or call."""
    story = stories.received(logged_by=EVE)
    commands = (
        cm.TakeVerification(),
        ProposeNumber(number=FOUND, source="web"),
        ConfirmNumber(key="a1", number=FOUND, source="web"),
        call(),
    )
    for command in commands:
        assert story.refused(command, EVE) is Refusal.LOGGED_THE_REQUEST


def test_a_recused_person_does_not_call() -> None:
    """Whoever has a conflict stays off the phone too."""
    story = stories.received()
    story.do(cm.Recuse(ground="conflict"), ANA)
    assert story.refused(call(), ANA) is Refusal.RECUSED


def test_an_unknown_number_is_not_called() -> None:
    """Only numbers of the directory, or found by two people, have a key."""
    story = stories.received()
    assert story.refused(call(number="n9"), EVE) is Refusal.NUMBER_UNKNOWN
    assert story.refused(call(number="a1"), EVE) is Refusal.NUMBER_UNKNOWN


def test_a_number_found_by_one_is_of_no_use() -> None:
    """It may be called once a second person found it by a source of their own."""
    story = _with_number(confirmed=False)
    assert story.refused(call(number="a1"), EVE) is Refusal.NUMBER_NOT_CONFIRMED
    same = ConfirmNumber(key="a1", number=FOUND, source="the same site")
    assert story.refused(same, EVE) is Refusal.SAME_PERSON
    other = ConfirmNumber(key="a1", number="+1 555 010 0178", source="the state's list")
    assert story.refused(other, DEE) is Refusal.NUMBER_DIFFERS


def test_a_number_found_by_two_is_called() -> None:
    """Whatever the writing, the same digits; and the step says where it came from."""
    story = _with_number(confirmed=True)
    assert story.refused(call(number="a1"), EVE, 1) is None
    assert _last_step(story).source is NumberSource.AD_HOC
    assert story.case.numbers[0].confirmed_by == DEE


def test_a_proposal_says_its_number_and_source() -> None:
    """Neither may be empty."""
    story = stories.received()
    for number, source in (("", "web"), (FOUND, " "), ("ask", "web")):
        propose = ProposeNumber(number=number, source=source)
        assert story.refused(propose, EVE) is Refusal.NUMBER_UNKNOWN


def test_a_call_that_hears_it_still_goes_on_keeps_facts_fresh() -> None:
    """A passed call may confirm the emergency, and an inconclusive one may not."""
    story = stories.received()
    before = story.case.confirmed_at
    story.do(call(code="000000", still_ongoing=True), EVE, 1)
    assert story.case.confirmed_at == before
    story.do(call(still_ongoing=True), EVE, 1)
    assert story.case.confirmed_at == story.now


def test_a_later_call_can_complete_the_level() -> None:
    """The state follows the level: review opens with the call that reaches it."""
    story = stories.received()
    story.do(call(), EVE, 1)
    assert story.case.state is State.VERIFYING
    story.do(call(Reached.DISPATCH), DEE, 1)
    assert story.case.state is State.IN_REVIEW


def test_a_custom_request_without_incident_number_matches_nothing() -> None:
    """Where nothing was given, nothing said can match it."""
    story = stories.received(make.request(incident_number=None))
    story.do(call(Reached.DISPATCH, code="26-118203"), EVE, 1)
    assert _last_step(story).result is StepResult.INCONCLUSIVE
