"""What comes by the status page: answers at once, everything graver only after a call."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.changing import (
    ChangeKind,
    ConfirmChange,
    ProposeChange,
    ReceiveProcess,
    RefuseChange,
    kind_of,
)
from bot.domain.errors import Refusal
from bot.domain.request import Attachment, Category, Contact, Request
from bot.domain.roster import REQUESTER
from bot.domain.verification import StepResult
from tests import factories as make
from tests.factories import ANA, EVE, MINUTE
from tests.story import STATES, Story, approved, cleared, received, verified

WIDER = make.request(data_sought=(make.sought(categories=(Category.VIDEO, Category.AUDIO)),))
NARROWER = make.request(data_sought=(make.sought(end=make.AT - 40 * MINUTE),))
ELSEWHERE = make.request(officer=Contact(name="R. Alvarez", email="r@elsewhere.example"))
ASKED = cm.AskAgency(questions=("narrow",), own=None, to="status_page")
PAPER = Attachment(key="P1", name="warrant.pdf", type="application/pdf", size=9, digest="d1")


def proposal(story: Story, wanted: Request | None, why: str | None = None) -> ProposeChange:
    """What the status page sends of a change to the case as it is."""
    mark = None if wanted is None else f"m:{wanted.data_sought}:{wanted.officer}"
    return ProposeChange(base=story.case.version, request=wanted, mark=mark, why=why)


def answer(story: Story, wanted: Request) -> cm.AmendRequest:
    """What the status page sends as an answer."""
    return cm.AmendRequest(base=story.case.version, request=wanted, mark="m9", answer="Sure.")


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        (None, ChangeKind.WITHDRAW),
        (WIDER, ChangeKind.WIDEN),
        (make.request(data_sought=(make.sought(device="another"),)), ChangeKind.WIDEN),
        (make.request(data_sought=(make.sought(), make.sought("D2"))), ChangeKind.WIDEN),
        (make.request(data_sought=(make.sought(start=make.AT - 60 * MINUTE),)), ChangeKind.WIDEN),
        (ELSEWHERE, ChangeKind.CONTACT),
        (replace(ELSEWHERE, data_sought=WIDER.data_sought), ChangeKind.WIDEN),
        (NARROWER, ChangeKind.OTHER),
        (make.request(deadline=make.AT), ChangeKind.OTHER),
    ],
)
def test_the_gravest_thing_that_a_change_does_counts(
    wanted: Request | None, kind: ChangeKind
) -> None:
    """More data of any sort is wider, whatever else changes; then contacts, then the rest."""
    assert kind_of(make.request(), wanted) is kind


def test_an_answer_makes_a_version_at_once() -> None:
    """Whoever was asked may answer, and ask for less, without a call."""
    story = verified()
    story.do(ASKED, EVE, 1)
    assert story.refused(answer(story, NARROWER), REQUESTER, 1) is None
    assert (story.case.version, story.case.state) == (2, State.IN_REVIEW)


@pytest.mark.parametrize("wanted", [WIDER, ELSEWHERE])
def test_an_answer_that_does_more_is_refused(wanted: Request) -> None:
    """An answer neither widens the request nor moves its contact."""
    story = verified()
    story.do(ASKED, EVE, 1)
    assert story.refused(answer(story, wanted), REQUESTER, 1) is Refusal.CHANGE_NEEDS_CALL
    assert story.case.version == 1


def test_nobody_who_was_not_asked_makes_a_version() -> None:
    """Not even less may be asked for unasked: a new version would undo what two people did."""
    story = approved()
    assert story.refused(answer(story, NARROWER), REQUESTER, 1) is Refusal.CHANGE_NEEDS_CALL
    assert story.case.state is State.APPROVED


@pytest.mark.parametrize("wanted", [WIDER, NARROWER, ELSEWHERE, None])
def test_a_proposal_changes_nothing_but_calls_somebody(wanted: Request | None) -> None:
    """Version, state, scope, approval and the package stay; somebody is called to ask."""
    story = approved()
    before = story.case
    assert story.refused(proposal(story, wanted), REQUESTER, 1) is None
    after = story.case
    assert (after.version, after.state, after.scope) == (1, State.APPROVED, before.scope)
    assert (after.approval, after.package) == (before.approval, before.package)
    assert story.happened(ev.PeoplePaged)[-1].why == "change_proposed"
    assert [c.open for c in after.changes] == [True]


@pytest.mark.parametrize(
    ("wanted", "state"),
    [(WIDER, State.IN_REVIEW), (ELSEWHERE, State.IN_REVIEW), (None, State.WITHDRAWN)],
)
def test_a_call_made_since_lets_it_happen(wanted: Request | None, state: State) -> None:
    """Before the call it is refused, and a call from before the proposal does not help."""
    story = approved()
    story.do(proposal(story, wanted), REQUESTER, 1)
    assert story.refused(ConfirmChange(number=1), ANA, 1) is Refusal.CHANGE_NEEDS_CALL
    story.do(make.call(), EVE, 1)
    assert story.refused(ConfirmChange(number=1), ANA, 1) is None
    assert story.case.state is state
    assert not story.case.open_changes
    if wanted is not None:
        assert story.opened.request == wanted


@pytest.mark.parametrize("outcome", [StepResult.INCONCLUSIVE, StepResult.FAIL])
def test_a_call_that_did_not_pass_confirms_nothing(outcome: StepResult) -> None:
    """Somebody who cannot read the code has confirmed nothing."""
    story = verified()
    story.do(proposal(story, None), REQUESTER, 1)
    story.do(make.call(outcome=outcome), EVE, 1)
    assert story.refused(ConfirmChange(number=1), ANA, 1) is Refusal.CHANGE_NEEDS_CALL


def test_the_agency_cannot_confirm_its_own_change() -> None:
    """Whoever holds the link proposes, and people of the desk confirm or refuse."""
    story = verified()
    story.do(proposal(story, None), REQUESTER, 1)
    story.do(make.call(), EVE, 1)
    for command in (ConfirmChange(number=1), RefuseChange(number=1, why="no")):
        assert story.refused(command, REQUESTER, 1) is Refusal.WRONG_ROLE


def test_a_refused_change_is_settled() -> None:
    """It needs a reason and no call, and cannot be confirmed afterwards."""
    story = verified()
    story.do(proposal(story, None), REQUESTER, 1)
    assert story.refused(RefuseChange(number=1, why=" "), ANA, 1) is Refusal.NO_REASON
    assert story.refused(RefuseChange(number=1, why="never heard of it"), ANA, 1) is None
    story.do(make.call(), EVE, 1)
    assert story.refused(ConfirmChange(number=1), ANA, 1) is Refusal.NO_SUCH_CHANGE


def test_the_last_proposal_of_a_kind_counts() -> None:
    """A second withdrawal or widening takes the place of the first, and is not the first's call."""
    story = verified()
    story.do(proposal(story, WIDER), REQUESTER, 1)
    story.do(make.call(), EVE, 1)
    story.do(proposal(story, replace(WIDER, deadline=make.AT)), REQUESTER, 1)
    assert [c.number for c in story.case.open_changes] == [2]
    assert story.refused(ConfirmChange(number=2), ANA, 1) is Refusal.CHANGE_NEEDS_CALL


