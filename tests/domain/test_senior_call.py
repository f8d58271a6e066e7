"""The senior's call: when it is owed, how it is chased, what ends it; it decides nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.checking import ConfirmNumber, ProposeNumber
from bot.domain.deadlines import CALL_AGAIN, clocks, next_due
from bot.domain.decision import ListedAgency
from bot.domain.determination import REFUSALS, Answer, Reason
from bot.domain.errors import Refusal
from bot.domain.explaining import NEVER_TOLD
from bot.domain.limits import DAY, HOUR, MINUTE, Limits
from bot.domain.outcome import CLOCK as OUTCOME
from bot.domain.release import Stored
from bot.domain.rules.paging import SENIOR_CALL
from bot.domain.senior_call import owed_call
from bot.domain.senior_calling import MOST_TRIES, CallCause, CallLapse, RecordSeniorCall
from bot.domain.verification import Reached, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import AGENCY, ANA, BEN, CYD, DEE, EVE, SAM
from tests.story import Story

TOLD = RecordSeniorCall(number="n2", reached=Reached.DISPATCH, said="ask for less time")
NOBODY = RecordSeniorCall(number="n1", reached=Reached.NOBODY)


def refused(reason: Reason = Reason.OVERBROAD, **outside: object) -> Story:
    """A case that two people refused."""
    story = stories.received(**outside)
    for who in (ANA, BEN):
        story.do(make.determination(story.case, refuse=reason, E2=Answer.NO), who, 1)
    assert story.case.state in (State.REFUSED, State.FRAUD)
    return story


def causes(story: Story) -> list[CallCause]:
    """Why calls were owed, oldest first."""
    return [c.cause for c in story.case.senior_calls]


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_curable_refusal_owes_a_call(reason: Reason) -> None:
    """For every reason but the warnings, and every senior on duty is called at once."""
    story = refused(reason)
    owes = reason not in NEVER_TOLD
    assert (owed_call(story.case) is not None) is owes
    called = [p.people for p in story.happened(ev.PeoplePaged) if p.role == SENIOR_CALL]
    assert [set(people) for people in called] == ([{CYD, SAM}] if owes else [])


@pytest.mark.parametrize("standing", ["unverified", "watch", "compromised", "blocked"])
def test_only_a_verified_agency_is_called(standing: str) -> None:
    """Nobody else's number is known to be theirs."""
    assert causes(refused(agency=replace(AGENCY, standing=standing))) == []
    assert causes(refused(agency=None)) == []
    assert causes(refused(agency=replace(AGENCY, numbers=()))) == []


def test_nothing_stored_owes_no_call() -> None:
    """There is nothing that anybody could cure."""
    story = stories.received()
    story.do(make.owners(stored=Stored.DELETED), DEE, 1)
    assert (story.case.state, causes(story)) == (State.REFUSED, [])


def test_time_that_runs_out_owes_a_call() -> None:
    """An unverified requester after half an hour; and again when the case lapses."""
    story = stories.received()
    story.wait(29)
    assert causes(story) == []
    story.wait(1)
    assert causes(story) == [CallCause.UNVERIFIED]
    story.do(TOLD, SAM, 1)
    story.wait(8 * 60)
    assert story.case.state is State.LAPSED
    assert causes(story) == [CallCause.UNVERIFIED, CallCause.LAPSED]
    assert owed_call(story.case) is not None


def test_a_failed_call_owes_a_call() -> None:
    """A front desk that knows nothing of it may be wrong; a senior asks again."""
    story = stories.received()
    story.do(make.call(outcome=StepResult.FAIL, code=None), EVE, 1)
    assert causes(story) == [CallCause.DENIED]


def test_one_call_at_a_time_is_enough() -> None:
    """While one is owed, nothing else makes a second one owed."""
    story = stories.received()
    story.wait(30)
    for who in (ANA, BEN):
        form = make.determination(story.case, refuse=Reason.OVERBROAD, E2=Answer.NO)
        story.do(form, who, 1)
    assert (story.case.state, causes(story)) == (State.REFUSED, [CallCause.UNVERIFIED])
    assert owed_call(story.case) is not None


def test_it_becomes_needless_once_verified() -> None:
    """A call about the identity is owed no more when the level is reached, or all is over."""
    story = stories.received()
    story.wait(30)
    story.do(make.call(), EVE, 1)
    assert owed_call(story.case) is not None
    story.do(make.call(Reached.DISPATCH), DEE, 1)
    assert owed_call(story.case) is None
    assert story.refused(TOLD, SAM) is Refusal.WRONG_STATE
    ended = stories.received()
    ended.wait(30)
    ended.do(cm.WithdrawRequest(how="by telephone"), EVE, 1)
    assert owed_call(ended.case) is None


def test_only_a_recorded_call_ends_it() -> None:
    """The clock reminds, calls seniors again when missed, then daily; the call stops it all."""
    story = refused()
    clock = clocks(story.case, Limits())[0]
    assert (clock.name, clock.due - clock.start) == ("senior_call", 10 * MINUTE)
    story.wait(20)
    called = [p for p in story.happened(ev.PeoplePaged) if p.role == SENIOR_CALL]
    assert len(called) == 3
    assert {c.name for c in clocks(story.case, Limits())} == {"senior_call", CALL_AGAIN, OUTCOME}
    for _ in range(3):
        due = next_due(story.case, Limits())
        assert due is not None
        story.wait((due - story.now) / MINUTE)
    assert story.now - story.case.senior_calls[0].owed_at >= 3 * DAY
    story.do(TOLD, SAM, 1)
    (left,) = clocks(story.case, Limits())
    assert (left.name, next_due(story.case, Limits())) == (OUTCOME, left.due)


