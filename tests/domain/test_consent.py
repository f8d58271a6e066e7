"""Consent first: two people before any owner is asked, and what an answer means."""

from collections.abc import Sequence

import pytest

from bot.domain import commands as cm
from bot.domain.case import State
from bot.domain.consent import (
    TRIES,
    AnswerInvolvement,
    AskOwner,
    ConsentAnswer,
    Involved,
    MissOwner,
    RecordConsent,
)
from bot.domain.deadlines import clocks
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.events import consenting as cn
from bot.domain.release import Owner, OwnerFlag, OwnerRole, Stored
from bot.domain.roster import SYSTEM
from bot.domain.rules.consenting import to_ask
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE, ROSTER

WHY = "Nobody of the household is near; the neighbour called it in."
NO = AnswerInvolvement(answer=Involved.NO, why=WHY)
UNKNOWN = AnswerInvolvement(answer=Involved.UNKNOWN, why=WHY)


def known(*held_by: Owner) -> stories.Story:
    """The agency was called, and the owners are recorded."""
    story = stories.verified()
    assert story.refused(make.owners(*held_by), DEE, 1) is None
    return stories.addresses_read(story)


def asked(story: stories.Story) -> Sequence[tuple[str, int]]:
    """Who is to be asked now."""
    return list(to_ask(story.case, ROSTER))


def agreed(*held_by: Owner) -> stories.Story:
    """Two people found that nobody is involved."""
    story = known(*held_by)
    for who in (ANA, EVE):
        assert story.refused(NO, who, 1) is None
    return story


def told(*held_by: Owner) -> stories.Story:
    """O1 was asked."""
    story = agreed(*held_by)
    assert story.refused(AskOwner(owner="O1", channel="email", attempt=1), SYSTEM) is None
    return story


def test_nobody_is_asked_before_two_people_said_no() -> None:
    """One no asks nobody, the same person's second neither, the second person's does."""
    story = known()
    story.do(NO, ANA, 1)
    story.do(NO, ANA, 1)
    assert asked(story) == []
    story.do(NO, EVE, 1)
    assert asked(story) == [("O1", 1)]


def test_nobody_is_written_to_at_an_address_that_one_person_typed() -> None:
    """A second person reads it first, as with every other message to an owner."""
    story = stories.verified()
    story.do(make.owners(), DEE, 1)
    for who in (ANA, EVE):
        story.do(NO, who, 1)
    assert asked(story) == []
    stories.addresses_read(story)
    assert asked(story) == [("O1", 1)]


@pytest.mark.parametrize("doubt", [Involved.YES, Involved.UNKNOWN])
def test_one_doubt_is_enough_against_it(doubt: Involved) -> None:
    """Two who find nobody involved do not outvote a third who is not sure."""
    story = agreed()
    story.do(AnswerInvolvement(answer=doubt, why=WHY), BEN, 1)
    assert asked(story) == []
    story.do(NO, BEN, 1)
    assert asked(story) == [("O1", 1)]


def test_nobody_is_asked_before_the_agency_was_called() -> None:
    """A forged request makes nobody write to an owner."""
    story = stories.received()
    story.do(make.owners(), DEE, 1)
    assert story.refused(NO, ANA, 1) is Refusal.CONSENT_NEEDS_CALL
    assert story.refused(UNKNOWN, ANA, 1) is None


@pytest.mark.parametrize("flag", list(OwnerFlag))
def test_what_is_on_file_stands_against_it(flag: OwnerFlag) -> None:
    """No owner is asked where any of them is marked."""
    story = known(make.owner(), make.owner("O2", OwnerRole.SHARED, flags=frozenset({flag})))
    assert story.refused(NO, ANA, 1) is Refusal.OWNER_IN_DOUBT


def test_a_mark_that_comes_later_stops_it() -> None:
    """What two people found holds no longer once the accounts say otherwise."""
    story = agreed()
    story.do(make.owners(make.owner(flags=frozenset({OwnerFlag.PROTECTED}))), DEE, 1)
    assert asked(story) == []


def test_a_minor_is_never_asked() -> None:
    """Whoever cannot consent is not asked to."""
    story = known(make.owner(role=OwnerRole.MINOR))
    assert story.refused(NO, ANA, 1) is Refusal.OWNER_IN_DOUBT


def test_a_landlord_learns_nothing_of_a_tenants_case() -> None:
    """The tenant is asked alone."""
    story = agreed(make.owner(role=OwnerRole.TENANT), make.owner("O2", OwnerRole.LANDLORD))
    assert asked(story) == [("O1", 1)]


