"""A case always has a way on: after a stop, a lost approval, an unlisted agency, an absent hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.checking import ConfirmNumber, ProposeNumber
from bot.domain.determination import Decision, Reason
from bot.domain.errors import Refusal
from bot.domain.release import OwnerFlag, Recipient, Stored
from bot.domain.scope import Scope, duration
from bot.domain.verification import Reached
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, AT, BEN, CYD, DEE, EVE, SAM
from tests.story import Story


def _stopped() -> Story:
    story = stories.one_filed()
    story.do(cm.StopCase(why="The officer sounded coached."), ANA, 1)
    return story


def _resume(story: Story, who: str) -> Refusal | None:
    request = story.opened.request
    assert request is not None
    command = cm.AmendRequest(base=story.case.version, request=request, mark=story.case.mark)
    return story.refused(command, who, 1)


def test_a_stop_calls_seniors_and_only_another_senior_lets_it_go_on() -> None:
    """Neither who stopped it nor intake undoes a stop; a senior does, on a new version."""
    story = _stopped()
    called = story.happened(ev.PeoplePaged)[-1]
    assert (called.role, called.why) == ("senior", "stopped")
    assert _resume(story, EVE) is Refusal.SENIOR_NEEDED
    assert _resume(story, ANA) is Refusal.SENIOR_NEEDED
    before = story.case.version
    assert _resume(story, SAM) is None
    assert (story.case.state, story.case.version) == (State.IN_REVIEW, before + 1)


def test_an_approval_calls_custodians_and_a_new_version_calls_reviewers() -> None:
    """Nobody has to be looking: who is next is called."""
    story = stories.approved()
    called = story.happened(ev.PeoplePaged)[-1]
    assert (called.role, DEE in called.people) == ("custodian", True)
    wider = make.request(data_sought=(make.sought("D1"), make.sought("D2")))
    story.do(cm.AmendRequest(base=story.case.version, request=wider, mark="wider"), EVE, 1)
    called = story.happened(ev.PeoplePaged)[-1]
    assert (called.role, called.why, len(called.people)) == ("reviewer", "amended", 2)


def test_an_expired_approval_calls_reviewers_anew() -> None:
    """Twelve hours later the same request needs two people again."""
    story = stories.approved()
    story.wait(12 * 60 + 1)
    called = [p for p in story.happened(ev.PeoplePaged) if p.why == "expired"]
    assert [len(p.people) for p in called] == [2]
    assert story.refused(make.determination(story.case), ANA, 1) is None


def test_a_clearance_does_not_wait_for_one_custodian_for_ever() -> None:
    """Another custodian may say what left, once the hand-over is late, and not before."""
    outside = {"roster": _with_second_custodian()}
    story = stories.approved(**outside)
    story.do(make.owners(make.owner()), DEE, 1)
    assert story.refused(make.clearing(story.case), DEE, 1) is None
    assert story.refused(cm.ConfirmHandover(done=True), "p_dov", 5) is Refusal.WRONG_ROLE
    assert story.refused(cm.ConfirmHandover(done=True), "p_dov", 21) is None
    assert story.case.state is State.RELEASED


def _with_second_custodian():  # type: ignore[no-untyped-def]  # noqa: ANN202 - a roster
    roster = make.ROSTER
    dov = replace(roster.get(DEE), ref="p_dov")  # type: ignore[type-var]  # Dee is on the roster
    return replace(roster, people=(*roster.people, dov))


def test_dispatch_found_by_two_people_can_receive() -> None:
    """Where no directory number is dispatch's, one that two found and dispatch answered is."""
    story = stories.received()
    story.do(ProposeNumber(number="+1 555 010 0177", source="the county's page"), EVE, 1)
    found = ConfirmNumber(key="a1", number="+1 555 010 0177", source="the state's line")
    story.do(found, DEE, 1)
    story.do(make.call(), EVE, 1)
    story.do(make.call(Reached.DISPATCH, number="a1"), DEE, 1)
    for who in (ANA, BEN):
        story.do(make.determination(story.case), who, 1)
    story.do(make.owners(make.owner()), DEE, 1)
    other = make.clearing(story.case, recipient=Recipient.DISPATCH, contact="+1 555 010 0188")
    assert story.refused(other, DEE, 1) is Refusal.RECIPIENT_NOT_VERIFIED
    given = make.clearing(story.case, recipient=Recipient.DISPATCH, contact="+1 555 010 0177")
    assert story.refused(given, DEE, 1) is None


