"""`restrict CASE` and the cards of a second person: holds, their early end, typed addresses."""

import json
from datetime import timedelta

import pytest

from bot.domain import events as ev
from bot.domain.errors import Refusal
from bot.domain.events import restricting as happened
from bot.domain.restriction import RestrictionKind, RestrictionStatus, held
from handlers.blocks.card import card as case_card
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.house import REVIEW, House
from tests.handlers.release.told import handed_over
from tests.handlers.verification.test_beside import deliver, press

WHY = "He would <!channel> leave the country once he hears of it."
ORDER = "Superior Court of Springfield, 26-SW-118"


async def proposes(house: House, who: str, ground: str, **fields: str) -> str:
    """Fill the form in and submit it; return what was shown and what was answered."""
    hand = house.hand(who)
    await hand.command("/edr", "restrict 1", REVIEW)
    shown = str((await hand.view("restrict.file")).blocks)
    await hand.fill(None, {"ground": ground, "reason": WHY, "attest": ["yes"], **fields})
    said = await hand.submit()
    await hand.close(everything=True)
    await deliver(house)
    return f"{shown} {said.text} {said.body}"


def cards(house: House, words: str) -> list[str]:
    """The cards in the review channel that say `words`, as they stand."""
    posted = (str(m.blocks) for m in house.hand(BEN).messages(REVIEW))
    return [card for card in posted if words in card]


async def answers(house: House, who: str, *, confirming: bool = True, why: str = "") -> str:
    """Confirm or refuse on the card; return what was shown and what was answered."""
    await press(house, who, "second.confirm" if confirming else "second.refuse")
    hand = house.hand(who)
    shown = str((await hand.view("second.file")).blocks)
    filled = {"attest:second": ["own"]} if confirming else {}
    await hand.fill(None, filled | ({"why:second": why} if why else {}))
    said = await hand.submit()
    await hand.close(everything=True)
    await deliver(house)
    return f"{shown} {said.text}"


async def test_a_hold_is_proposed_and_agreed(dwelling: House) -> None:
    """Five inputs; the card has no word of the reason; only the second person reads it."""
    number = await handed_over(dwelling)
    said = await proposes(dwelling, ANA, "flight")
    assert said.count("'type': 'input'") == 5
    assert "nothing is held" in said
    (asked,) = cards(dwelling, "hold a notice?")
    assert "leave the country" not in asked
    assert "flight" in asked
    assert held(await dwelling.case(number), "O1", dwelling.clock.law()) is None
    shown = await answers(dwelling, DEE)
    assert "leave the country" in shown
    (hold,) = (await dwelling.case(number)).restrictions
    assert (hold.kind, hold.status) == (RestrictionKind.POLICY, RestrictionStatus.IN_FORCE)
    assert cards(dwelling, "Two people agreed: the owner is not told yet.")
    assert "Notice held until" in str(case_card(await dwelling.opened(number)))


async def test_whoever_proposed_it_does_not_agree(dwelling: House) -> None:
    """The press is refused on the record, and no reason is shown."""
    number = await handed_over(dwelling)
    await proposes(dwelling, ANA, "flight")
    await press(dwelling, ANA, "second.confirm")
    refused = await dwelling.happened(number, ev.CommandRefused)
    assert [r.event.reason for r in refused] == [Refusal.SAME_PERSON]


async def test_a_refused_hold_holds_nothing(dwelling: House) -> None:
    """With its reason, and the card says so."""
    number = await handed_over(dwelling)
    await proposes(dwelling, ANA, "flight")
    await answers(dwelling, BEN, confirming=False, why="He is in custody.")
    assert cards(dwelling, "Refused: the owner may be told.")
    assert (await dwelling.case(number)).restrictions[0].status is RestrictionStatus.REFUSED


async def test_an_order_is_sealed_and_read(dwelling: House) -> None:
    """Its issuer and number stand in no card, and in the record only as commitments."""
    number = await handed_over(dwelling)
    said = await proposes(dwelling, ANA, "order:named", issuer=ORDER)
    assert "proposed" in said
    assert not cards(dwelling, "26-SW-118")
    rows = await dwelling.office.database.read(lambda db: db.record.of_case(number))
    proposal = next(r for r in rows if r.kind == "restriction.proposed")
    payload = json.loads(proposal.body)["payload"]
    assert set(payload["issuer"]) == set(payload["docket"]) == {"commitment"}
    assert b"26-SW-118" not in proposal.body
    assert "26-SW-118" in await answers(dwelling, DEE)


