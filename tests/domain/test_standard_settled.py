"""A standard in doubt holds the case until two people say which one applies."""

from dataclasses import replace

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Answer, Reason
from bot.domain.errors import Refusal
from bot.domain.events.governing import (
    StandardFollowed,
    StandardHeld,
    StandardProposed,
    StandardSettled,
)
from bot.domain.governing import Doubt, ProposeStandard, RefuseStandard, SettleStandard
from bot.domain.lifecycle import decide
from bot.domain.request import Category
from bot.domain.roster import Role, Roster
from bot.domain.rules.governing import CHANGED
from bot.domain.standards import STANDARDS
from tests import factories as make
from tests import laws
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, EVE, GHOST, SAM
from tests.story import Story

WHY = "Counsel on call, on the telephone: the data and the owner are in Canada."
US_CA = ("us_federal", "canada")


def propose(standard: str = "canada") -> ProposeStandard:
    """One person says which standard applies."""
    return ProposeStandard(standard=standard, why=WHY)


def held(*in_force: str) -> Story:
    """Canadian police ask where the data lies in the United States; the call-backs were made."""
    here = laws.law(*(in_force or US_CA), stored_in="US")
    story = laws.received(laws.asked("CA", data_sought=_log()), here, laws.agency("CA"))
    story.do(make.call(), EVE, 2)
    return story


def _log() -> tuple[object, ...]:
    return (make.sought(categories=(Category.MOTION_LOG,)),)


def test_a_clear_case_says_nothing_of_it() -> None:
    """Where one standard is suggested, the determinations confirm it and nobody is asked."""
    story = stories.approved()
    assert story.case.governing.doubt is None
    assert not story.happened(StandardHeld)
    assert story.case.state is State.APPROVED


def test_a_conflict_is_held_on_the_record_and_seniors_are_called() -> None:
    """The doubt, what was pointed to and what was looked at stand in the record."""
    story = held()
    (noticed,) = story.happened(StandardHeld)
    assert noticed.doubt is Doubt.CONFLICT
    assert noticed.candidates == ("canada", "us_federal")
    assert noticed.situation == ("agency foreign CA", "data US")
    assert story.case.standard == "us_federal"
    assert {CYD, SAM} <= {p.person for p in story.case.paged if p.why == "standard"}


def test_nothing_is_allowed_while_it_is_in_doubt() -> None:
    """An allowing determination is refused with the reason; a refusal can be filed."""
    story = held()
    allowing = make.determination(story.case, E1=Answer.UNSURE)
    assert story.refused(allowing, ANA, 1) is Refusal.CLASS_BARRED
    story.outside["law"] = laws.law("canada", stored_in="US")
    story.wait(1)
    assert story.refused(make.determination(story.case), ANA) is not None
    for who in (ANA, BEN):
        refusing = make.determination(
            story.case, refuse=Reason.WRONG_ENTITY, E1=Answer.UNSURE, E2=Answer.YES
        )
        assert story.refused(refusing, who, 1) is None
    assert story.case.state is State.REFUSED


def test_an_allowing_determination_waits_for_the_standard() -> None:
    """All else in order, the one thing that is missing is named."""
    story = stories.verified(make.records_request())
    story.outside["law"] = laws.law("us_federal", stored_in="CA")
    story.wait(1)
    assert story.case.governing.doubt is Doubt.CONFLICT
    assert story.refused(make.determination(story.case), ANA) is Refusal.STANDARD_UNSETTLED
    story.outside["law"] = laws.law("us_federal", stored_in="US")
    story.wait(1)
    assert story.case.governing.doubt is None
    assert story.refused(make.determination(story.case), ANA) is None


def test_where_an_order_may_bind_us_even_a_refusal_waits() -> None:
    """To refuse an order that compels is not ours alone, so counsel comes first."""
    here = laws.law("us_federal", "eu", stored_in="US")
    story = laws.received(laws.asked("FR", data_sought=_log()), here, laws.agency("FR"))
    refusing = make.determination(
        story.case, refuse=Reason.WRONG_ENTITY, E1=Answer.UNSURE, E2=Answer.NO
    )
    assert story.refused(refusing, ANA, 1) is Refusal.STANDARD_UNSETTLED


