"""A request taken by telephone, in three steps, and what the agency changes later."""

from bot.domain import events as ev
from bot.domain.case import State
from bot.practice.hand_on_views import Hand
from bot.workflow.queries import open_cases
from tests.factories import ANA, BEN, EVE, determination
from tests.handlers.house import REVIEW, USERS, House

NUMBER = "EDR-2026-000001"


async def first_step(house: House) -> Hand:
    """Eve's first step, filled in for an agency of the directory."""
    eve = house.hand(EVE)
    await eve.command("/edr", "new", REVIEW)
    await eve.view("new.who")
    offered = await eve.suggest(None, "agency", "agency", "Spring")
    assert offered[0]["value"] == "springfield"
    values = {"agency": "springfield", "officer": "Sgt R. Alvarez, 4417", "phone": "555 0104417"}
    await eve.fill(None, values | {"incident": "26-118203", "channel": "phone"})
    return eve


async def second_step(eve: Hand) -> None:
    """What happened."""
    await eve.view("new.emergency")
    values = {"nature": "abduction", "person": "girl, 9", "harm": ["death"], "story": "taken"}
    await eve.fill(None, values | {"ongoing": "yes", "warrant": "no_time"})
    await eve.submit()


async def third_step(eve: Hand) -> None:
    """Which data."""
    await eve.view("new.data")
    values = {"devices": "B8:7C:6F:12:34:56", "categories": ["video"], "day": "2026-11-21"}
    await eve.fill(None, values | {"from": "18:00", "to": "18:30", "attested": ["yes"]})
    await eve.submit()


async def test_three_steps(dwelling: House) -> None:
    """The case opens with the first step and is complete with the third, still version 1."""
    eve = await first_step(dwelling)
    await eve.submit()
    case = await dwelling.case(NUMBER)
    assert (case.state, case.complete, case.logged_by) == (State.RECEIVED, False, EVE)
    assert case.vouched
    code = (await dwelling.opened(NUMBER)).opened.code or ""
    view = await eve.view("new.emergency")
    assert f"{code[:3]} {code[3:]}" in str(view.blocks)
    await second_step(eve)
    await third_step(eve)
    case = await dwelling.case(NUMBER)
    assert (case.complete, case.version, len(case.scope)) == (True, 1, 1)
    assert dwelling.slack.workspace.troubles == []


async def test_first_step_twice_is_one_case(dwelling: House) -> None:
    """The first step sent twice opens one case, and both answers lead on in it."""
    eve = await first_step(dwelling)
    first = await eve.submit()
    again = await eve.replay(first)
    assert NUMBER in first.text
    assert NUMBER in again.text
    assert len(await open_cases(dwelling.office)) == 1


async def test_go_on_later(dwelling: House) -> None:
    """What was left out is asked for by `amend`, step by step."""
    eve = await first_step(dwelling)
    await eve.submit()
    await eve.close(everything=True)
    await eve.command("/edr", "amend 1", REVIEW)
    await second_step(eve)
    await eve.close(everything=True)
    await eve.command("/edr", "amend 1", REVIEW)
    await third_step(eve)
    assert (await dwelling.case(NUMBER)).complete


async def test_missing_answers(dwelling: House) -> None:
    """Blanks in the first step are named, and no case opens."""
    eve = await first_step(dwelling)
    await eve.fill(None, {"officer": "  "})
    answer = await eve.submit()
    assert list(answer.body["errors"]) == ["officer"]
    assert await open_cases(dwelling.office) == []


async def test_guest_opens_no_case(dwelling: House) -> None:
    """An account that became a guest's while the form was open takes nothing down."""
    eve = await first_step(dwelling)
    dwelling.slack.workspace.people.change(USERS[EVE], is_restricted=True)
    dwelling.side.standings.forget(USERS[EVE])
    answer = await eve.submit()
    assert answer.body["response_action"] == "errors"
    assert await open_cases(dwelling.office) == []


async def test_amending_voids_what_was_filed(dwelling: House) -> None:
    """A wider request is a new version; what was filed on the old one counts no more."""
    number = await dwelling.verified()
    await dwelling.do(number, determination(await dwelling.case(number)), ANA)
    eve = dwelling.hand(EVE)
    await eve.command("/edr", "amend 1", REVIEW)
    await eve.view("amend.file")
    await eve.fill(None, {"to:v1": "18:40", "answer:v1": "they found a second witness"})
    assert "version 2" in (await eve.submit()).text
    case = await dwelling.case(number)
    assert (case.version, case.filed) == (2, ())
    amended = await dwelling.happened(number, ev.RequestAmended)
    assert amended[0].event.changed == ("data_sought",)


async def test_two_people_amend_at_once(dwelling: House) -> None:
    """Who amends a version that has changed meanwhile is told so; nothing is overwritten."""
    number = await dwelling.received()
    eve, ben = dwelling.hand(EVE), dwelling.hand(BEN)
    for hand, end in ((eve, "18:40"), (ben, "18:50")):
        await hand.command("/edr", "amend 1", REVIEW)
        await hand.view("amend.file")
        await hand.fill(None, {"to:v1": end})
    await eve.submit()
    answer = await ben.submit()
    assert answer.body["response_action"] == "errors"
    assert (await dwelling.case(number)).version == 2
