"""`standard CASE`: two people say in Slack which law applies, by a form and by a card."""

from bot.domain.errors import Refusal
from bot.domain.events import CommandRefused
from bot.domain.events.governing import StandardProposed, StandardSettled
from bot.domain.governing import Doubt
from bot.domain.request import Agency, AgencyKind
from tests import factories as make
from tests.factories import AGENCY, ANA, BEN, EVE
from tests.handlers.house import REVIEW, House
from tests.handlers.verification.test_beside import deliver, press

WHY = "Counsel <!channel>: account and data are in Ohio, the letterhead is a branch office's."
ABROAD = Agency(name=AGENCY.name, kind=AgencyKind.FOREIGN, country="CA")
"""What an agency says that the directory has in the United States."""


async def doubted(house: House) -> str:
    """A case whose agency says that it is elsewhere than the directory has it."""
    number = await house.received(make.records_request(agency=ABROAD))
    assert (await house.case(number)).governing.doubt is Doubt.CONFLICT
    return number


async def proposed(house: House) -> str:
    """Ana said by the form which standard applies."""
    number = await doubted(house)
    hand = house.hand(ANA)
    await hand.command("/edr", "standard 1", REVIEW)
    shown = str((await hand.view("standard.file")).blocks)
    assert "point to different laws (Canada, United States federal)" in shown
    await hand.fill(None, {"standard:v1": "us_federal", "why:v1": WHY})
    assert "counts once a colleague confirms" in (await hand.submit()).text
    await deliver(house)
    return number


def card(house: House) -> str:
    """The second person's card as it stands."""
    (found,) = [
        str(m.blocks) for m in house.hand(BEN).messages(REVIEW) if "To apply:" in str(m.blocks)
    ]
    return found


async def test_two_people_settle_it_by_form_and_card(dwelling: House) -> None:
    """Proposed by the form, confirmed on the card by another, and both cards say so."""
    number = await proposed(dwelling)
    assert "United States federal" in card(dwelling)
    assert "account and data are" not in card(dwelling)
    hand = dwelling.hand(BEN)
    await press(dwelling, BEN, "second.confirm")
    assert WHY in str((await hand.view("second.file")).blocks)
    await hand.fill(None, {"attest:second": ["own"], "why:second": "She told me the same."})
    assert "two people say that this standard applies" in (await hand.submit()).text
    await deliver(dwelling)
    assert "second.confirm" not in card(dwelling)
    case = await dwelling.case(number)
    assert (case.standard, case.governing.doubt) == ("us_federal", None)
    (first,) = await dwelling.happened(number, StandardProposed)
    (second,) = await dwelling.happened(number, StandardSettled)
    assert (first.actor, second.actor) == (ANA, BEN)
    assert first.event.why == WHY


async def test_a_refused_proposal_leaves_the_doubt(dwelling: House) -> None:
    """Whoever refuses says why; the case waits as before."""
    number = await proposed(dwelling)
    await press(dwelling, BEN, "second.refuse")
    await dwelling.hand(BEN).view("second.file")
    await dwelling.hand(BEN).fill(None, {"why:second": "Counsel said the opposite."})
    assert "was not confirmed" in (await dwelling.hand(BEN).submit()).text
    await deliver(dwelling)
    assert "Refused: this standard was not confirmed" in card(dwelling)
    assert (await dwelling.case(number)).governing.doubt is Doubt.CONFLICT


async def test_nobody_confirms_their_own_proposal(dwelling: House) -> None:
    """The same person gets no form, a private word, and an entry in the record."""
    number = await proposed(dwelling)
    await press(dwelling, ANA, "second.confirm")
    assert "needs a second person" in dwelling.hand(ANA).ephemerals(REVIEW)[-1].text
    (refused,) = await dwelling.happened(number, CommandRefused)
    assert (refused.actor, refused.event.reason) == (ANA, Refusal.SAME_PERSON)


async def test_a_caller_does_not_say_which_law_applies(dwelling: House) -> None:
    """Intake may call and take down, not choose the law; the form does not open."""
    await doubted(dwelling)
    hand = dwelling.hand(EVE)
    await hand.command("/edr", "standard 1", REVIEW)
    await dwelling.settle()
    assert "do not have the role" in hand.ephemerals(REVIEW)[-1].text


async def test_the_card_and_show_say_that_it_is_in_doubt(dwelling: House) -> None:
    """Everybody sees what is next, and what the case stands under."""
    number = await doubted(dwelling)
    posted = await dwelling.post_card(number)
    shown = next(m for m in dwelling.hand(ANA).messages(REVIEW) if m.ts == posted.ts)
    assert f"two people say which: /edr standard {number}" in str(shown.blocks)
    await dwelling.hand(ANA).command("/edr", "show 1", REVIEW)
    told = str(dwelling.hand(ANA).ephemerals(REVIEW)[-1].blocks)
    assert "in doubt: agency, owners and data point to different laws" in told
    assert "found no one law that applies" in told
