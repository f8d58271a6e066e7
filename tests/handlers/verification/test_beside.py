"""Beside the calls, in Slack: a step skipped by two people, a document looked at."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.checking import ConfirmSkip, ProposeSkip
from bot.domain.errors import Refusal
from bot.domain.levels import reached
from bot.domain.verification import StepKind, StepResult
from bot.workflow.deliver import Courier
from handlers.board import Board
from handlers.matters import SECONDING
from handlers.second_cards import SecondCards
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.house import ESCALATION, REVIEW, House
from tests.handlers.verification.test_listeners import call_form

WHY = "Dispatch <!channel> did not answer in ten minutes."
PAPERS = make.request(zone="America/Los_Angeles", attachments=(make.paper(name="order.pdf"),))


async def deliver(house: House) -> None:
    """Bring everything that is due into Slack."""
    api = house.side.api
    board = Board(
        office=house.office, api=api, review_channel=REVIEW, escalation_channel=ESCALATION
    )
    cards = SecondCards(office=house.office, api=api, review_channel=REVIEW, seconding=SECONDING)
    courier = Courier(office=house.office, ports={**board.ports(), "second": cards})
    while await courier.deliver_due():
        pass


async def proposed(house: House, who: str = EVE) -> str:
    """A case in which somebody proposed to skip dispatch, by the button under the call form."""
    number = await house.received()
    hand = await call_form(house, who)
    await hand.press(await hand.view("callback.file"), "skip.push")
    await hand.view("skip.file")
    await hand.fill(None, {"step:v1": "dispatch", "why:v1": WHY})
    assert "never counts" in (await hand.submit()).text
    await hand.close(everything=True)
    await deliver(house)
    return number


def card(house: House) -> str:
    """The card of the proposal as it stands."""
    (found,) = [
        str(m.blocks) for m in house.hand(BEN).messages(REVIEW) if "To be skipped" in str(m.blocks)
    ]
    return found


async def press(house: House, who: str, button: str) -> None:
    """Press a button of the proposal's card."""
    await house.hand(who).press(REVIEW, button)
    await house.settle()


async def test_a_step_is_skipped_by_the_card(dwelling: House) -> None:
    """Proposed under the call form, confirmed by another on the card, which then says so."""
    number = await proposed(dwelling)
    assert "calling dispatch" in card(dwelling)
    assert "channel did not answer" not in card(dwelling)
    hand = dwelling.hand(BEN)
    await press(dwelling, BEN, "second.confirm")
    shown = await hand.view("second.file")
    assert WHY in str(shown.blocks)
    await hand.fill(None, {"attest:second": ["own"], "why:second": "I rang twice as well."})
    assert "does not count" in (await hand.submit()).text
    await deliver(dwelling)
    assert "two people say that it could not be done" in card(dwelling)
    assert "second.confirm" not in card(dwelling)
    _, step = (await dwelling.case(number)).steps
    assert (step.kind, step.result, step.proposed_by, step.by) == (
        StepKind.DISPATCH,
        StepResult.SKIPPED,
        EVE,
        BEN,
    )
    (agreed,) = await dwelling.happened(number, ev.SkipAgreed)
    assert agreed.event.why == "I rang twice as well."


async def test_a_step_that_can_be_done_is_refused_by_the_card(dwelling: House) -> None:
    """Whoever refuses says why; the step stays open."""
    number = await proposed(dwelling)
    hand = dwelling.hand(BEN)
    await press(dwelling, BEN, "second.refuse")
    await hand.view("second.file")
    await hand.fill(None, {"why:second": "The night line answers."})
    assert "still open" in (await hand.submit()).text
    await deliver(dwelling)
    assert "Refused: it can be done." in card(dwelling)
    assert [s.kind for s in (await dwelling.case(number)).steps] == [StepKind.HISTORY]


async def test_whoever_proposed_it_is_told_to_ask_a_colleague(dwelling: House) -> None:
    """The same person gets no form, a private word, and an entry in the record."""
    number = await proposed(dwelling)
    await press(dwelling, EVE, "second.confirm")
    assert "needs a second person" in dwelling.hand(EVE).ephemerals(REVIEW)[-1].text
    assert not dwelling.slack.workspace.views.stack(dwelling.hand(EVE).user_id)
    (refused,) = await dwelling.happened(number, ev.CommandRefused)
    assert (refused.actor, refused.event.reason) == (EVE, Refusal.SAME_PERSON)


async def test_whoever_stepped_out_gets_no_form(dwelling: House) -> None:
    """A recused reviewer is refused before the reason is shown, on the record."""
    number = await proposed(dwelling)
    await dwelling.do(number, cm.Recuse(ground="conflict"), ANA)
    await press(dwelling, ANA, "second.confirm")
    assert "recused yourself" in dwelling.hand(ANA).ephemerals(REVIEW)[-1].text
    (refused,) = await dwelling.happened(number, ev.CommandRefused)
    assert (refused.actor, refused.event.reason) == (ANA, Refusal.RECUSED)


