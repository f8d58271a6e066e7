"""Calls to the agency, recorded in Slack."""

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.levels import reached
from bot.practice.hand_on_views import Hand
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.house import REVIEW, House

ELSEWHERE = make.Agency(name="Elsewhere PD", kind=make.AgencyKind.LOCAL, country="US")
UNLISTED = make.request(agency=ELSEWHERE)


async def call_form(house: House, who: str) -> Hand:
    """Press Record Call-Back and wait for the form."""
    hand = house.hand(who)
    await hand.press(REVIEW, "callback.open")
    await hand.view("callback.file")
    return hand


async def record(hand: Hand, code: str | None, **changes: object) -> str:
    """Fill the call-back form in, send it, and return what is said."""
    values = {"number:v1": "n1", "reached:v1": "officer", "outcome:v1": "pass", "code:v1": code}
    await hand.fill(None, values | {f"{name}:v1": value for name, value in changes.items()})
    return (await hand.submit()).text


async def test_call_back_reaches_level_two(dwelling: House) -> None:
    """The code that the officer reads out lifts the case to level 2; who called is recorded."""
    number = await dwelling.received()
    hand = await call_form(dwelling, EVE)
    code = (await dwelling.opened(number)).opened.code
    assert "the call passed" in await record(hand, code)
    case = await dwelling.case(number)
    assert (reached(case), case.taken_by, case.state) == (2, EVE, State.VERIFYING)


async def test_two_callers_open_the_review(dwelling: House) -> None:
    """A second caller who reaches dispatch brings level 3."""
    number = await dwelling.received()
    code = (await dwelling.opened(number)).opened.code
    await record(await call_form(dwelling, EVE), code)
    changes = {"number": "n2", "reached": "dispatch"}
    await record(await call_form(dwelling, DEE), "26-118203", **changes)
    case = await dwelling.case(number)
    assert (reached(case), case.state) == (3, State.IN_REVIEW)


async def test_wrong_code_confirms_nothing(dwelling: House) -> None:
    """A wrong code is said to be wrong, never shown, and lifts nothing."""
    number = await dwelling.received()
    code = (await dwelling.opened(number)).opened.code or ""
    said = await record(await call_form(dwelling, EVE), "000000")
    assert "did not match" in said
    assert code not in said.replace(number, "")
    assert reached(await dwelling.case(number)) == 1


async def test_who_took_the_request_may_not_call(dwelling: House) -> None:
    """Whoever logged the request is refused the form, privately and on the record."""
    number = await dwelling.received(logged_by=EVE)
    eve = dwelling.hand(EVE)
    await eve.press(REVIEW, "callback.open")
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(eve.user_id) == []
    assert "took the request down" in eve.ephemerals(REVIEW)[-1].text
    refused = await dwelling.happened(number, ev.CommandRefused)
    assert [r.event.reason for r in refused] == [Refusal.LOGGED_THE_REQUEST]


async def test_number_found_by_two(dwelling: House) -> None:
    """A number outside the directory counts once a second person found the same one."""
    number = await dwelling.received(UNLISTED)
    ben, eve = dwelling.hand(BEN), dwelling.hand(EVE)
    await eve.press(REVIEW, "callback.open")
    await eve.view("number.none")
    await eve.press(None, "number.open")
    await eve.view("number.propose")
    await eve.fill(None, {"number": "+1 555 010 0777", "source": "the agency's own site"})
    assert "is kept" in (await eve.submit()).text
    await ben.press(REVIEW, "callback.open")
    await ben.view("number.none")
    await ben.press(None, "number.second")
    await ben.view("number.confirm")
    await ben.fill(None, {"number": "(555) 010 0777", "source": "the state's list"})
    wrong = await ben.submit()
    assert wrong.body["response_action"] == "errors"
    await ben.fill(None, {"number": "+1 (555) 010-0777"})
    assert "may be dialled" in (await ben.submit()).text
    found = (await dwelling.case(number)).numbers
    assert [(n.found_by, n.confirmed_by) for n in found] == [(EVE, BEN)]


async def test_life_safety_exception_needs_a_call(dwelling: House) -> None:
    """Support before any call-back passed is refused; after one it is on the record."""
    number = await dwelling.received()
    ana = dwelling.hand(ANA)
    await ana.command("/edr", "support 1", REVIEW)
    await ana.view("exception.file")
    values = {"believe:v1": ["yes"], "reason:v1": "She will be dead before a second caller is in."}
    await ana.fill(None, values)
    assert (await ana.submit()).body["response_action"] == "errors"
    code = (await dwelling.opened(number)).opened.code
    await dwelling.do(number, make.call(code=code), EVE)
    assert "on the record" in (await ana.submit()).text
    assert (await dwelling.case(number)).supporters == {ANA}
