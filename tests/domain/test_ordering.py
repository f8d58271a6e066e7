"""An order that binds us: it stands, does not lapse, calls counsel, and falls where it must."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.deadlines import clocks
from bot.domain.errors import Refusal
from bot.domain.events.ordering import OrderObjected, OrderStands, OrderUnconfirmed
from bot.domain.events.recalling import RecallOrdered
from bot.domain.followup import AgreeExcuse, ExcuseProcess
from bot.domain.limits import Limits
from bot.domain.order import AGAIN, COMPLY, INTERNAL, OBJECTION
from bot.domain.ordering import TAKES_BACK, RecordObjection, Word
from bot.domain.recall import RecallCause
from bot.domain.request import Ongoing
from bot.domain.rules.ordering import COUNSEL, FELL
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, AT, BEN, DEE, EVE, SAM, clearing, facts
from tests.orders import BOTH, LAW, VALIDATION, bound
from tests.orders import COMPLY as WITHIN
from tests.orders import INTERNAL as OURS
from tests.orders import OBJECTION as OBJECTS
from tests.story import Story

HOURS = 60.0
SAYS = RecordObjection(word=Word.NOT_TO_BE_USED, authority="a court", how="by its own server")


def _running(story: Story) -> set[str]:
    return {clock.name for clock in clocks(story.case, Limits())}


def _counsel(events: tuple[ev.Event, ...]) -> list[str]:
    calls = [e for e in events if isinstance(e, ev.PeoplePaged) and e.role == COUNSEL]
    assert all(call.people == (SAM,) for call in calls)
    return [call.why for call in calls]


def test_an_order_stands_from_its_receipt() -> None:
    """The clocks of the law count from the receipt, and are on the record at once."""
    story = stories.received(**bound())
    assert story.happened(OrderStands) == [
        OrderStands(
            standard=LAW.name,
            standard_version=LAW.version,
            received=AT,
            internal_due=AT + OURS,
            comply_due=AT + WITHIN,
            objection_until=AT + OBJECTS,
        )
    ]
    assert _running(story) >= {INTERNAL, COMPLY}
    assert "hard_stop" not in _running(story)
    story.wait(1)
    assert len(story.happened(OrderStands)) == 1


def test_a_case_without_an_order_keeps_its_hard_stop() -> None:
    """A voluntary standard has no order, and none of its clocks."""
    story = stories.received()
    assert story.case.order is None
    assert "hard_stop" in _running(story)
    assert story.happened(OrderStands) == []


@pytest.mark.parametrize("begun", [stories.received, stories.verified, stories.one_filed])
def test_an_order_does_not_lapse(begun: Any) -> None:  # noqa: ANN401 - any story
    """Thirty days of silence: undecided, overdue, and counsel was called every day."""
    story: Story = begun(**bound())
    why = _counsel(story.wait(30 * 24 * HOURS))
    assert story.case.state not in (State.LAPSED, State.APPROVED, State.RELEASED)
    assert story.happened(ev.CaseLapsed) == story.happened(ev.CaseApproved) == []
    assert (why.count(INTERNAL), why.count(COMPLY)) == (1, 1)
    assert why.count(AGAIN) >= 29
    late = {c.name for c in clocks(story.case, Limits()) if c.due <= story.now}
    assert late >= {INTERNAL, COMPLY}


def test_a_stopped_order_does_not_lapse_either() -> None:
    """A stop holds the release back; what binds us goes on counting."""
    story = stories.verified(**bound())
    story.do(cm.StopCase(why="something is wrong"), ANA, 1)
    story.wait(24 * HOURS)
    assert story.case.state is State.ESCALATED
    assert _running(story) >= {INTERNAL, COMPLY}


def test_our_own_limit_calls_counsel_before_the_laws() -> None:
    """Six hours after receipt seniors and counsel are called; at half of it nobody is."""
    story = stories.received(**bound())
    story.wait(3 * HOURS)
    assert _counsel(story.wait(2.9 * HOURS)) == []
    happened = story.wait(0.1 * HOURS)
    assert _counsel(happened) == [INTERNAL]
    assert ev.ClockReached(clock=INTERNAL, stage=ev.Stage.MISSED, run=_run()) in happened
    assert _counsel(story.wait(2 * HOURS)) == [COMPLY]


def _run() -> str:
    return AT.strftime("%Y%m%dT%H%M%S.%fZ")


def test_a_release_in_time_calls_no_counsel() -> None:
    """Carried out, the order has no clock left but that of an objection."""
    story = stories.released(**bound())
    assert story.case.state is State.RELEASED
    assert _running(story) & {INTERNAL, COMPLY, AGAIN} == set()
    assert OBJECTION in _running(story)
    assert _counsel(tuple(e for _, _, e in story.entries)) == []


def test_the_time_to_object_ends_once() -> None:
    """96 hours after receipt it is over, and nothing goes on counting."""
    story = stories.released(**bound())
    reached = [
        e for e in story.wait(96 * HOURS) if isinstance(e, ev.ClockReached) and e.clock == OBJECTION
    ]
    assert len(reached) == 1
    assert OBJECTION not in _running(story)


def test_an_order_that_nothing_confirms_falls() -> None:
    """48 hours after the release everything is asked back, once, and counsel hears of it."""
    story = stories.released(**bound())
    before = VALIDATION / timedelta(minutes=1) - 1
    assert not [e for e in story.wait(before) if isinstance(e, OrderUnconfirmed)]
    happened = story.wait(1)
    assert _counsel(happened) == [FELL]
    story.wait(24 * HOURS)
    assert story.happened(OrderUnconfirmed) == [OrderUnconfirmed()]
    assert [e.cause for e in story.happened(RecallOrdered)] == [RecallCause.NOT_CONFIRMED]
    assert story.case.order is not None
    assert story.case.order.fallen


def test_a_missing_confirmation_brings_no_notice_nearer() -> None:
    """Where the law forbids us to tell, a broken promise of the authority changes nothing."""
    story = stories.released(**bound())
    (before,) = [n.due for n in story.case.notices]
    story.wait(30 * 24 * HOURS)
    assert story.happened(ev.FollowUpMissed)
    assert [n.due for n in story.case.notices] == [before]
    assert story.happened(ev.NoticeDueSet) == []


def test_a_confirmation_in_time_keeps_it() -> None:
    """What came and was read, or what two people found needless, lets nothing fall."""
    for story in (stories.served(stories.released(**bound())), _excused()):
        story.wait(20 * 24 * HOURS)
        assert story.happened(OrderUnconfirmed) == story.happened(RecallOrdered) == []


def _excused() -> Story:
    story = stories.released(**bound())
    story.do(ExcuseProcess(why="validated before it was issued"), EVE, 1)
    story.do(AgreeExcuse(), ANA, 1)
    return story


def test_an_unread_document_is_our_delay_and_not_theirs() -> None:
    """While what they sent lies unread nothing falls; put aside, it falls at once."""
    story = stories.released(**bound())
    story.do(stories.sent(story), "requester", 1)
    story.wait(5 * 24 * HOURS)
    assert story.happened(OrderUnconfirmed) == []
    story.do(stories.put_aside(), EVE, 1)
    assert story.happened(OrderUnconfirmed) == [OrderUnconfirmed()]


def test_without_a_duty_to_validate_nothing_falls() -> None:
    """Where the law names no such term, a missing paper is chased like any other."""
    story = stories.released(**_unvalidated())
    story.wait(5 * 24 * HOURS)
    assert story.happened(OrderUnconfirmed) == []


def _unvalidated() -> dict[str, object]:
    law = replace(LAW, name="unvalidated", validated_within=None)
    make.LAWS[law.name] = law
    return bound(standard=law, law=replace(BOTH, in_force=(law.name,)))


@pytest.mark.parametrize("word", Word)
def test_an_authoritys_word_takes_back_what_it_forbids(word: Word) -> None:
    """Forbidden or not confirmed: recalled. On conditions: on the record, and no more."""
    story = stories.released(**bound())
    said = RecordObjection(word=word, authority="a court", how="by its own server")
    assert story.refused(said, EVE, 1) is None
    assert [e.word for e in story.happened(OrderObjected)] == [word]
    causes = [e.cause for e in story.happened(RecallOrdered)]
    assert causes == ([RecallCause.OBJECTED] if word in TAKES_BACK else [])


def test_an_objection_says_who_and_how() -> None:
    """Nobody's word is taken without a name and a way."""
    for said in (
        RecordObjection(word=Word.ON_CONDITIONS, authority=" ", how="by post"),
        RecordObjection(word=Word.ON_CONDITIONS, authority="a court", how=" "),
    ):
        assert stories.released(**bound()).refused(said, EVE) is Refusal.NO_REASON