async def test_an_old_card_says_that_nothing_waits(dwelling: House) -> None:
    """A press on a card that is not redrawn yet is refused, on the record."""
    number = await proposed(dwelling)
    await dwelling.do(number, ConfirmSkip(number=1), DEE)
    await press(dwelling, BEN, "second.confirm")
    assert "still waits" in dwelling.hand(BEN).ephemerals(REVIEW)[-1].text
    (refused,) = await dwelling.happened(number, ev.CommandRefused)
    assert refused.event.reason == Refusal.NOTHING_WAITS


async def test_two_who_confirm_at_once_skip_it_once(dwelling: House) -> None:
    """Both forms were open; the second one is told, and one step stands in the record."""
    number = await proposed(dwelling)
    for who in (BEN, DEE):
        await press(dwelling, who, "second.confirm")
        await dwelling.hand(who).view("second.file")
        await dwelling.hand(who).fill(None, {"attest:second": ["own"]})
    assert "does not count" in (await dwelling.hand(BEN).submit()).text
    assert "still waits" in (await dwelling.hand(DEE).submit()).text
    assert [s.kind for s in (await dwelling.case(number)).steps] == [
        StepKind.HISTORY,
        StepKind.DISPATCH,
    ]


async def test_a_case_that_has_ended_takes_its_question_back(dwelling: House) -> None:
    """The card loses its buttons with the case."""
    number = await proposed(dwelling)
    await dwelling.do(number, cm.WithdrawRequest(how="they called us"), EVE)
    await deliver(dwelling)
    assert "moved on" in card(dwelling)
    assert "second.confirm" not in card(dwelling)


async def test_the_case_card_names_what_was_skipped(dwelling: House) -> None:
    """Everybody sees that it was thought of, and that it does not count."""
    number = await dwelling.received()
    await dwelling.do(number, ProposeSkip(step=StepKind.DISPATCH, why=WHY), EVE)
    await dwelling.do(number, ConfirmSkip(number=1), BEN)
    posted = await dwelling.post_card(number)
    shown = next(m for m in dwelling.hand(ANA).messages(REVIEW) if m.ts == posted.ts)
    assert "Dispatch: skipped, confirmed by two people; it does not count" in str(shown.blocks)
    assert "Skipped by two people, which does not count: calling dispatch" in str(shown.blocks)


async def test_nothing_is_left_to_skip(dwelling: House) -> None:
    """With every step waiting the form says so and has nothing to send."""
    number = await dwelling.received()
    for step in ("callback", "supervisor", "dispatch", "document"):
        await dwelling.do(number, ProposeSkip(step=StepKind(step), why=WHY), EVE)
    hand = dwelling.hand(DEE)
    await hand.command("/edr", "skip 1", REVIEW)
    assert "Nothing is left" in str((await hand.view("skip.file")).blocks)


async def document(house: House, who: str, result: str) -> str:
    """Record by the word what a document shows."""
    hand = house.hand(who)
    await hand.command("/edr", "document 1", REVIEW)
    shown = await hand.view("document.file")
    assert "F1: order.pdf" in str(shown.blocks)
    looked = {"looked:v1": ["signature", "issuer"], "note:v1": "The clerk knows of no such order."}
    await hand.fill(None, {"document:v1": "F1", "result:v1": result, **looked})
    said = (await hand.submit()).text
    await hand.close(everything=True)
    return said


async def test_a_forged_document_is_said_to_take_the_worth_of_the_calls(dwelling: House) -> None:
    """It is told to whoever records it, counts as a denial, and is in the reviewer's form."""
    number = await dwelling.verified(PAPERS)
    assert "counts no more" in await document(dwelling, ANA, "fail")
    assert reached(await dwelling.case(number)) == 1
    hand = dwelling.hand(BEN)
    await hand.press(REVIEW, "review.open")
    shown = str((await hand.view()).blocks)
    assert "Document F1: forged or altered" in shown
    assert "The clerk knows of no such order." in shown
    assert "a denial came later, so it counts no more" in shown


@pytest.mark.parametrize(
    ("result", "said"), [("pass", "raises no level"), ("inconclusive", "settled nothing")]
)
async def test_a_document_raises_no_level(dwelling: House, result: str, said: str) -> None:
    """In order or not to be told: the level is as it was."""
    number = await dwelling.received(PAPERS)
    assert said in await document(dwelling, EVE, result)
    case = await dwelling.case(number)
    assert (reached(case), case.taken_by) == (1, None)


async def test_without_documents_there_is_nothing_to_record(dwelling: House) -> None:
    """The form says that none came."""
    await dwelling.received()
    hand = dwelling.hand(EVE)
    await hand.command("/edr", "document 1", REVIEW)
    assert "No document came" in str((await hand.view("document.file")).blocks)


async def test_a_form_without_what_it_needs_stays_open(dwelling: House) -> None:
    """What is missing is named at its place."""
    await dwelling.received(PAPERS)
    hand = dwelling.hand(EVE)
    await hand.command("/edr", "document 1", REVIEW)
    await hand.view("document.file")
    await hand.fill(None, {"looked:v1": [], "note:v1": "short"})
    said = (await hand.submit(stale=True)).text
    for wanted in ("Tick what you looked at", "Say what you found", "10 to 600"):
        assert wanted in said