def test_two_people_settle_it() -> None:
    """One proposes, another confirms, and the case stands under what they say from then on."""
    story = held()
    story.do(propose(), ANA, 1)
    assert story.case.governing.doubt is Doubt.CONFLICT
    assert story.refused(SettleStandard(number=1), ANA, 1) is Refusal.SAME_PERSON
    assert story.refused(SettleStandard(number=1, why="I asked her too"), BEN, 1) is None
    (settled,) = story.happened(StandardSettled)
    assert (settled.standard, settled.standard_version) == ("canada", "2026-11")
    assert story.case.standard == "canada"
    assert story.case.governing.doubt is None
    story.wait(1)
    assert len(story.happened(StandardHeld)) == 1
    for who in (ANA, BEN):
        assert story.refused(make.determination(story.case), who, 1) is None
    assert story.case.state is State.APPROVED


def test_a_changed_standard_makes_determinations_void() -> None:
    """What was filed on another standard counts no more: package and version are others."""
    story = stories.one_filed(make.records_request())
    story.outside["law"] = laws.law(*US_CA)
    before = story.case
    story.do(propose(), BEN, 1)
    assert story.case.package == before.package
    story.do(SettleStandard(number=1), CYD, 1)
    assert story.case.package != before.package
    assert (story.case.version, story.case.filed) == (before.version + 1, ())
    (void,) = story.happened(ev.ApprovalWithdrawn)
    assert void.why == CHANGED
    assert not story.case.used


def test_a_changed_standard_takes_an_approval_away() -> None:
    """Nothing is released on an approval under a standard that does not apply."""
    story = stories.approved(make.records_request())
    story.outside["law"] = laws.law(*US_CA)
    clearing = make.clearing(story.case)
    story.do(propose(), ANA, 1)
    story.do(SettleStandard(number=1), BEN, 1)
    assert (story.case.state, story.case.approval) == (State.IN_REVIEW, None)
    assert story.refused(clearing, DEE, 1) is not None


def test_a_settled_standard_holds_until_the_facts_change() -> None:
    """Two people spoke about these facts; an owner in another country is a new question."""
    story = held()
    story.do(propose(), ANA, 1)
    story.do(SettleStandard(number=1), BEN, 1)
    story.do(make.owners(make.owner(country="US")), DEE, 1)
    assert story.case.governing.doubt is Doubt.CONFLICT
    assert story.case.governing.owners == ("US",)
    assert len(story.happened(StandardHeld)) == 2


def test_an_owner_elsewhere_stops_the_release() -> None:
    """An approval found before anybody knew where the owner is releases nothing meanwhile."""
    story = stories.approved(make.records_request())
    story.do(make.owners(make.owner(country="CA")), DEE, 1)
    assert story.case.state is State.APPROVED
    assert story.refused(make.clearing(story.case), DEE, 1) is Refusal.STANDARD_UNSETTLED
    story.do(propose("us_federal"), ANA, 1)
    story.do(SettleStandard(number=1), BEN, 1)
    assert story.refused(make.clearing(story.case), DEE, 1) is None


def test_the_case_follows_facts_that_become_clear() -> None:
    """A request whose agency is found to be elsewhere stands under the law of that place."""
    story = stories.received(make.records_request())
    story.outside |= {
        "law": laws.law("us_federal", "california"),
        "agency": laws.agency("US", "CA"),
    }
    story.wait(1)
    (followed,) = story.happened(StandardFollowed)
    assert followed.standard == story.case.standard == "california"


def test_a_proposal_is_refused_or_waits() -> None:
    """One proposal at a time, refused with a reason; a refused one settles nothing."""
    story = held()
    assert story.refused(ProposeStandard(standard="canada", why=" "), ANA) is Refusal.NO_REASON
    assert story.refused(propose("uk"), ANA) is Refusal.STANDARD_NOT_IN_FORCE
    story.do(propose(), ANA, 1)
    assert story.refused(propose("us_federal"), BEN) is Refusal.STANDARD_WAITS
    assert story.refused(RefuseStandard(number=1, why=""), BEN) is Refusal.NO_REASON
    story.do(RefuseStandard(number=1, why="The account is in Ohio."), BEN, 1)
    assert story.refused(SettleStandard(number=1), BEN, 1) is Refusal.NOTHING_WAITS
    assert story.case.governing.doubt is Doubt.CONFLICT
    story.do(propose("us_federal"), BEN, 1)
    assert [p.number for p in story.happened(StandardProposed)] == [1, 2]


