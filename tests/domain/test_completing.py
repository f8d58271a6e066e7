"""An officer completes a mail by its page: at once while nobody acted on it, else after a call."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.changing import ConfirmChange, ProposeChange, filled_in
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.levels import reached
from bot.domain.request import Agency, AgencyKind, Request
from bot.domain.roster import REQUESTER
from bot.domain.rules.changing import untouched
from tests import factories as make
from tests.factories import ANA, EVE
from tests.story import Story, received

MAIL = make.request(
    emergency=None,
    data_sought=(),
    attested=False,
    message="A child is gone.",
    attachments=(make.paper(),),
    unconfirmed=("agency", "officer.name", "officer.phone"),
)
WHOLE = make.request(attachments=(make.paper(), make.paper("C0F1")), unconfirmed=("agency",))
ELSEWHERE = Agency(name="Shelbyville PD", kind=AgencyKind.LOCAL, country="US", state="CA")
OTHERS = (
    replace(WHOLE, agency=ELSEWHERE),
    replace(WHOLE, officer=replace(WHOLE.officer, email="r@elsewhere.example")),
    replace(WHOLE, attachments=()),
    replace(WHOLE, unconfirmed=()),
    replace(WHOLE, unconfirmed=("agency", "deadline")),
)
"""Each would give whoever reads the mailbox something, or take something from the mail."""


def completing(story: Story, wanted: Request = WHOLE) -> cm.AmendRequest:
    """What the page sends while nobody has acted on the mail."""
    return cm.AmendRequest(base=story.case.version, request=wanted, mark="m2")


def proposing(story: Story, wanted: Request = WHOLE) -> ProposeChange:
    """What the page sends afterwards."""
    return ProposeChange(base=story.case.version, request=wanted, mark="m2")


def by_mail(**changes: object) -> Story:
    """A mail that was just taken in."""
    return received(MAIL, channel="email", **changes)


def test_the_form_stands_in_the_place_of_the_mail() -> None:
    """The case is complete, in its first version, under another mark and package, no level up."""
    story = by_mail()
    before = story.case
    assert story.refused(completing(story), REQUESTER, 1) is None
    after = story.case
    assert (after.complete, after.version, after.completed_by) == (True, 1, REQUESTER)
    assert after.mark != before.mark
    assert after.package != before.package
    assert (reached(after), after.vouched, after.steps) == (
        reached(before),
        before.vouched,
        before.steps,
    )
    assert (after.agency, after.agency_first_seen) == (before.agency, before.agency_first_seen)


@pytest.mark.parametrize("wanted", OTHERS)
def test_the_form_moves_nothing_that_is_not_its_own(wanted: Request) -> None:
    """Another agency, another mailbox, fewer files, other marks: refused, at once or later."""
    assert not filled_in(MAIL, wanted)
    story = by_mail()
    assert story.refused(completing(story, wanted), REQUESTER, 1) is Refusal.CHANGE_NEEDS_CALL
    assert story.refused(proposing(story, wanted), REQUESTER, 1) is Refusal.REQUEST_INCOMPLETE
    assert story.opened.request == MAIL


def called(story: Story) -> None:
    """Somebody of the desk called the agency back."""
    story.do(make.call(code=story.opened.code), EVE, 1)


def filed(story: Story) -> None:
    """A reviewer filed; today nobody can on half a request, and the rule does not lean on it."""
    form = make.determination(story.case, refuse=Reason.OVERBROAD)
    story.do(cm.ViewCase(surface="review"), ANA, 1)
    assert story.refused(form, ANA, 1) is Refusal.REQUEST_INCOMPLETE
    story.case = replace(story.case, ever_filed=frozenset({ANA}))


def supported(story: Story) -> None:
    """A reviewer supports the life safety exception; without a call nobody can, and so on."""
    support = cm.SupportException(why=make.WHY)
    assert story.refused(support, ANA, 1) is Refusal.EXCEPTION_NEEDS_CALLBACK
    story.case = replace(story.case, supporters=frozenset({ANA}))


def stated(story: Story) -> None:
    """The desk took the rest down, and left something open."""
    partly = replace(MAIL, emergency=make.request().emergency)
    story.do(cm.AmendRequest(base=1, request=partly, mark="m1b"), EVE, 1)
    assert story.case.completed_by == EVE


@pytest.mark.parametrize("act", [called, filed, supported, stated])
def test_once_somebody_acted_it_waits_for_a_call(act: Callable[[Story], None]) -> None:
    """No form replaces what people acted on; it becomes a proposal, and a call since confirms."""
    story = by_mail()
    act(story)
    assert not untouched(story.case)
    before = story.opened.request
    assert story.refused(completing(story), REQUESTER, 1) is Refusal.CHANGE_NEEDS_CALL
    assert story.refused(proposing(story), REQUESTER, 1) is None
    assert story.opened.request == before
    assert story.refused(ConfirmChange(number=1), ANA, 1) is Refusal.CHANGE_NEEDS_CALL
    called(story)
    assert story.refused(ConfirmChange(number=1), ANA, 1) is None
    assert story.opened.request == WHOLE


def test_it_is_completed_once() -> None:
    """A second form is no answer to anything: refused, and nothing is changed."""
    story = by_mail()
    story.do(completing(story), REQUESTER, 1)
    other = replace(WHOLE, data_sought=(make.sought("D2"),))
    assert story.refused(completing(story, other), REQUESTER, 1) is Refusal.CHANGE_NEEDS_CALL
    assert len(story.happened(ev.RequestCompleted)) == 1
    assert story.opened.request == WHOLE


def test_what_is_still_not_whole_completes_nothing() -> None:
    """A form without a scope or an emergency is refused."""
    story = by_mail()
    for wanted in (replace(WHOLE, data_sought=()), replace(WHOLE, emergency=None)):
        assert story.refused(completing(story, wanted), REQUESTER, 1) is Refusal.REQUEST_INCOMPLETE
        assert story.refused(proposing(story, wanted), REQUESTER, 1) is Refusal.REQUEST_INCOMPLETE


def test_a_spoken_request_is_completed_by_the_desk_alone() -> None:
    """What somebody took down by telephone has no form on any page."""
    story = by_mail(logged_by=EVE)
    assert story.refused(completing(story), REQUESTER, 1) is Refusal.REQUEST_INCOMPLETE
    assert story.refused(proposing(story), REQUESTER, 1) is Refusal.REQUEST_INCOMPLETE


def test_a_determination_on_the_mail_does_not_count_for_the_form() -> None:
    """Whoever had the mail before them cannot file on what the form says without reading it."""
    story = by_mail()
    old = make.determination(story.case, refuse=Reason.OVERBROAD)
    story.do(cm.ViewCase(surface="review"), ANA, 1)
    story.do(completing(story), REQUESTER, 1)
    assert story.refused(old, ANA, 1) is not None
    assert not story.case.filed


def test_no_proposal_names_another_agency() -> None:
    """Nor for a complete request: only people of the desk put a case under another agency."""
    story = received()
    moved = replace(make.request(), agency=ELSEWHERE)
    assert story.refused(proposing(story, moved), REQUESTER, 1) is Refusal.CHANGE_NEEDS_CALL
    assert not story.case.changes
