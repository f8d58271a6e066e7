"""The page on which an owner answers: to open it does nothing, and a stale link is neutral."""

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.domain import commands as cm
from bot.domain.case import State
from bot.domain.consent import AskOwner, ConsentAnswer
from bot.domain.roster import SYSTEM
from handlers.consent.page import ConsentPage
from handlers.consent.source import LIFE, OwnersPage
from handlers.intake.web_portal.doorstep import Doorstep
from tests import factories as make
from tests.desk import Desk
from tests.handlers.site import Counted, site

CONTACT = "privacy@example.com"


@pytest.fixture
async def counted() -> Counted:
    """What was refused at the door."""
    return Counted()


@pytest.fixture
async def browser(agreed: Desk, counted: Counted) -> AsyncIterator[aiohttp.ClientSession]:
    """An owner's browser before the page."""
    office = agreed.office
    page = ConsentPage(
        owners=OwnersPage(office=office, contact=CONTACT),
        doorstep=Doorstep(agreed.clock, office.site_secret, https=False),
        count=counted,
        company="Example Cameras Inc.",
    )
    async with site(page.routes(), agreed.clock) as client:
        # The client keeps cookies of an address only when it is told to.
        client._cookie_jar = aiohttp.CookieJar(unsafe=True)
        yield client


async def link(desk: Desk) -> str:
    """Ask O1, and return the path of their page."""
    ask = AskOwner(owner="O1", channel="email", attempt=1)
    assert (await desk.do(ask, SYSTEM)).refused is None
    token = await OwnersPage(office=desk.office, contact=CONTACT).mint(await desk.now(), "O1")
    return f"/consent/{token}"


async def shown(browser: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    """Open a page."""
    async with browser.get(path) as response:
        return response.status, await response.text()


async def press(browser: aiohttp.ClientSession, path: str, answer: str) -> tuple[int, str]:
    """Open the page and press a button of it."""
    _, page = await shown(browser, path)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    async with browser.post(path, data={**hidden, "answer": answer}) as response:
        return response.status, await response.text()


async def test_it_says_what_is_asked_and_not_why(
    agreed: Desk, browser: aiohttp.ClientSession
) -> None:
    """Agency, what and when of their own device; nothing that the police wrote about anybody."""
    status, page = await shown(browser, await link(agreed))
    assert status == 200
    assert make.AGENCY.name in page
    assert "Video" in page
    assert "your choice" in page
    for sealed in ("girl", "pavement", "26-118203", "Alvarez"):
        assert sealed not in page


async def test_to_open_it_answers_nothing(agreed: Desk, browser: aiohttp.ClientSession) -> None:
    """A mail scanner that follows the link says nothing for anybody."""
    path = await link(agreed)
    before = len(await agreed.entries())
    for _ in range(3):
        await shown(browser, path)
    assert len(await agreed.entries()) == before


async def test_a_yes_closes_the_case_and_says_how_to_share(
    agreed: Desk, browser: aiohttp.ClientSession
) -> None:
    """They read the agency's own numbers; a second press changes nothing."""
    path = await link(agreed)
    status, page = await press(browser, path, "yes")
    assert status == 200
    assert "How to share" in page
    assert make.DESK_PHONE in page
    assert (await agreed.now()).state is State.CLOSED
    before = len(await agreed.entries())
    await press(browser, path, "no")
    assert len(await agreed.entries()) == before


async def test_a_no_is_recorded_and_the_review_goes_on(
    agreed: Desk, browser: aiohttp.ClientSession
) -> None:
    """The owner reads that nothing more is asked."""
    _, page = await press(browser, await link(agreed), "no")
    assert "You said no" in page
    case = await agreed.now()
    asked = case.consent.of("O1")
    assert asked is not None
    assert (asked.answer, case.state) == (ConsentAnswer.NO, State.IN_REVIEW)


async def test_only_the_browser_that_was_given_the_form_can_send_it(
    agreed: Desk, browser: aiohttp.ClientSession, counted: Counted
) -> None:
    """Another site's form answers for nobody."""
    path = await link(agreed)
    async with browser.post(path, data={"answer": "yes"}) as response:
        assert response.status == 403
    assert (await agreed.now()).state is not State.CLOSED
    assert [reason for _, reason in counted.refusals] == ["unknown_form"]


async def test_a_case_that_ended_asks_nothing_any_more(
    agreed: Desk, browser: aiohttp.ClientSession
) -> None:
    """The page says so, and has no button."""
    path = await link(agreed)
    await agreed.do(cm.EndEmergency(ended_at=agreed.clock.law(), how="radio"), make.EVE, 1)
    _, page = await shown(browser, path)
    assert "Nothing is asked of you any more" in page
    assert "<button" not in page


@pytest.mark.parametrize("path", ["/consent/" + "x" * 43, "/consent/short"])
async def test_a_wrong_link_looks_like_an_unknown_one(
    browser: aiohttp.ClientSession, path: str
) -> None:
    """One page for all of them."""
    status, page = await shown(browser, path)
    assert status == 404
    assert "does not open anything" in page


async def test_a_link_expires(agreed: Desk, browser: aiohttp.ClientSession) -> None:
    """After its life it looks like an unknown one."""
    path = await link(agreed)
    agreed.clock.advance(LIFE)
    assert (await shown(browser, path))[0] == 404