def test_a_proposal_to_an_older_version_is_not_confirmed() -> None:
    """It would take back what came in between."""
    story = verified()
    story.do(proposal(story, WIDER), REQUESTER, 1)
    story.do(cm.AmendRequest(base=1, request=NARROWER, mark="m5"), EVE, 1)
    story.do(make.call(), EVE, 1)
    assert story.refused(ConfirmChange(number=1), ANA, 1) is Refusal.REQUEST_CHANGED


def test_a_page_changes_a_case_twenty_times_at_most() -> None:
    """A flood from one page ends; the desk can still amend."""
    story = received()
    for place in range(20):
        wanted = make.request(deadline=make.AT + place * MINUTE)
        assert story.refused(proposal(story, wanted), REQUESTER) is None
    assert story.refused(proposal(story, WIDER), REQUESTER) is Refusal.TOO_MANY_CHANGES


def test_nothing_is_proposed_once_items_are_cleared_or_the_case_has_ended() -> None:
    """What is on its way out is stopped by people; what has ended stays so."""
    story = cleared()
    assert story.refused(proposal(story, None), REQUESTER) is Refusal.ALREADY_CLEARED
    ended = STATES[State.LAPSED]()
    assert ended.refused(proposal(ended, None), REQUESTER) is Refusal.TOO_LATE


@pytest.mark.parametrize("state", list(State))
def test_process_is_taken_in_whatever_the_state(state: State) -> None:
    """A warrant may come early or late; it changes no state, and each has its number."""
    story = STATES[state]()
    before = story.case.state
    number = story.case.processes + 1
    send = ReceiveProcess(number=number, process="warrant", court="Court", attachment=PAPER)
    assert story.refused(send, REQUESTER) is None
    assert (story.case.processes, story.case.state) == (number, before)
    assert story.refused(send, REQUESTER) is Refusal.REQUEST_CHANGED
    assert story.refused(replace(send, number=number + 1), ANA) is Refusal.WRONG_ROLE