def test_where_nothing_is_stored_nobody_is_asked() -> None:
    """There must be something to share."""
    story = stories.verified()
    story.do(make.owners(stored=Stored.UNKNOWN), DEE, 1)
    assert story.refused(NO, ANA, 1) is Refusal.OWNERS_UNRECORDED


def test_a_recused_persons_answer_counts_no_more() -> None:
    """Who stepped out found nothing."""
    story = known()
    story.do(NO, ANA, 1)
    story.do(cm.Recuse(ground="acquaintance"), ANA, 1)
    story.do(NO, EVE, 1)
    assert asked(story) == []


def test_a_yes_ends_a_case_that_is_open() -> None:
    """Nothing is released by us, and the reason is the owner's consent."""
    story = told()
    story.do(RecordConsent(owner="O1", answer=ConsentAnswer.YES), SYSTEM, 5)
    assert (story.case.state, story.case.reason) == (State.CLOSED, Reason.OWNER_CONSENTED)
    assert story.case.released_at is None
    assert story.wait(24 * 60) == ()


def test_a_no_binds_nobody() -> None:
    """The review goes on as before, and a no can become a yes."""
    story = told()
    before = story.case
    story.do(RecordConsent(owner="O1", answer=ConsentAnswer.NO), SYSTEM, 5)
    assert (story.case.state, story.case.filed) == (before.state, before.filed)
    assert story.refused(make.determination(story.case), ANA, 1) is None
    story.do(RecordConsent(owner="O1", answer=ConsentAnswer.YES), SYSTEM, 5)
    assert story.case.state is State.CLOSED


def test_every_device_needs_a_yes_of_its_own() -> None:
    """Who holds one of two devices ends nothing alone."""
    story = stories.verified(make.request(data_sought=(make.sought(), make.sought("D2"))))
    story.do(make.owners(), DEE, 1)
    story.do(make.owners(make.owner("O2"), device="D2"), DEE, 1)
    stories.addresses_read(story)
    for who in (ANA, EVE):
        story.do(NO, who, 1)
    for owner in ("O1", "O2"):
        story.do(AskOwner(owner=owner, channel="email", attempt=1), SYSTEM)
    story.do(RecordConsent(owner="O1", answer=ConsentAnswer.YES), SYSTEM)
    assert story.case.state is not State.CLOSED
    story.do(RecordConsent(owner="O2", answer=ConsentAnswer.YES), SYSTEM)
    assert story.case.state is State.CLOSED


def test_what_two_people_approved_goes_on() -> None:
    """A late yes stands on the record and takes nothing from a rescue that is under way."""
    story = told()
    for who in (ANA, BEN):
        story.do(make.determination(story.case), who, 1)
    assert story.case.state is State.APPROVED
    assert story.refused(RecordConsent(owner="O1", answer=ConsentAnswer.YES), SYSTEM) is None
    assert story.case.state is State.APPROVED


def test_who_was_not_asked_cannot_answer() -> None:
    """There is no answer without a question on the record."""
    story = agreed()
    yes = RecordConsent(owner="O1", answer=ConsentAnswer.YES)
    assert story.refused(yes, SYSTEM) is Refusal.NO_SUCH_OWNER


def test_a_few_attempts_and_no_more() -> None:
    """What reaches nobody is tried three times; what may have arrived is not sent again."""
    story = agreed()
    for attempt in range(1, TRIES + 1):
        assert asked(story) == [("O1", attempt)]
        story.do(AskOwner(owner="O1", channel="email", attempt=attempt), SYSTEM)
        assert asked(story) == []
        story.do(MissOwner(owner="O1", reason="not_connected"), SYSTEM)
    assert asked(story) == []
    assert len(story.happened(cn.ConsentAsked)) == TRIES


def test_an_attempt_that_was_cut_off_is_made_again() -> None:
    """The same attempt needs no second entry."""
    story = told()
    again = AskOwner(owner="O1", channel="email", attempt=1)
    assert story.refused(again, SYSTEM) is None
    assert len(story.happened(cn.ConsentAsked)) == 1


def test_no_clock_waits_for_an_owner() -> None:
    """The same clocks run to the same times, asked or not."""
    waits, plain = told(), known()
    plain.wait(2)
    limits = make.facts(plain.now).limits
    due = [{(c.name, c.due) for c in clocks(story.case, limits)} for story in (waits, plain)]
    assert due[0] == due[1]