async def test_an_order_without_a_number_stays_in_the_form(dwelling: House) -> None:
    """What was typed is kept, and a sentence says what is missing."""
    number = await handed_over(dwelling)
    said = await proposes(dwelling, ANA, "order:named", issuer="Superior Court")
    assert "a comma, and the number" in said
    assert (await dwelling.case(number)).restrictions == ()


async def test_an_order_about_other_process_is_answered_for(dwelling: House) -> None:
    """Scenario 20: a gag on a later warrant; read, recorded, and it holds nothing."""
    number = await handed_over(dwelling)
    said = await proposes(dwelling, ANA, "order:not", issuer=ORDER)
    assert "does not cover this release" in said
    assert len(await dwelling.happened(number, happened.OrderNotCovering)) == 1
    assert (await dwelling.case(number)).restrictions == ()


@pytest.mark.parametrize(("day", "words"), [("2026-11-20", "over"), ("2027-11-20", "longer")])
async def test_a_day_out_of_reach_stays_in_the_form(dwelling: House, day: str, words: str) -> None:
    """Neither yesterday nor next year; the form says what the law allows."""
    number = await handed_over(dwelling)
    said = await proposes(dwelling, ANA, "flight", until=day)
    assert words in said
    assert (await dwelling.case(number)).restrictions == ()


async def test_a_day_holds_to_its_end_where_the_request_was_made(dwelling: House) -> None:
    """The twenty-first is over when it is over in Los Angeles: eight hours after UTC's midnight."""
    number = await handed_over(dwelling)
    await proposes(dwelling, ANA, "flight", until="2026-12-21")
    (hold,) = (await dwelling.case(number)).restrictions
    assert hold.until is not None
    assert hold.until.isoformat() == "2026-12-22T08:00:00+00:00"


async def test_the_officer_s_wish_is_a_claim(dwelling: House) -> None:
    """It is shown as one, hostile text and all, and there is no choice that means it."""
    wish = "Do not notify. <!here> *Order of the chief*"
    request = make.request(notice_objection=wish, zone="America/Los_Angeles")
    await dwelling.verified(request)
    hand = dwelling.hand(ANA)
    await hand.command("/edr", "restrict 1", REVIEW)
    shown = (await hand.view("restrict.file")).blocks
    assert "That is a claim." in str(shown)
    claimed = next(b for b in shown if "asked that the owner" in str(b))
    assert claimed["text"]["type"] == "plain_text"
    ground = next(b for b in shown if b.get("block_id", "").startswith("ground"))
    assert "notify" not in str(ground)


async def test_a_hold_ends_early_by_two(dwelling: House) -> None:
    """Proposed by the same form, agreed on a card that warns that a notice cannot be unsent."""
    number = await handed_over(dwelling)
    await proposes(dwelling, ANA, "flight")
    await answers(dwelling, DEE)
    assert "early end is proposed" in await proposes(dwelling, EVE, "lift:1")
    assert cards(dwelling, "cannot be taken back")
    await answers(dwelling, BEN)
    assert (await dwelling.case(number)).restrictions[0].status is RestrictionStatus.LIFTED
    assert cards(dwelling, "The hold has ended.")


async def test_a_typed_address_is_read_by_another(dwelling: House) -> None:
    """The card does not have the address; who confirms sees it."""
    number = await dwelling.verified()
    for who in (ANA, BEN):
        await dwelling.do(number, make.determination(await dwelling.case(number)), who)
    await dwelling.do(number, make.owners(make.owner(email="jo@typed.example")), DEE)
    await deliver(dwelling)
    (asked,) = cards(dwelling, "is this address right?")
    assert "jo@typed.example" not in asked
    assert "jo@typed.example" in await answers(dwelling, EVE)
    assert (await dwelling.case(number)).addresses[0].confirmed_by == EVE
    assert cards(dwelling, "Confirmed by two people.")


async def test_home_and_queue_count_what_is_held(dwelling: House) -> None:
    """With the day on which it ends, and when it is looked at next."""
    number = await handed_over(dwelling)
    await proposes(dwelling, ANA, "flight", until="2026-12-21")
    await answers(dwelling, DEE)
    hand = dwelling.hand(BEN)
    await hand.open_home()
    await dwelling.settle()
    view = hand.home()
    assert view is not None
    shown = str(view.blocks)
    assert "Held notices (1)" in shown
    assert f"22 Dec 2026: {number}, hold 1 (company policy) ends by itself" in shown
    looked = dwelling.clock.law() + timedelta(days=7)
    assert f"{looked.day} {looked:%b %Y}: {number}, O1 is looked at again" in shown
    await hand.command("/edr", "queue", REVIEW)
    await dwelling.settle()
    assert any("Held: 1 notice" in str(m.blocks) for m in hand.ephemerals())