def test_there_is_no_objection_without_an_order() -> None:
    """A voluntary disclosure rests on no order that could fall."""
    assert stories.released().refused(SAYS, EVE) is Refusal.NO_ORDER


def test_a_second_cause_recalls_nothing_twice() -> None:
    """What is asked back already is not asked back again."""
    story = stories.released(**bound())
    story.do(SAYS, EVE, 1)
    story.wait(5 * 24 * HOURS)
    assert len(story.happened(RecallOrdered)) == 1


def test_an_order_does_not_end_with_the_emergency() -> None:
    """Only who gave it takes it back."""
    story = stories.verified(**bound())
    ended = cm.EndEmergency(ended_at=story.now, how="radio")
    assert story.refused(ended, EVE, 1) is Refusal.ORDER_BINDS
    assert story.refused(cm.WithdrawRequest(how="they called"), EVE, 1) is None
    assert story.case.state is State.WITHDRAWN


def test_at_the_release_the_order_stands_or_was_taken_back() -> None:
    """Not known: nothing goes out. Taken back: the case ends as withdrawn."""
    story = stories.approved(**bound())
    unknown = clearing(story.case, ongoing=Ongoing.UNKNOWN)
    assert story.refused(unknown, DEE) is Refusal.ORDER_UNKNOWN
    assert story.refused(clearing(story.case, ongoing=Ongoing.NO), DEE) is None
    assert story.case.state is State.WITHDRAWN


def test_an_order_needs_no_fresh_facts() -> None:
    """Its form was checked; that an emergency goes on is not asked of it."""
    story = stories.approved(**bound())
    assert "facts_fresh" not in _running(story)
    story.wait(5 * HOURS)
    assert story.refused(clearing(story.case), DEE) is None


def test_without_counsel_the_seniors_are_called() -> None:
    """Settings that name nobody leave the call to the seniors, and nobody is called twice."""
    story = stories.received(**bound(counsel=None))
    happened = story.wait(7 * HOURS)
    pages = [e for e in happened if isinstance(e, ev.PeoplePaged) and e.why == INTERNAL]
    assert [page.role for page in pages] == ["senior"]


def test_two_people_carry_an_order_out_and_one_does_not() -> None:
    """The two-person rule is the same: one determination approves nothing."""
    story = stories.one_filed(**bound())
    assert story.case.state is State.IN_REVIEW
    story = stories.approved(**bound())
    assert story.case.approval is not None
    assert story.case.approval.pair == (ANA, BEN)
    assert facts(AT).counsel is None
