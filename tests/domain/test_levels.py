"""Which level a case has and needs, and what the life safety exception lowers."""

import pytest

from bot.domain import commands as cm
from bot.domain.determination import Answer
from bot.domain.errors import Refusal
from bot.domain.levels import exception_granted, needed, people_who_called, reached, verified
from bot.domain.limits import Policy
from bot.domain.release import OwnerFlag, Recipient
from bot.domain.request import Request
from bot.domain.roster import Ref
from bot.domain.verification import Reached, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, DESK_PHONE, EVE, SAM, determination
from tests.story import Story

WHY = "Waiting for a second call may cost the child's life."


@pytest.mark.parametrize("vouched", [True, False])
def test_without_a_call_the_channel_is_all_there_is(vouched: bool) -> None:
    """Level 1 for a channel that vouches, 0 for one that does not."""
    assert reached(stories.received(vouched=vouched).case) == int(vouched)


def test_a_call_back_is_level_2_and_a_second_caller_level_3() -> None:
    """Officer by one person, dispatch by another."""
    story = stories.received(vouched=False)
    story.do(make.call(), EVE, 1)
    assert reached(story.case) == 2
    story.do(make.call(Reached.DISPATCH), DEE, 1)
    assert reached(story.case) == 3
    assert people_who_called(story.case) == {EVE, DEE}


def test_one_caller_twice_is_no_second_path() -> None:
    """The same person's two calls are level 2."""
    story = stories.received()
    story.do(make.call(), EVE, 1)
    story.do(make.call(Reached.DISPATCH), EVE, 1)
    assert reached(story.case) == 2


@pytest.mark.parametrize(
    ("callers", "deciding", "level"),
    [
        ((ANA, BEN), {ANA, BEN}, 2),
        ((ANA, BEN), {ANA, CYD}, 3),
        ((ANA, DEE), {ANA, BEN}, 3),
        ((ANA, BEN), set(), 3),
    ],
)
def test_not_both_callers_review(callers: tuple[Ref, Ref], deciding: set[Ref], level: int) -> None:
    """At least one of the two callers is no reviewer of the case."""
    story = stories.received()
    story.do(make.call(), callers[0], 1)
    story.do(make.call(Reached.DISPATCH), callers[1], 1)
    assert reached(story.case, deciding=frozenset(deciding)) == level


def test_dispatch_alone_is_no_call_back() -> None:
    """The second path without the first stays at the channel's level."""
    story = stories.received()
    story.do(make.call(Reached.DISPATCH), EVE, 1)
    assert reached(story.case) == 1


def test_a_denial_takes_everything_before_it() -> None:
    """After a fail both paths are walked again."""
    story = stories.verified()
    story.do(make.call(outcome=StepResult.FAIL, code=None), EVE, 1)
    assert reached(story.case) == 1
    assert not verified(story.case)


NEEDED: dict[str, tuple[Request, dict[str, object], int]] = {
    "contents": (make.request(), {}, 3),
    "records": (make.records_request(), {}, 2),
    "records, first seen": (make.records_request(), {"agency_first_seen": True}, 3),
    "not complete": (make.records_request(emergency=None), {}, 3),
}


@pytest.mark.parametrize("name", NEEDED)
def test_the_level_needed(name: str) -> None:
    """Three for contents, strangers and what is not known yet; two for records."""
    wanted, changes, level = NEEDED[name]
    assert needed(stories.received(wanted, **changes).case) == level


@pytest.mark.parametrize("flag", [OwnerFlag.PROTECTED, OwnerFlag.PERSON_AT_RISK])
def test_a_protected_owner_needs_level_3(flag: OwnerFlag) -> None:
    """Records of somebody who must be protected are guarded like contents."""
    story = stories.received(make.records_request())
    story.do(make.owners(make.owner(flags=frozenset({flag}))), DEE, 1)
    assert needed(story.case) == 3


def _called_once(*supporters: Ref) -> Story:
    story = stories.received()
    story.do(make.call(), EVE, 1)
    for who in supporters:
        story.do(cm.SupportException(why=WHY), who, 1)
    return story


@pytest.mark.parametrize(
    ("supporters", "granted"),
    [((ANA, BEN, SAM), True), ((ANA, SAM), False), ((ANA, BEN), False), ((ANA, CYD, SAM), True)],
)
def test_the_exception_needs_three_with_a_senior(
    supporters: tuple[Ref, ...], granted: bool
) -> None:
    """Two reviewers and a senior; fewer, or no senior, change nothing."""
    story = _called_once(*supporters)
    assert exception_granted(story.case) is granted
    assert needed(story.case) == (2 if granted else 3)


def test_the_exception_needs_a_call_back_first() -> None:
    """The call-back is never waived."""
    story = stories.received()
    support = cm.SupportException(why=WHY)
    assert story.refused(support, ANA) is Refusal.EXCEPTION_NEEDS_CALLBACK


def test_support_counts_once_and_is_said_in_a_sentence() -> None:
    """A person supports once, and says why."""
    story = _called_once(ANA)
    assert story.refused(cm.SupportException(why=WHY), ANA) is Refusal.ALREADY_FILED
    assert story.refused(cm.SupportException(why="urgent"), BEN) is Refusal.RATIONALE_LENGTH


def test_under_the_exception_only_the_narrowest_scope_goes_out() -> None:
    """Nothing further than ten minutes from the event, by two people as ever."""
    story = _called_once(ANA, BEN, SAM)
    wide = determination(story.case)
    assert story.refused(wide, ANA) is Refusal.SCOPE_TOO_WIDE_FOR_EXCEPTION
    narrow = make.minutes_of(story.case, 10, 30)
    story.do(determination(story.case, narrow), ANA, 1)
    assert story.case.approval is None
    story.do(determination(story.case, narrow), BEN, 1)
    assert story.case.approval is not None


def test_under_the_exception_items_go_to_the_dispatch_desk() -> None:
    """Never to the officer who asked."""
    story = _called_once(ANA, BEN, SAM)
    for who in (ANA, BEN):
        story.do(determination(story.case, make.minutes_of(story.case, 15, 25)), who, 1)
    story.do(make.owners(), DEE, 1)
    to_officer = make.clearing(story.case)
    assert story.refused(to_officer, DEE, 1) is Refusal.RECIPIENT_NOT_VERIFIED
    to_desk = make.clearing(story.case, recipient=Recipient.DISPATCH, contact=DESK_PHONE)
    assert story.refused(to_desk, DEE, 1) is None


def test_the_exception_lowers_nothing_else() -> None:
    """An answer of no still bars."""
    story = _called_once(ANA, BEN, SAM)
    command = determination(story.case, make.minutes_of(story.case, 15, 25), E5=Answer.NO)
    assert story.refused(command, ANA) is Refusal.CLASS_BARRED


def test_strict_separation_keeps_reviewers_off_the_phone() -> None:
    """Where the settings say so, no reviewer or senior calls."""
    story = stories.received(policy=Policy(strict_separation=True))
    for who in (ANA, SAM):
        assert story.refused(make.call(), who) is Refusal.REVIEWERS_MAY_NOT_CALL
    assert story.refused(make.call(), EVE) is None
