"""The agency directory's life through the whole product: forms, cards, quarantine, a compromise."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import asks
from bot.clock import PracticeClock
from bot.domain.case import State
from bot.domain.directory.merging import QUARANTINE
from bot.domain.listed import ListedAgency
from bot.practice.messages import Message
from bot.practice.scripts import deeds, requests
from bot.practice.scripts.deeds import ANA, BEN, BEN_AGAIN, EVE, MARA, SOL
from bot.practice.seed import ESCALATION, REVIEW
from bot.practice_house import PracticeHouse, practice_house
from bot.workflow.reactions import DIRECTORY_TELL, task
from tests.storage.raw import run

NEW = "+1 555 010 0177"
KEY = "springfield-pd"


@pytest.fixture
async def product(tmp_path: Path) -> AsyncIterator[PracticeHouse]:
    """The whole product with its invented agencies."""
    async with practice_house(tmp_path, PracticeClock()) as made:
        yield made
        assert made.stage.server.workspace.troubles == []
        report = await asks.check(made.house)
        assert report.whole, report.troubles


async def listed(product: PracticeHouse) -> ListedAgency:
    """The agency as it is now."""
    office = product.house.office
    found = await office.database.read(lambda db: db.agencies.get(KEY))
    assert found is not None
    return found.at(office.clock.law())


async def open_form(product: PracticeHouse, user: str, action: str, words: str = KEY) -> None:
    """Look at the agency and press one of its buttons."""
    hand = product.stage.hand(user)
    await hand.command("/edr", f"agency {words}")
    shown = hand.ephemerals()[-1]
    await hand.press(shown, action)
    await hand.view(action)


async def card(product: PracticeHouse, number: int, words: str = "second.confirm") -> Message:
    """Wait for the card of a proposal to say something."""

    def look() -> Message | None:
        found = product.stage.hand(ANA).messages(REVIEW)
        mine = [m for m in found if f"Proposal {number}:" in json.dumps(m.blocks)]
        return next((m for m in mine if words in json.dumps(m.blocks)), None)

    return await product.stage.until(look, f"the card of proposal {number} to say {words!r}")


async def second(product: PracticeHouse, user: str, number: int, *, confirm: bool = True) -> str:
    """Answer a proposal's card; return what the person is told, in the form or privately."""
    hand = product.stage.hand(user)
    before = len(hand.ephemerals())
    await hand.press(await card(product, number), f"second.{'confirm' if confirm else 'refuse'}")
    stage = product.stage
    place = await stage.until(
        lambda: "view" if _has_view(product, user) else len(hand.ephemerals()) > before and "told",
        "a form or a private answer",
    )
    if place != "view":
        return str(hand.ephemerals()[-1].text)
    await hand.view("second.file")
    await hand.fill(None, {"attest": ["own"]} if confirm else {"why": "I looked; it is not so."})
    answer = await hand.submit()
    said = answer.text + json.dumps(hand.current_view().blocks) if _has_view(product, user) else ""
    await hand.close(everything=True)
    return said


async def escalated(product: PracticeHouse, words: str) -> None:
    """Wait until the escalation channel says something."""

    def told() -> bool:
        said = product.stage.hand(SOL).messages(ESCALATION)
        return any(words in json.dumps(m.blocks) for m in said)

    await product.stage.until(told, f"the escalation channel to say {words!r}")


def _has_view(product: PracticeHouse, user: str) -> bool:
    return bool(product.stage.server.workspace.views.stack(user))


async def propose_number(product: PracticeHouse, user: str) -> None:
    """Fill the form for one more number."""
    await open_form(product, user, "agency.number")
    hand = product.stage.hand(user)
    await hand.fill(
        None,
        {"what": "add", "number": NEW, "label": "new desk", "source": "their letter"},
    )
    assert "waits for another person" in (await hand.submit()).text
    await hand.close(everything=True)


async def test_a_number_from_the_form_to_the_end_of_its_quarantine(product: PracticeHouse) -> None:
    """Two people and the old number; seven days in which nobody can dial it; then it counts."""
    await propose_number(product, ANA)
    waits = await card(product, 2)
    assert NEW in json.dumps(waits.blocks)
    assert "somebody else" in await second(product, ANA, 2) or "second person" in await second(
        product, ANA, 2
    )
    assert "Nobody has heard there" in await second(product, BEN_AGAIN, 2)
    await open_form(product, BEN, "agency.call")
    hand = product.stage.hand(BEN)
    await hand.fill(None, {"key": "n1", "answered": "front_desk", "said": "confirmed"})
    assert "on the record" in (await hand.submit()).text
    await hand.close(everything=True)
    assert "confirmed" in await second(product, BEN, 2)
    await card(product, 2, "Confirmed by a second person.")
    agency = await listed(product)
    assert NEW not in {n.number for n in agency.numbers}
    hand = product.stage.hand(EVE)
    await hand.command("/edr", "agency springfield")
    assert "in quarantine until" in json.dumps(hand.ephemerals()[-1].blocks)
    await product.stage.pass_time(QUARANTINE)
    assert NEW in {n.number for n in (await listed(product)).numbers}


