"""The table of what may be done when, and who may do it."""

from dataclasses import dataclass
from typing import get_args

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.authorizing import (
    RecordManifest,
    ReportRecall,
    ReportStore,
    TakeBackAuthorization,
)
from bot.domain.case import ENDED, State
from bot.domain.changing import ProposeChange, ReceiveProcess
from bot.domain.checking import AttachCallLog
from bot.domain.complaining import AnswerComplaint, Complain
from bot.domain.consent import AskOwner, MissOwner, RecordConsent
from bot.domain.copying import ReceiveCopy
from bot.domain.delivery import (
    ConfirmManifest,
    EndFetch,
    FetchItem,
    RevokeDelivery,
    TypeCode,
    VisitDelivery,
)
from bot.domain.distrusting import StopForAgency
from bot.domain.erasing import EraseCase, ErasingCommand
from bot.domain.errors import ExigentError, Refusal
from bot.domain.folding import evolve
from bot.domain.followup import AcceptProcess, RefuseProcess
from bot.domain.fraud import AnswerBreach, ConfirmFraud, ProposeFraud, RecordWarning, RefuseFraud
from bot.domain.linking import LinkCase
from bot.domain.ordering import RecordObjection
from bot.domain.outcome import RecordOutcome
from bot.domain.preserving import AskToPreserve, EndAsking
from bot.domain.reaching import RecordArrival, RecordReturn, ReportReturn
from bot.domain.recall import AnswerRecall, OrderRecall
from bot.domain.roster import OWNER, REQUESTER, SYSTEM, Ref, StandingProblem
from bot.domain.rulebook import RULES
from bot.domain.senior_calling import RecordSeniorCall
from bot.domain.stamp import Stamp
from tests import story as stories
from tests.factories import ANA, AT, BEN, DEE, EVE, GHOST, PEOPLE, SAM, determination


@pytest.mark.parametrize("state", State)
def test_every_state_is_reached_by_the_rules(state: State) -> None:
    """A case comes to each of its states by commands alone."""
    assert stories.case(state).state is state


BY_THE_LINK = (VisitDelivery, TypeCode, FetchItem, EndFetch, ConfirmManifest)
OF_STORE = (RecordManifest, ReportStore, ReportRecall, AskToPreserve, EndAsking)
ALWAYS = (
    cm.ViewCase,
    cm.AcknowledgePage,
    ReceiveProcess,
    AttachCallLog,
    LinkCase,
    RecordSeniorCall,
    AnswerRecall,
    *OF_STORE,
    RevokeDelivery,
    *BY_THE_LINK,
    Complain,
    AnswerComplaint,
    cm.PassTime,
)
AFTER_A_RELEASE = {
    AcceptProcess,
    RefuseProcess,
    cm.WithdrawRequest,
    OrderRecall,
    RecordReturn,
    RecordArrival,
    ReportReturn,
    RecordObjection,
}


LATER = {
    ProposeFraud,
    ConfirmFraud,
    RefuseFraud,
    AnswerBreach,
    RecordWarning,
    RecordOutcome,
}
"""What is found out after an end, and recorded in any."""
KEEPING = {*get_args(ErasingCommand)}
"""How long a case is kept is said in any state."""


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_case_takes_nothing_but_looks(state: State) -> None:
    """Only looks, late process, links, calls, time; after a release, process, recalls, bounces."""
    still = {command for command, rule in RULES.items() if state in rule.states}
    assert still - LATER - KEEPING == {*ALWAYS} | (
        AFTER_A_RELEASE if state is State.CLOSED else set()
    )


@pytest.mark.parametrize("state", State)
def test_a_look_is_recorded_in_every_state(state: State) -> None:
    """Whoever looks at a case leaves an entry, whatever state it is in."""
    story = stories.STATES[state]()
    decided = story.do(cm.ViewCase(surface="show"), SAM)
    assert decided.events[-1] == (SAM, ev.CaseViewed(surface="show"))


@pytest.mark.parametrize("who", [GHOST, ""])
def test_nobody_from_outside_the_roster_acts(who: Ref) -> None:
    """An unknown person is refused before anything else is asked."""
    assert stories.verified().refused(cm.ViewCase(surface="show"), who) is Refusal.NOT_ON_ROSTER