def test_nothing_that_is_recorded_later_is_in_question() -> None:
    """A window that reaches into the future ends, for everybody, when it was asked for."""
    wanted = make.request(
        data_sought=(make.sought("D1", start=AT - timedelta(hours=1), end=AT + timedelta(hours=6)),)
    )
    story = stories.verified(wanted)
    assert duration(story.case.scope) == timedelta(hours=1)
    wide: Scope = tuple(replace(w, end=AT + timedelta(hours=6)) for w in story.case.scope)
    asked = make.determination(
        story.case, scope=wide, decision=Decision.NARROW, reason=Reason.GRANTED_PARTIAL
    )
    assert story.refused(asked, ANA, 1) is Refusal.SCOPE_OUTSIDE_REQUEST


def test_who_recuses_from_a_settled_quarrel_settles_it() -> None:
    """With the refusal gone, the senior and the reviewer who agree are two again."""
    story = stories.disputed()
    story.do(make.determination(story.case), SAM, 1)
    if story.case.state is State.APPROVED:
        assert story.case.approval is not None
        return
    story.do(cm.Recuse(ground="officer"), BEN, 1)
    assert story.case.state is State.APPROVED
    assert CYD not in story.case.used


def test_what_comes_to_light_about_an_owner_stops_the_release() -> None:
    """An owner found to be the suspect after the approval means a review that knows it."""
    story = stories.approved()
    suspect = make.owner(flags=frozenset({OwnerFlag.SUSPECT}))
    story.do(make.owners(suspect), DEE, 1)
    assert (story.case.approval, story.case.state) == (None, State.IN_REVIEW)
    assert story.happened(ev.ApprovalWithdrawn)[-1].why == "owner_flags"
    called = story.happened(ev.PeoplePaged)[-1]
    assert (called.role, called.why) == ("reviewer", "owner_flags")


def test_an_ordinary_owner_changes_nothing() -> None:
    """Recording who is to be told leaves the approval standing."""
    story = stories.approved()
    story.do(make.owners(make.owner()), DEE, 1)
    assert story.case.state is State.APPROVED


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        (Stored.NO_SUBSCRIPTION, Reason.NO_SUBSCRIPTION),
        (Stored.E2EE, Reason.E2EE_NO_ACCESS),
        (Stored.DELETED, Reason.NO_DATA_RETAINED),
        (Stored.WRONG_ID, Reason.NO_SUCH_IDENTIFIER),
    ],
)
def test_a_case_ends_where_nothing_is_stored(stored: Stored, reason: Reason) -> None:
    """Nobody is asked to decide about data that is not there."""
    story = stories.verified()
    story.do(make.owners(stored=stored), DEE, 1)
    assert (story.case.state, story.case.reason) == (State.REFUSED, reason)


def test_a_device_nobody_knows_of_ends_nothing() -> None:
    """Unknown is not nothing: people go on looking."""
    story = stories.verified()
    story.do(make.owners(stored=Stored.UNKNOWN), DEE, 1)
    assert story.case.state is State.IN_REVIEW


def test_who_stepped_out_does_nothing_more_to_the_case() -> None:
    """A form that was opened before the recusal is refused like any other."""
    story = stories.one_filed()
    story.do(cm.Recuse(ground="officer"), BEN, 1)
    for command in (
        cm.StopCase(why="Something is wrong here."),
        cm.AskAgency(questions=("confirmed",), own=None, to="telephone"),
        cm.EndEmergency(ended_at=story.now, how="told by phone"),
        cm.ReconfirmFacts(how="told by phone"),
    ):
        assert story.refused(command, BEN, 1) is Refusal.RECUSED
