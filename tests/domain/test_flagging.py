"""What red flags do to a case: they hold it, ask for more, take an approval back, and end."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.events import Escalation
from bot.domain.flag import Sign, Weight
from bot.domain.flagging import LiftFlag, RaiseFlag
from bot.domain.levels import needed
from bot.domain.red_flags import History
from bot.domain.release import OwnerFlag
from bot.domain.request import Contact
from bot.domain.verification import Reached, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import AGENCY, ANA, BEN, CYD, DEE, EVE, SAM, determination
from tests.story import Story

WHY = "The officer explained it on the telephone."
CHIEF = Contact(name="L. Chen", phone="+1 555 010 4400")
FREE = Contact(name="R. Alvarez", email="sgt.alvarez@gmail.com", phone="+1 555 010 4417")
QUIET = History(officer_seen=True)


def records(**changes: object) -> Story:
    """A records case of a known agency, seen by the rules; nothing else asks for level 3."""
    wanted = make.records_request(supervisor=CHIEF, **changes)
    return stories.received(wanted, history=QUIET)


def called(story: Story) -> Story:
    """Reach level 3."""
    story.do(make.call(), EVE, 1)
    story.do(make.call(Reached.DISPATCH), DEE, 1)
    return story


def signs(story: Story) -> list[Sign]:
    """What is noticed now."""
    return [flag.sign for flag in story.case.flags]


def by_hand(sign: Sign) -> RaiseFlag:
    """A flag raised by somebody who says why."""
    return RaiseFlag(sign=sign, why="I know her work; she writes for the Herald.")


def test_nothing_noticed_is_said_and_changes_nothing() -> None:
    """The record says that the rules ran; without a flag the package is what it always was."""
    story = records()
    assert story.happened(ev.FlagsRaised) == [ev.FlagsRaised(noticed=())]
    assert story.case.package == replace(story.case, flagged=False).package
    assert needed(story.case) == 2


def test_a_case_that_no_rule_saw_stays_unseen() -> None:
    """Cases of before, and their packages, are as they were, whatever is done to them."""
    story = stories.received(make.records_request())
    called(story)
    assert story.happened(ev.FlagsRaised) == []


def test_a_block_bars_every_determination_that_allows() -> None:
    """Verified to level 3 and seen by two, it still waits; a refusal does not."""
    story = called(records(officer=FREE))
    assert signs(story) == [Sign.FREE_MAIL]
    assert story.refused(determination(story.case), ANA, 1) is Refusal.RED_FLAGS
    assert story.refused(determination(story.case, refuse=Reason.FRAUD), ANA, 1) is None


def test_two_people_with_a_senior_lift_a_block() -> None:
    """One is not enough, two without a senior are not, and then the case goes on."""
    story = called(records(officer=FREE))
    lift = LiftFlag(sign=Sign.FREE_MAIL, why=WHY)
    for who in (ANA, BEN):
        assert story.refused(lift, who, 1) is None
        assert story.refused(determination(story.case), ANA, 1) is Refusal.RED_FLAGS
    assert story.refused(lift, BEN, 1) is Refusal.SAME_PERSON
    assert story.refused(lift, SAM, 1) is None
    assert story.case.flags[0].lifted
    for who in (ANA, BEN):
        assert story.refused(determination(story.case), who, 1) is None
    assert story.case.state is State.APPROVED


def test_one_person_lifts_a_hold() -> None:
    """A mail whose signature broke on the way is confirmed by one call and one person."""
    failed = ev.StepRecorded(step=make.MAIL, result=StepResult.FAIL)
    wanted = make.records_request(supervisor=CHIEF)
    story = called(stories.received(wanted, history=QUIET, steps=(failed,)))
    assert [f.weight for f in story.case.flags] == [Weight.HOLD]
    assert story.refused(determination(story.case), ANA, 1) is Refusal.RED_FLAGS
    assert story.refused(LiftFlag(sign=Sign.MAIL_NOT_AUTHENTIC, why=WHY), EVE, 1) is None
    assert story.refused(determination(story.case), ANA, 1) is None


def test_a_lift_needs_a_call_a_reason_and_somebody_else() -> None:
    """Before a call-back, with a word, or by who logged the request, nothing is lifted."""
    wanted = make.records_request(supervisor=CHIEF, officer=FREE)
    story = stories.received(wanted, history=QUIET, logged_by=EVE)
    lift = LiftFlag(sign=Sign.FREE_MAIL, why=WHY)
    assert story.refused(lift, SAM, 1) is Refusal.FLAG_NEEDS_CALL
    story.do(make.call(), DEE, 1)
    assert story.refused(replace(lift, why="fine"), SAM, 1) is Refusal.RATIONALE_LENGTH
    assert story.refused(lift, EVE, 1) is Refusal.LOGGED_THE_REQUEST
    story.do(make.call(outcome=StepResult.FAIL, code=None), DEE, 1)
    assert story.refused(lift, SAM, 1) is Refusal.FLAG_NEEDS_CALL


@pytest.mark.parametrize("standing", ["compromised", "blocked"])
def test_what_the_directory_says_is_not_lifted_in_a_case(standing: str) -> None:
    """It comes up at the next command, whatever that is, and stands until the directory changes."""
    story = called(records())
    story.outside["agency"] = replace(AGENCY, standing=standing)
    story.do(cm.ViewCase(surface="show"), ANA, 1)
    assert [f.weight for f in story.case.flags] == [Weight.BLOCK]
    lift = LiftFlag(sign=story.case.flags[0].sign, why=WHY)
    assert story.refused(lift, SAM, 1) is Refusal.FLAG_STANDS
    assert story.refused(determination(story.case), ANA, 1) is Refusal.RED_FLAGS
    story.outside["agency"] = AGENCY
    assert story.refused(cm.ViewCase(surface="show"), ANA, 1) is None
    assert story.case.flags == ()


def test_a_high_score_asks_for_level_3() -> None:
    """Records of a known agency need level 2; with a high flag they need a second caller."""
    story = records(incident_number=None)
    assert signs(story) == [Sign.NO_INCIDENT_NUMBER]
    story.do(make.call(), EVE, 1)
    assert needed(story.case) == 3
    assert story.refused(determination(story.case), ANA, 1) is Refusal.IDENTITY_NOT_VERIFIED
    lift = LiftFlag(sign=Sign.NO_INCIDENT_NUMBER, why=WHY)
    assert story.refused(lift, SAM, 1) is Refusal.FLAG_STANDS


def test_a_sensitive_target_needs_a_senior_among_the_two() -> None:
    """Two reviewers are not enough; a senior as third, or as one of the two, is."""
    story = called(records())
    assert story.refused(by_hand(Sign.TARGET_JOURNALIST), BEN, 1) is None
    for who in (ANA, BEN):
        story.do(determination(story.case), who, 1)
    assert story.case.escalation is Escalation.SENSITIVE_TARGET
    assert story.refused(determination(story.case), SAM, 1) is None
    assert story.case.approval is not None
    assert SAM in story.case.approval.pair
    other = called(records())
    other.do(by_hand(Sign.TARGET_JOURNALIST), BEN, 1)
    for who in (ANA, CYD):
        other.do(determination(other.case), who, 1)
    assert other.case.state is State.APPROVED


def test_only_what_a_person_sees_is_raised_by_hand() -> None:
    """The rules see to the rest; a flag needs a reason and is raised once."""
    story = records()
    assert story.refused(by_hand(Sign.FREE_MAIL), ANA) is Refusal.FLAG_NOT_BY_HAND
    short = RaiseFlag(sign=Sign.FAR_FROM_DEVICE, why="far")
    assert story.refused(short, ANA) is Refusal.RATIONALE_LENGTH
    assert story.refused(by_hand(Sign.FAR_FROM_DEVICE), ANA) is None
    assert story.refused(by_hand(Sign.FAR_FROM_DEVICE), BEN) is Refusal.NOTHING_CHANGED
    story.do(make.call(), EVE, 1)
    assert signs(story) == [Sign.FAR_FROM_DEVICE]


def approved() -> Story:
    """Two people approved a case with nothing to notice."""
    story = called(records())
    for who in (ANA, BEN):
        story.do(determination(story.case), who, 1)
    story.do(make.owners(), DEE, 1)
    assert story.case.state is State.APPROVED
    return story


def test_a_flag_after_the_approval_takes_it_away() -> None:
    """What nobody saw when approving is seen in a new review; a medium one informs."""
    story = approved()
    story.do(by_hand(Sign.FAR_FROM_DEVICE), ANA, 1)
    assert story.case.state is State.APPROVED
    story.do(by_hand(Sign.OTHER_DELIVERY), ANA, 1)
    assert story.happened(ev.ApprovalWithdrawn)[-1].why == "flags_worse"
    assert (story.case.approval, story.case.filed) == (None, ())
    assert story.refused(make.clearing(story.case), DEE, 1) is Refusal.WRONG_STATE


def test_a_standing_that_went_bad_takes_the_approval_at_the_press() -> None:
    """The custodian's press itself meets it: nothing is cleared, and a new version is reviewed."""
    story = approved()
    version = story.case.version
    story.outside["agency"] = replace(AGENCY, standing="compromised")
    assert story.refused(make.clearing(story.case), DEE, 1) is Refusal.WRONG_STATE
    assert story.happened(ev.ReleaseCleared) == []
    assert story.case.version == version + 1