def test_nobody_answering_ends_it_at_the_third_try() -> None:
    """Each try is on the record; until the last the call stays owed."""
    story = refused()
    for tries in range(1, MOST_TRIES + 1):
        story.do(NOBODY, SAM, 1)
        assert story.case.senior_calls[-1].tries == tries
        assert (owed_call(story.case) is None) is (tries == MOST_TRIES)


@pytest.mark.parametrize(
    ("listed", "why"),
    [
        (None, CallLapse.NOT_LISTED),
        (replace(AGENCY, numbers=()), CallLapse.NO_NUMBER),
        (replace(AGENCY, standing="compromised"), CallLapse.DISTRUSTED),
        (replace(AGENCY, standing="blocked"), CallLapse.DISTRUSTED),
    ],
)
def test_a_call_that_cannot_be_made_ends_by_itself(
    listed: ListedAgency | None, why: CallLapse
) -> None:
    """With an entry that says why, before time pages anybody or a call counts, and for good."""
    story, late = refused(), refused()
    for one in (story, late):
        one.outside["agency"] = listed
    happened = story.wait(3 * DAY / MINUTE)
    assert happened == (ev.SeniorCallLapsed(why=why),)
    left = [c.name for c in clocks(story.case, Limits())]
    assert (owed_call(story.case), left) == (None, [OUTCOME])
    assert late.refused(TOLD, SAM, 1) is Refusal.WRONG_STATE
    assert late.happened(ev.SeniorCallRecorded) == []
    assert late.happened(ev.SeniorCallLapsed) == [ev.SeniorCallLapsed(why=why)]
    story.outside["agency"] = AGENCY
    assert story.wait(3 * DAY / MINUTE) == ()
    assert story.refused(TOLD, SAM, 1) is Refusal.WRONG_STATE


@pytest.mark.parametrize("standing", ["unverified", "watch"])
def test_an_agency_that_is_only_watched_is_still_called(standing: str) -> None:
    """It may hear reasons like any other, so what was owed stays owed."""
    story = refused()
    story.outside["agency"] = replace(AGENCY, standing=standing)
    story.wait(DAY / MINUTE)
    assert story.happened(ev.SeniorCallLapsed) == []
    assert story.refused(TOLD, SAM, 1) is None


def test_a_reason_that_nobody_is_told_ends_an_older_call() -> None:
    """It was owed for the identity; with the refusal in hand it would tell of the warning."""
    story = stories.received()
    story.wait(30)
    assert owed_call(story.case) is not None
    for who in (ANA, BEN):
        form = make.determination(story.case, refuse=Reason.PROHIBITED_PURPOSE, E2=Answer.NO)
        story.do(form, who, 1)
    assert story.case.state is State.REFUSED
    assert story.happened(ev.SeniorCallLapsed) == [ev.SeniorCallLapsed(why=CallLapse.NEVER_TOLD)]
    assert owed_call(story.case) is None
    assert story.wait(3 * DAY / MINUTE) == ()
    assert story.refused(TOLD, SAM, 1) is Refusal.WRONG_STATE


def test_it_is_made_on_a_number_of_the_directory() -> None:
    """Never on the request's, nor on one that two people found elsewhere."""
    story = stories.received()
    story.do(ProposeNumber(number="+1 555 010 7777", source="site"), EVE, 1)
    story.do(ConfirmNumber(key="a1", number="+1 555 010 7777", source="list"), DEE, 1)
    story.wait(30)
    for number in ("a1", "+1 555 010 4417", ""):
        assert story.refused(replace(TOLD, number=number), SAM) is Refusal.NUMBER_UNKNOWN
    assert story.refused(replace(TOLD, said="  "), SAM) is Refusal.NO_REASON


def test_a_senior_makes_it() -> None:
    """Nobody else may say what the agency is to do."""
    story = refused()
    assert story.refused(TOLD, ANA) is Refusal.WRONG_ROLE
    assert story.refused(TOLD, EVE) is Refusal.WRONG_ROLE


@pytest.mark.parametrize("command", [TOLD, NOBODY])
def test_it_changes_no_decision(command: RecordSeniorCall) -> None:
    """Neither state, level, steps nor what was filed; the package is the same as before."""
    story = stories.received()
    story.do(make.call(), EVE, 1)
    story.wait(30)
    before = story.case
    story.do(command, SAM, 1)
    after = story.case
    assert after.senior_calls != before.senior_calls
    kept = replace(after, senior_calls=before.senior_calls, acknowledged_at=None)
    assert kept == replace(before, acknowledged_at=None)
    assert after.package == before.package


def test_the_limit_is_a_setting() -> None:
    """Ten minutes unless the company says otherwise."""
    story = refused(limits=Limits(senior_call=timedelta(hours=1)))
    clock = clocks(story.case, story.outside["limits"])[0]
    assert clock.due - clock.start == HOUR