def test_the_requester_does_only_what_the_status_page_offers() -> None:
    """The agency sends changes, answers, process and copies, fetches files, decides nothing."""
    theirs = {command for command, rule in RULES.items() if rule.requester}
    by_page = {cm.AmendRequest, ProposeChange, ReceiveCopy, ReceiveProcess}
    assert theirs == by_page | {*BY_THE_LINK}
    story = stories.verified()
    assert story.refused(determination(story.case), REQUESTER) is Refusal.WRONG_ROLE


def test_an_owner_does_only_what_their_page_offers() -> None:
    """An account holder complains by their page, and nothing else is ever theirs."""
    assert {command for command, rule in RULES.items() if rule.owner} == {Complain}
    story = stories.verified()
    assert story.refused(determination(story.case), OWNER) is Refusal.WRONG_ROLE


@pytest.mark.parametrize("problem", StandingProblem)
def test_bad_standing_is_refused_for_every_problem(problem: StandingProblem) -> None:
    """Each thing that Slack may say against an account keeps its person from acting."""
    story = stories.verified()
    story.away = {ANA: problem}
    refused = story.do(determination(story.case), ANA).refused
    assert refused is not None
    assert (refused.reason, refused.detail) == (Refusal.BAD_STANDING, problem.value)


def test_nobody_acts_unheard_of_by_slack() -> None:
    """No answer about a person is not a good answer."""
    story = stories.verified()
    story.outside["standings"] = {}
    assert story.refused(cm.ViewCase(surface="show"), ANA) is Refusal.BAD_STANDING


def test_the_product_itself_does_only_what_it_must() -> None:
    """The system acts on pages, owners, what they answer, notices, links and time: no more."""
    """The system acts on pages, owners, notices, links, the store and time; it decides nothing."""
    own = {command for command, rule in RULES.items() if rule.system}
    assert own == {
        cm.AcknowledgePage,
        cm.RecordOwners,
        cm.BeginNotice,
        cm.EndNotice,
        RecordReturn,
        RecordArrival,
        LinkCase,
        cm.PassTime,
        StopForAgency,
        AskOwner,
        MissOwner,
        RecordConsent,
        RecordManifest,
        ReportStore,
        *OF_STORE,
        TakeBackAuthorization,
        EraseCase,
    }
    story = stories.verified()
    assert story.refused(determination(story.case), SYSTEM) is Refusal.WRONG_ROLE


@pytest.mark.parametrize("who", [DEE, EVE])
def test_only_reviewers_and_seniors_determine(who: Ref) -> None:
    """A custodian and an intake desk cannot file."""
    story = stories.verified()
    assert story.refused(determination(story.case), who) is Refusal.WRONG_ROLE


def test_no_person_may_speak_for_the_product() -> None:
    """Time, pages and notices are nobody's to command."""
    story = stories.telling()
    begin = cm.BeginNotice(owner="O1", channel="email", message_id="m")
    for command in (cm.PassTime(), cm.AcknowledgePage(person=ANA), begin):
        for who in PEOPLE:
            assert story.refused(command, who) is Refusal.WRONG_ROLE


def test_a_late_click_is_told_that_it_is_late() -> None:
    """A case that lapsed says so, other ends name their state."""
    story = stories.STATES[State.LAPSED]()
    assert story.refused(determination(story.case), BEN) is Refusal.TOO_LATE
    gone = stories.STATES[State.WITHDRAWN]()
    assert gone.refused(determination(gone.case), BEN) is Refusal.WRONG_STATE


def test_what_follows_from_an_act_is_the_products() -> None:
    """The person is the author of the determination, the product of the approval."""
    story = stories.one_filed()
    decided = story.do(determination(story.case), BEN)
    assert [(a, type(e)) for a, e in decided.events] == [
        (BEN, ev.DeterminationFiled),
        (SYSTEM, ev.CaseApproved),
        (SYSTEM, ev.PeoplePaged),
    ]


def test_a_command_without_a_rule_is_a_fault_of_ours() -> None:
    """Such a thing must not pass silently."""

    @dataclass(frozen=True)
    class Unheard:
        """No command of this product."""

    with pytest.raises(ExigentError, match="Unheard has no rule"):
        stories.received().do(Unheard(), ANA)  # type: ignore[arg-type]  # the point of the test


def test_an_event_without_a_fold_is_a_fault_of_ours() -> None:
    """An open case cannot be opened again."""
    story = stories.received()
    with pytest.raises(ExigentError, match="CaseOpened"):
        evolve(story.case, story.entries[0][2], Stamp(AT, REQUESTER))