def test_colleagues_as_owners_are_seen_when_recorded() -> None:
    """An owner with a mailbox of ours is a target for a senior, and not before it is known."""
    story = called(records())
    story.outside["own_domains"] = ("cameras.example",)
    theirs = make.owner(email="jo@mail.example")
    story.do(make.owners(theirs), DEE, 1)
    assert signs(story) == []
    ours = make.owner(email="jo@cameras.example", flags=frozenset[OwnerFlag]())
    story.do(make.owners(ours), DEE, 1)
    assert signs(story) == [Sign.TARGET_STAFF]


def test_a_denied_call_is_seen_until_a_call_passes() -> None:
    """Whoever denies the request raises a flag that the next good call-back ends."""
    story = records()
    story.do(make.call(outcome=StepResult.FAIL, code=None), EVE, 1)
    assert signs(story) == [Sign.CALLBACK_RESISTED]
    story.do(make.call(), EVE, 1)
    assert signs(story) == []


def test_a_changed_request_is_read_anew() -> None:
    """What was asked for and is no longer asks no more; what was lifted must be explained again."""
    story = called(records(officer=FREE, incident_number=None))
    for who in (ANA, SAM):
        story.do(LiftFlag(sign=Sign.FREE_MAIL, why=WHY), who, 1)
    assert story.case.flags[0].lifted
    numbered = make.records_request(supervisor=CHIEF, officer=FREE)
    story.outside["history"] = QUIET
    story.do(cm.AmendRequest(base=1, request=numbered, mark="m2"), EVE, 1)
    assert signs(story) == [Sign.FREE_MAIL]
    assert not story.case.flags[0].lifted
    named = make.records_request(officer=FREE)
    story.do(cm.AmendRequest(base=2, request=named, mark="m3"), EVE, 1)
    assert signs(story) == [Sign.FREE_MAIL, Sign.SUPERVISOR_MISSING]
    story.do(cm.AmendRequest(base=3, request=numbered, mark="m4"), EVE, 1)
    assert signs(story) == [Sign.FREE_MAIL]


def test_what_the_traces_said_stays_until_the_request_changes() -> None:
    """At other commands nothing is looked up, and nothing that was found is forgotten."""
    wanted = make.records_request(supervisor=CHIEF)
    found = History(text_reused=True, same_target=True, burst=True, lookalike=True)
    story = stories.received(wanted, history=found)
    before = signs(story)
    assert Sign.BURST in before
    story.do(cm.ViewCase(surface="show"), ANA, 1)
    story.do(make.call(), EVE, 1)
    assert signs(story) == before


def test_who_steps_out_takes_their_lift_along() -> None:
    """A recused person's explanation counts no more than their determination."""
    story = called(records(officer=FREE))
    for who in (ANA, SAM):
        story.do(LiftFlag(sign=Sign.FREE_MAIL, why=WHY), who, 1)
    story.do(cm.Recuse(ground="conflict"), ANA, 1)
    assert not story.case.flags[0].lifted
