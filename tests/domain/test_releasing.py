"""From the approval to the hand-over."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.limits import Policy
from bot.domain.release import OwnerRole, Recipient, Stored
from bot.domain.request import Ongoing
from bot.domain.roster import SYSTEM
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, DESK_PHONE, EVE, OFFICER_MAIL, SAM, clearing

BAD: dict[str, tuple[dict[str, Any], Refusal]] = {
    "another version": ({"version": 2}, Refusal.REQUEST_CHANGED),
    "nobody knows whether it goes on": (
        {"ongoing": Ongoing.UNKNOWN},
        Refusal.EMERGENCY_UNKNOWN,
    ),
    "nobody asked": ({"how": "  "}, Refusal.FACTS_STALE),
    "another mailbox": ({"contact": "me@mail.example"}, Refusal.RECIPIENT_NOT_VERIFIED),
    "a number that is no desk": (
        {"recipient": Recipient.DISPATCH, "contact": "+1 555 010 0100"},
        Refusal.RECIPIENT_NOT_VERIFIED,
    ),
    "the desk as an officer": ({"contact": DESK_PHONE}, Refusal.RECIPIENT_NOT_VERIFIED),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_right_stays_in_the_house(name: str) -> None:
    """Each fault alone refuses a clearance that would be taken without it."""
    changes, expected = BAD[name]
    story = stories.approved()
    assert story.refused(clearing(story.case, **changes), DEE) is expected
    assert story.refused(clearing(story.case), DEE) is None


def test_the_officer_must_have_been_reached_and_be_of_the_agency() -> None:
    """An address outside the domains of the directory gets nothing, whatever the request says."""
    elsewhere = make.request().officer
    wanted = make.request(officer=replace(elsewhere, email="ralvarez@springfieldpd.example.net"))
    story = stories.approved(wanted)
    to_them = clearing(story.case, contact="ralvarez@springfieldpd.example.net")
    assert story.refused(to_them, DEE) is Refusal.RECIPIENT_NOT_VERIFIED
    to_desk = clearing(story.case, recipient=Recipient.DISPATCH, contact=DESK_PHONE)
    assert story.refused(to_desk, DEE) is None


def test_a_clearance_confirms_the_facts() -> None:
    """It records when the emergency was confirmed, before it clears anything."""
    story = stories.approved()
    decided = story.do(clearing(story.case), DEE)
    kinds = [type(e) for _, e in decided.events]
    assert kinds.index(ev.FactsReconfirmed) < kinds.index(ev.ReleaseCleared)
    assert story.case.confirmed_at == story.now
    assert story.opened.contact == OFFICER_MAIL


def test_an_emergency_that_is_over_ends_the_case() -> None:
    """The custodian's answer at the clearance is enough."""
    story = stories.approved()
    story.do(clearing(story.case, ongoing=Ongoing.NO), DEE)
    assert (story.case.state, story.case.approval) == (State.EMERGENCY_ENDED, None)


def test_a_second_clearance_waits_for_the_first() -> None:
    """Until it is known whether the first left, nothing more is cleared."""
    story = stories.cleared()
    assert story.refused(clearing(story.case), DEE) is Refusal.ALREADY_CLEARED


def test_clearances_are_counted() -> None:
    """One that was taken back keeps its number."""
    story = stories.cleared()
    story.do(cm.ConfirmHandover(done=False), DEE)
    story.do(clearing(story.case), DEE)
    assert [e.number for e in story.happened(ev.ReleaseCleared)] == [1, 2]
    assert story.case.clearances == 2


def test_only_what_was_cleared_is_handed_over() -> None:
    """There is no hand-over without a clearance."""
    story = stories.approved()
    assert story.refused(cm.ConfirmHandover(done=True), DEE) is Refusal.NOT_CLEARED


def test_a_stop_after_the_clearance_still_lets_the_custodian_say_what_left() -> None:
    """The truth goes on the record: handed over already, or taken back."""
    for done, state in ((True, State.RELEASED), (False, State.ESCALATED)):
        story = stories.cleared()
        story.do(cm.StopCase(why="she is home"), BEN)
        assert story.case.approval is None
        assert story.refused(cm.ConfirmHandover(done=done), DEE) is None
        assert story.case.state is state


@pytest.mark.parametrize("who", [ANA, BEN])
def test_a_pair_member_cannot_recuse_from_what_is_cleared(who: str) -> None:
    """Between clearance and hand-over the approval stands."""
    assert stories.cleared().refused(cm.Recuse(ground="conflict"), who) is Refusal.ALREADY_CLEARED


@pytest.mark.parametrize("stored", [s for s in Stored if s is not Stored.YES])
def test_what_is_not_stored_is_not_released(stored: Stored) -> None:
    """A device without data has no items."""
    story = stories.approved()
    story.do(make.owners(stored=stored), DEE)
    assert story.refused(clearing(story.case), DEE) is not None


def test_owners_are_of_a_device_of_the_case() -> None:
    """An unknown device is refused, the product itself may answer for a known one."""
    story = stories.verified()
    assert story.refused(make.owners(device="D7"), DEE) is Refusal.NO_SUCH_DEVICE
    assert story.refused(make.owners(), SYSTEM) is None
    assert story.refused(make.owners(), EVE) is Refusal.WRONG_ROLE


def test_an_owner_entered_again_is_the_same_owner() -> None:
    """The later entry of an alias takes the place of the earlier."""
    story = stories.verified()
    story.do(make.owners(make.owner(role=OwnerRole.PRIMARY)), DEE)
    story.do(make.owners(make.owner(role=OwnerRole.TENANT)), DEE)
    assert [(o.alias, o.role) for o in story.case.owners] == [("O1", OwnerRole.TENANT)]


def test_a_caller_does_not_release_under_strict_separation() -> None:
    """Dee called dispatch, so the settings may keep her from handing out."""
    strict = stories.approved(policy=Policy(strict_separation=True))
    assert strict.refused(clearing(strict.case), DEE) is Refusal.CALLED_THE_AGENCY


def test_the_end_is_recorded_once_and_never_in_the_future() -> None:
    """A later hour than now is now."""
    story = stories.released()
    story.do(cm.EndEmergency(ended_at=story.now + make.MINUTE * 600, how="radio"), SAM)
    assert story.case.ended_at == story.now
    again = cm.EndEmergency(ended_at=story.now, how="radio")
    assert story.refused(again, SAM) is Refusal.NOTHING_CHANGED


def test_a_withdrawal_before_the_release_ends_the_case() -> None:
    """After it the case goes on, since the owner must still be told."""
    before, after = stories.approved(), stories.released()
    for story in (before, after):
        assert story.refused(cm.WithdrawRequest(how=" "), EVE) is Refusal.NO_REASON
        story.do(cm.WithdrawRequest(how="they called"), EVE)
    assert (before.case.state, before.case.approval) == (State.WITHDRAWN, None)
    assert (after.case.state, after.case.withdrawn_at) == (State.RELEASED, after.now)
    assert after.case.notices[0].open
