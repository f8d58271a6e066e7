"""`erase CASE` and `hold CASE` in Slack: forms, cards, and what is said where nothing is done."""

from datetime import timedelta

from bot.domain import commands as cm
from bot.domain.erasing import EraseCase
from bot.domain.errors import Refusal
from bot.domain.events import CommandRefused
from bot.domain.events.erasing import ErasureAgreed, ErasureProposed, LegalHoldLifted
from bot.domain.roster import SYSTEM
from bot.workflow.erasure import kept_long_enough
from tests.factories import ANA, BEN, CYD, DEE, EVE
from tests.handlers.house import REVIEW, House
from tests.handlers.verification.test_beside import deliver, press
from tests.keeping import OUTCOME, YEARS

WHY = "The claim <!channel> of Jo Doe."


async def kept(house: House, years: int = 3) -> str:
    """A case that the agency took back so many years ago, of which nothing is owed."""
    number = await house.verified()
    await house.do(number, cm.WithdrawRequest(how="they called"), EVE)
    for who in (EVE, DEE):
        await house.do(number, OUTCOME, who)
    house.clock.advance(years * YEARS + timedelta(minutes=1))
    house.wall.at += (years * YEARS).total_seconds()
    return number


async def typed(house: House, who: str, text: str) -> None:
    """Type a word."""
    await house.hand(who).command("/edr", text, REVIEW)
    await house.settle()


def card(house: House, word: str) -> str:
    """The card that says so, as it stands."""
    (found,) = [str(m.blocks) for m in house.hand(BEN).messages(REVIEW) if word in str(m.blocks)]
    return found


async def proposed(house: House) -> str:
    """Dee proposed it by the form."""
    number = await kept(house)
    hand = house.hand(DEE)
    await typed(house, DEE, "erase 1")
    assert "since it ended without a release" in str((await hand.view("erase.file")).blocks)
    await hand.fill(None, {"why:erase": WHY})
    assert "until a colleague agrees" in (await hand.submit()).text
    await deliver(house)
    return number


async def test_two_people_agree_by_form_and_card(dwelling: House) -> None:
    """The card says what goes and what stays, nothing that anybody wrote, and then who does it."""
    number = await proposed(dwelling)
    assert "the state stay" in card(dwelling, "erase what is personal")
    assert "claim" not in card(dwelling, "erase what is personal")
    await press(dwelling, CYD, "second.confirm")
    hand = dwelling.hand(CYD)
    assert WHY in str((await hand.view("second.file")).blocks)
    await hand.fill(None, {"attest:second": ["own"], "why:second": ""})
    assert "The operator carries it out" in (await hand.submit()).text
    await deliver(dwelling)
    assert f"exigent erase {number}" in card(dwelling, "erase what is personal")
    assert "second.confirm" not in card(dwelling, "erase what is personal")
    (first,) = await dwelling.happened(number, ErasureProposed)
    (second,) = await dwelling.happened(number, ErasureAgreed)
    assert (first.actor, second.actor) == (DEE, CYD)
    await dwelling.do(number, EraseCase(), SYSTEM)
    await deliver(dwelling)
    assert "nothing personal of it can be read" in card(dwelling, "erase what is personal")


async def test_the_first_person_is_no_second(dwelling: House) -> None:
    """Their press is refused in private, and on the record."""
    number = await proposed(dwelling)
    await press(dwelling, DEE, "second.confirm")
    assert "needs a second person" in dwelling.hand(DEE).ephemerals(REVIEW)[-1].text
    (refused,) = await dwelling.happened(number, CommandRefused)
    assert (refused.actor, refused.event.reason) == (DEE, Refusal.SAME_PERSON)


async def test_a_case_that_must_be_kept_opens_no_form(dwelling: House) -> None:
    """The word says until when, and what to do."""
    await kept(dwelling, 2)
    await typed(dwelling, DEE, "erase 1")
    told = dwelling.hand(DEE).ephemerals(REVIEW)[-1].text
    assert "Its time is not over yet (2029-11-21)" in told
    await typed(dwelling, EVE, "erase 1")
    assert "do not have the role" in dwelling.hand(EVE).ephemerals(REVIEW)[-1].text


async def test_one_person_holds_it_and_the_agreement_falls(dwelling: House) -> None:
    """The card says so; the hold ends by two people, on a card of its own."""
    number = await proposed(dwelling)
    hand = dwelling.hand(EVE)
    await typed(dwelling, EVE, "hold 1")
    await hand.view("hold.file")
    await hand.fill(None, {"act:hold": "place", "why:hold": WHY})
    assert "Two people end it" in (await hand.submit()).text
    await deliver(dwelling)
    assert "It fell: the case has changed" in card(dwelling, "erase what is personal")
    (one,) = await kept_long_enough(dwelling.office)
    assert one.why is not None
    assert one.why.reason is Refusal.LEGAL_HOLD
    await lifted(dwelling)
    (done,) = await dwelling.happened(number, LegalHoldLifted)
    assert done.actor == ANA
    (one,) = await kept_long_enough(dwelling.office)
    assert one.why is None


async def lifted(house: House) -> None:
    """Dee proposes that the hold ends; Ana agrees on the card."""
    hand = house.hand(DEE)
    await typed(house, DEE, "hold 1")
    await hand.view("hold.file")
    await hand.fill(None, {"act:hold": "1", "why:hold": "It was settled."})
    assert "until a colleague agrees" in (await hand.submit()).text
    await deliver(house)
    assert "claim" not in card(house, "end a legal hold")
    await press(house, ANA, "second.confirm")
    hand = house.hand(ANA)
    shown = str((await hand.view("second.file")).blocks)
    assert WHY in shown
    assert "It was settled." in shown
    await hand.fill(None, {"attest:second": ["own"], "why:second": ""})
    assert "has ended" in (await hand.submit()).text
    await deliver(house)
    assert "it has ended" in card(house, "end a legal hold")


async def test_an_erased_case_is_shown_and_nothing_is_done_to_it(dwelling: House) -> None:
    """Show says what happened and when it was erased; every form is refused in words."""
    number = await proposed(dwelling)
    await press(dwelling, CYD, "second.confirm")
    hand = dwelling.hand(CYD)
    await hand.view("second.file")
    await hand.fill(None, {"attest:second": ["own"], "why:second": ""})
    await hand.submit()
    assert (await dwelling.do(number, EraseCase(), SYSTEM)).refused is None
    await typed(dwelling, ANA, "show 1")
    shown = str(dwelling.hand(ANA).ephemerals(REVIEW)[-1].blocks)
    assert "what was personal was erased on 2029-11-21" in shown
    assert "There is nothing for you to do here now" in shown
    for word in ("erase", "hold", "fraud", "outcome", "complaint", "log"):
        await typed(dwelling, DEE, f"{word} 1")
        assert "It was erased by two people" in dwelling.hand(DEE).ephemerals(REVIEW)[-1].text
