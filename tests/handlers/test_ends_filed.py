"""`fraud`, `recall` and `outcome` in Slack: the forms, the second person's card, what it says."""

from bot.domain.case import State
from bot.domain.commands import WithdrawRequest
from bot.domain.defrauding import found
from bot.domain.events.defrauding import AgencyWarned, FraudDropped, FraudProposed, OutcomeSaid
from bot.domain.fraud import ProposeFraud
from bot.domain.outcome import RecordOutcome, Truth
from bot.domain.recall import RecallAnswer
from bot.domain.recalling import recalled
from handlers.blocks.card import card
from handlers.blocks.second_person import second_person_card
from handlers.fraud_second import MATTER
from tests.factories import ANA, BEN, DEE, EVE, SAM
from tests.handlers.house import REVIEW, House
from tests.handlers.release.told import handed_over

WHY = "<!channel> the *commander* never heard of it"


async def filed(house: House, who: str, word: str, **fields: str) -> str:
    """Fill a form in and submit it; return what was shown and what was answered."""
    hand = house.hand(who)
    await hand.command("/edr", f"{word} 1", REVIEW)
    shown = str((await hand.view(f"{word}.file")).blocks)
    await hand.fill(None, fields)
    said = await hand.submit()
    await hand.close(everything=True)
    return f"{shown} {said.text}"


async def asked(house: House, number: str) -> str:
    """Post the card on which a finding waits, and return its subject."""
    subject = f"fraud:{number}:1"
    ask = await MATTER.ask(house.office, subject)
    assert ask is not None
    await house.side.api.post(REVIEW, second_person_card(ask), f"second:{subject}")
    return subject


async def test_two_people_find_it_by_form(dwelling: House) -> None:
    """The first says why, the second reads it; the card says what is owed and no more."""
    number = await handed_over(dwelling)
    said = await filed(dwelling, EVE, "fraud", why=WHY)
    assert "Nothing is released while a second person looks" in said
    assert "One person finds" in str(card(await dwelling.opened(number)))
    read = await filed(dwelling, BEN, "fraud", act="confirm")
    assert "never heard of it" in read
    assert "two people found it forged" in read
    drawn = str(card(await dwelling.opened(number)))
    assert "Released, then found to be forged" in drawn
    assert f"/edr fraud {number}" in drawn
    assert "commander" not in drawn


async def test_a_second_person_confirms_on_the_card(dwelling: House) -> None:
    """The proposer is refused, on the record; another reads the reason and confirms."""
    number = await handed_over(dwelling)
    await dwelling.do(number, ProposeFraud(why=WHY), ANA)
    subject = await asked(dwelling, number)
    await dwelling.hand(ANA).press(REVIEW, "second.confirm")
    await dwelling.settle()
    assert not found(await dwelling.case(number))
    hand = dwelling.hand(BEN)
    await hand.press(REVIEW, "second.confirm")
    shown = str((await hand.view("second.file")).blocks)
    assert "never heard of it" in shown
    await hand.fill(None, {"attest": ["own"]})
    await hand.submit()
    assert found(await dwelling.case(number))
    settled = await MATTER.ask(dwelling.office, subject)
    assert settled is not None
    assert settled.settled == "Confirmed: two people found that it was forged."


async def test_a_finding_is_dropped_with_a_reason(dwelling: House) -> None:
    """Without one the form stays open; the case goes on."""
    number = await handed_over(dwelling)
    await dwelling.do(number, ProposeFraud(why=WHY), ANA)
    assert "Say in a sentence" in await filed(dwelling, BEN, "fraud", act="refuse")
    said = await filed(dwelling, BEN, "fraud", act="refuse", why="They called back.")
    assert "the case goes on as it stood" in said
    assert len(await dwelling.happened(number, FraudDropped)) == 1
    settled = await MATTER.ask(dwelling.office, f"fraud:{number}:1")
    assert settled is not None
    assert settled.settled is not None
    assert settled.settled.startswith("It fell")
    assert await MATTER.ask(dwelling.office, f"fraud:{number}:7") is None


async def test_the_agency_is_warned_by_form(dwelling: House) -> None:
    """Only the directory's numbers are offered; who was reached was told something."""
    number = await handed_over(dwelling)
    await dwelling.do(number, ProposeFraud(why=WHY), ANA)
    await filed(dwelling, BEN, "fraud", act="confirm")
    missing = await filed(dwelling, EVE, "fraud", act="warn", number="n1", reached="dispatch")
    assert "what you told them" in missing
    assert "+1 555 010 4417" not in missing
    said = await filed(
        dwelling, EVE, "fraud", act="warn", number="n1", reached="dispatch", why="They look."
    )
    assert "the call to the agency is on the record" in said
    assert len(await dwelling.happened(number, AgencyWarned)) == 1


async def test_a_recall_is_ordered_and_answered_by_form(dwelling: House) -> None:
    """A custodian asks it back; what the recipient says stands on the card."""
    number = await handed_over(dwelling)
    said = await filed(dwelling, DEE, "recall", how="It was the neighbour's camera.")
    assert "it is recalled" in said
    assert recalled(await dwelling.case(number))
    assert "the recipient answers by" in str(card(await dwelling.opened(number)))
    await filed(dwelling, EVE, "recall", answer="deleted", how="The officer, by telephone.")
    recall = (await dwelling.case(number)).recall
    assert recall is not None
    assert recall.answer is RecallAnswer.DELETED
    assert "it is deleted" in str(card(await dwelling.opened(number)))


async def test_two_people_record_the_outcome_by_form(dwelling: House) -> None:
    """The second reads what the first said and how they know; it is recorded once both agree."""
    number = await dwelling.received()
    await dwelling.do(number, WithdrawRequest(how="they called"), EVE)
    assert (await dwelling.case(number)).state is State.WITHDRAWN
    said = await filed(dwelling, EVE, "outcome", truth="confirmed", source="The county's report.")
    assert "once a second person says the same" in said
    second = await filed(dwelling, SAM, "outcome", truth="confirmed", source="Their dispatch.")
    assert "The county's report." in second
    assert "the outcome is on the record" in second
    outcome = (await dwelling.case(number)).outcome
    assert outcome is not None
    assert outcome.found is Truth.CONFIRMED
    assert len(await dwelling.happened(number, OutcomeSaid)) == 2
    assert "The outcome: it truly was an emergency" in str(card(await dwelling.opened(number)))
    late = RecordOutcome(truth=Truth.UNKNOWN, source="nobody knows")
    assert (await dwelling.do(number, late, BEN)).refused is not None
    assert len(await dwelling.happened(number, FraudProposed)) == 0