def test_who_may_say_which_law_applies() -> None:
    """Reviewers and seniors, not who logged the request; a proposer who left counts no more."""
    story = held()
    assert story.refused(propose(), EVE, 1) is Refusal.WRONG_ROLE
    assert story.refused(propose(), GHOST) is Refusal.NOT_ON_ROSTER
    story.case = replace(story.case, logged_by=BEN)
    assert story.refused(propose(), BEN) is Refusal.LOGGED_THE_REQUEST
    story.do(propose(), ANA, 1)
    assert story.refused(SettleStandard(number=1), BEN) is Refusal.LOGGED_THE_REQUEST
    left = Roster(people=tuple(p for p in make.ROSTER.people if p.ref != ANA))
    story.outside["roster"] = left
    assert story.refused(SettleStandard(number=1), CYD, 1) is Refusal.PROPOSER_GONE
    assert Role.SENIOR in {r for p in left.people for r in p.roles}


def test_nothing_to_settle_where_nothing_is_in_doubt() -> None:
    """To say what the case stands under already changes nothing."""
    story = stories.verified()
    assert story.refused(propose("us_federal"), ANA) is Refusal.NOTHING_CHANGED


def test_a_standard_put_out_of_force_is_not_confirmed() -> None:
    """What was in force when it was proposed must be when it is confirmed."""
    story = held()
    story.do(propose(), ANA, 1)
    story.outside["law"] = laws.law("us_federal", stored_in="US")
    assert story.refused(SettleStandard(number=1), BEN, 1) is Refusal.STANDARD_NOT_IN_FORCE


def test_a_stopped_case_stays_stopped() -> None:
    """To settle the standard resumes nothing that somebody stopped."""
    story = held()
    story.do(cm.StopCase(why="something is wrong"), CYD, 1)
    story.do(propose(), ANA, 1)
    story.do(SettleStandard(number=1), BEN, 1)
    assert (story.case.state, story.case.escalation) == (State.ESCALATED, ev.Escalation.STOPPED)
    assert story.case.standard == "canada"


def test_an_incomplete_request_suggests_nothing_yet() -> None:
    """Before it is said who asks there is nothing to look at."""
    here = laws.law(*US_CA, stored_in="US")
    wanted = laws.asked("CA", emergency=None, data_sought=())
    story = laws.received(wanted, here, laws.agency("CA"))
    assert not story.happened(StandardHeld)


def test_a_stop_outlives_what_makes_determinations_void() -> None:
    """A case stopped after somebody filed stays stopped when its standard changes."""
    story = stories.one_filed(make.records_request())
    story.outside["law"] = laws.law(*US_CA)
    story.do(cm.StopCase(why="something is wrong"), CYD, 1)
    story.do(propose(), BEN, 1)
    story.do(SettleStandard(number=1), CYD, 1)
    assert story.case.standard == "canada"
    assert story.case.escalation is ev.Escalation.STOPPED


def test_what_would_have_been_settled_waits_for_the_standard() -> None:
    """Two who allow approve nothing while the standard is in doubt, by whatever door they come."""
    story = stories.verified(make.records_request())
    story.do(make.determination(story.case, refuse=Reason.FRAUD), ANA, 1)
    story.do(make.determination(story.case), BEN, 1)
    story.do(make.call(), EVE, 1)
    story.do(make.determination(story.case), SAM, 1)
    assert story.case.escalation is ev.Escalation.OVERRULED_FRAUD
    story.outside["law"] = laws.law("us_federal", stored_in="CA")
    answer = cm.AnswerRefusal(text="The desk itself named the incident in the fresh call.")
    assert story.refused(answer, SAM, 1) is None
    assert story.case.state is State.ESCALATED
    story.outside["law"] = laws.law("us_federal", "canada", stored_in="CA")
    story.do(propose("us_federal"), BEN, 1)
    story.do(SettleStandard(number=1), CYD, 1)
    assert story.case.state is State.APPROVED


def test_a_case_is_decided_under_its_own_standard() -> None:
    """Whatever was handed in, what is filed rests on the standard that the case stands under."""
    story = stories.verified()
    known = make.facts(story.now, standard=STANDARDS["australia"])
    decided = decide(story.case, make.determination(story.case), ANA, known, story.now)
    (filed,) = [e for _, e in decided.events if isinstance(e, ev.DeterminationFiled)]
    assert filed.basis == ("18 U.S.C. 2702(b)(8)",)


def test_nothing_is_asked_anew_while_items_are_on_their_way() -> None:
    """Between clearance and hand-over nothing takes the approval away from under the custodian."""
    story = stories.cleared(make.records_request())
    story.outside["law"] = laws.law("us_federal", stored_in="CA")
    story.wait(1)
    assert story.case.governing.doubt is None
    assert story.case.clearance is not None