async def test_a_denied_change_is_told_to_seniors(product: PracticeHouse) -> None:
    """The old desk knows nothing of it: the proposal is over, and somebody should ask why."""
    await propose_number(product, ANA)
    await card(product, 2)
    await open_form(product, BEN, "agency.call")
    hand = product.stage.hand(BEN)
    await hand.fill(None, {"key": "n1", "answered": "front_desk", "said": "denied"})
    await hand.submit()
    await hand.close(everything=True)
    await card(product, 2, "Refused. Nothing was changed by it.")
    await escalated(product, "The agency itself knows nothing of this change.")


async def test_a_new_agency_counts_when_a_second_person_agrees(product: PracticeHouse) -> None:
    """Not before; its first number needs no quarantine, since there is no old one."""
    await open_form(product, ANA, "agency.new", "harbor")
    hand = product.stage.hand(ANA)
    await hand.fill(
        None,
        {
            "name": "Harbor <!channel> *Police*",
            "zone": "America/Denver",
            "number": NEW,
            "label": "front desk",
            "source": "the state's list",
        },
    )
    assert "waits for another person" in (await hand.submit()).text
    await hand.close(everything=True)
    office = product.house.office
    key = "harbor-channel-police"
    assert await office.database.read(lambda db: db.agencies.get(key)) is None
    assert "confirmed" in await second(product, BEN, 2)
    made = await office.database.read(lambda db: db.agencies.get(key))
    assert made is not None
    assert [n.number for n in made.at(office.clock.law()).numbers] == [NEW]


async def test_a_compromise_stops_what_is_open(product: PracticeHouse) -> None:
    """One person's word stops an approved case; nothing is released; two people lift it."""
    stage = product.stage
    request = requests.kidnapping(stage.law())
    case, code = await deeds.request_comes_in(stage, request, "msg_compromise")
    await deeds.verify(stage, case, code)
    await deeds.review(stage, ANA, case)
    await deeds.review(stage, BEN, case)
    await stage.card(case, "release.open")
    await open_form(product, EVE, "agency.compromised")
    hand = stage.hand(EVE)
    await hand.fill(None, {"source": "Their mailbox was offered for sale."})
    assert "being stopped" in (await hand.submit()).text
    await hand.close(everything=True)
    await stage.card(case, "the directory has the agency as compromised")

    await escalated(product, f"Open cases, stopped: {case}")
    found = await product.house.office.database.read(lambda db: db.cases.get(case))
    assert found is not None
    assert found.state == State.ESCALATED.value
    await stage.pass_time(timedelta(days=1))

    await escalated(product, "nobody has confirmed or refused it")
    await second(product, MARA, 2, confirm=False)
    await card(product, 2, "stays stopped until two people raise")
    assert (await listed(product)).standing == "compromised"
    await open_form(product, MARA, "agency.standing")
    hand = stage.hand(MARA)
    await hand.fill(None, {"standing": "watch", "source": "They changed every password."})
    await hand.submit()
    await hand.close(everything=True)
    await second(product, SOL, 3)
    await card(product, 3, "Confirmed by a second person.")
    assert (await listed(product)).standing == "watch"


async def test_a_refused_first_file_is_told_to_seniors(product: PracticeHouse) -> None:
    """Its agencies count all the same, which somebody who refused it would not expect."""
    office = product.house.office
    told = task(DIRECTORY_TELL, None, "1:unfounded", office.clock.law(), number=1, why="unfounded")
    await office.database.tx(lambda db: db.tasks.add(told))
    office.bell.ring()
    await escalated(product, "These agencies count all the same until two people change them")


async def test_a_start_lists_cases_from_before_there_was_a_list(tmp_path: Path) -> None:
    """The product itself puts them on the list by which a compromise stops cases."""
    async with practice_house(tmp_path, PracticeClock()) as first:
        stage = first.stage
        case, _ = await deeds.request_comes_in(stage, requests.kidnapping(stage.law()), "msg_old")
        listed_first = await first.house.office.database.read(lambda db: db.agencies.every_case())
    run(f"sqlite:///{tmp_path / 'practice.db'}", "DELETE FROM agency_case")
    async with practice_house(tmp_path, PracticeClock()) as again:
        listed_now = await again.house.office.database.read(lambda db: db.agencies.every_case())
    assert case in {number for _, number in listed_first}
    assert listed_now == listed_first
