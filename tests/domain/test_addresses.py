"""Addresses that somebody typed are read by a second person before anything goes there."""

import pytest

from bot.domain import commands as cm
from bot.domain.address import ConfirmAddress, RefuseAddress, addressed, unread
from bot.domain.errors import Refusal
from bot.domain.events import addressing as ev
from bot.domain.notice import Safety
from bot.domain.release import Owner, OwnerFlag
from bot.domain.roster import SYSTEM
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE, SAM
from tests.holds import may_tell
from tests.story import Story

FIRST = ConfirmAddress(number=1)


def _typed(*held_by: Owner, who: str = DEE) -> Story:
    story = stories.verified()
    story.do(make.owners(*held_by), who, 1)
    for reviewer in (ANA, BEN):
        story.do(make.determination(story.case), reviewer, 5)
    return story


def _telling(story: Story) -> Story:
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 1)
    for who in (ANA, SAM):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no link"), who, 1)
    return story


def test_nothing_goes_to_an_address_that_one_person_typed() -> None:
    """Safe, over, and still not told until somebody else has read the address."""
    story = _telling(_typed())
    assert [a.owner for a in unread(story.case)] == ["O1"]
    assert not may_tell(story)
    assert story.refused(FIRST, DEE) is Refusal.SAME_PERSON
    assert not may_tell(story)
    assert story.refused(FIRST, EVE) is None
    assert may_tell(story)


def test_what_the_accounts_system_says_needs_no_second_reader() -> None:
    """Nobody typed it, so nobody mistyped it."""
    story = _typed(who=SYSTEM)
    assert story.happened(ev.AddressTyped) == []
    assert may_tell(_telling(story))


def test_a_thief_s_address_is_read_wherever_it_comes_from() -> None:
    """Where the account was taken over, the system knows the address that the thief put there."""
    taken = make.owner(flags=frozenset({OwnerFlag.ACCOUNT_TAKEOVER}))
    story = _telling(_typed(taken, who=SYSTEM))
    assert not may_tell(story)
    assert story.refused(FIRST, EVE) is None
    assert may_tell(story)


def test_the_same_address_is_read_once() -> None:
    """Recorded again, or on another device, it is no other address."""
    story = _typed()
    story.do(FIRST, EVE)
    story.do(make.owners(), DEE)
    assert len(story.happened(ev.AddressTyped)) == 1
    assert addressed(story.case, "O1")


@pytest.mark.parametrize("released", [False, True])
def test_a_corrected_address_is_read_anew(*, released: bool) -> None:
    """What was read was the other one; after a release as before it."""
    story = _typed()
    story.do(FIRST, EVE)
    if released:
        _telling(story)
    right = make.owners(make.owner(email="jo@right.example"), corrects=frozenset({"O1"}))
    assert story.refused(right, DEE) is None
    assert not addressed(story.case, "O1")
    assert story.refused(FIRST, EVE) is Refusal.NOTHING_WAITS
    assert story.refused(ConfirmAddress(number=2), EVE) is None
    assert addressed(story.case, "O1")


def test_a_refused_address_is_never_used() -> None:
    """Nobody confirms it afterwards; typed again, it is read again."""
    story = _typed()
    assert story.refused(RefuseAddress(number=1, why=" "), EVE) is Refusal.NO_REASON
    assert story.refused(RefuseAddress(number=1, why="That is his brother."), EVE) is None
    assert story.refused(FIRST, EVE) is Refusal.NOTHING_WAITS
    assert not may_tell(_telling(story))
    again = make.owners(corrects=frozenset({"O1"}))
    assert story.refused(again, DEE) is None
    assert story.refused(ConfirmAddress(number=2), BEN) is None
    assert may_tell(story)


def test_an_unread_address_counts_as_overdue() -> None:
    """It puts nothing off: the notice's own clock goes on, and is missed loudly."""
    story = _telling(_typed())
    story.wait(25 * 60)
    assert ("notice:O1", "missed") in {(name, stage) for name, stage, _ in story.case.reached}
