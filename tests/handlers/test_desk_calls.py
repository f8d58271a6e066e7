"""The page of the calls: each step in words, and a log attached, sealed, given out as a file."""

import io
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape

import aiohttp
import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.checking import ConfirmSkip, ProposeSkip
from bot.domain.errors import Refusal
from bot.domain.verification import StepKind
from handlers.desk import Desk
from handlers.desk_calls import DeskCalls
from handlers.desk_calls_source import CaseCalls
from handlers.desk_source import CaseDesk
from handlers.intake.schema.files import FILE_CAP
from handlers.intake.web_portal.doorstep import Doorstep
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.house import REVIEW, House
from tests.handlers.site import site

PDF = b"%PDF-1.7 <script>alert(1)</script>"
HOSTILE = "log <b>\u202efdp.pdf"


@dataclass
class Browser:
    """Somebody's browser on the page of one case."""

    client: aiohttp.ClientSession
    path: str
    counted: list[str] = field(default_factory=list)

    async def page(self) -> str:
        """Open the page."""
        async with self.client.get(self.path) as response:
            assert response.status == 200
            return await response.text()

    async def send(
        self, content: bytes = PDF, name: str = "log.pdf", step: str = "2", **hidden: str
    ) -> tuple[int, str]:
        """Attach a file as the form does; `hidden` takes the place of its hidden fields."""
        text = await self.page()
        form = aiohttp.FormData(quote_fields=False)
        for one in ("form", "token"):
            found = re.search(rf'name="{one}" value="([^"]*)"', text)
            form.add_field(one, hidden.get(one, unescape(found[1]) if found else ""))
        form.add_field("step", step)
        form.add_field("log", io.BytesIO(content), filename=name, content_type="image/svg+xml")
        async with self.client.post(self.path, data=form) as response:
            return response.status, await response.text()


@asynccontextmanager
async def browsing(house: House, who: str) -> AsyncIterator[Browser]:
    """The page of the first case, by the link that the word gives."""
    hand = house.hand(who)
    await hand.command("/edr", "log 1", REVIEW)
    shown = str((await hand.view("log.seen")).blocks)
    found = re.search(r"https://edr\.example\.com(/desk/[\w-]+/calls)", shown)
    assert found is not None
    desk = CaseDesk(office=house.office, standings=house.side.edge.standings.standings_for)
    doorstep = Doorstep(house.clock, b"s" * 32, https=False)
    counted: list[str] = []

    async def count(_source: str, reason: str) -> None:
        counted.append(reason)

    routes = [*Desk(desk).routes(), *DeskCalls(CaseCalls(desk), doorstep, count).routes()]
    async with site(routes, house.clock) as client:
        # The client keeps cookies of an address only when it is told to.
        client._cookie_jar = aiohttp.CookieJar(unsafe=True)
        yield Browser(client, found[1], counted)


async def test_a_log_is_kept_sealed_and_given_out_as_a_file(dwelling: House) -> None:
    """It stands at its call with its size and hash, and comes as bytes under a sandbox."""
    number = await dwelling.verified()
    async with browsing(dwelling, EVE) as browser:
        status, text = await browser.send(name=HOSTILE)
        assert (status, "The file is kept, sealed." in text) == (200, True)
        assert "log &lt;b&gt;" in text
        assert "\u202e" not in text
        async with browser.client.get(browser.path.replace("/calls", "/file/L1")) as download:
            assert await download.read() == PDF
            assert download.headers["Content-Type"] == "application/octet-stream"
            assert "sandbox" in download.headers["Content-Security-Policy"]
    (attached,) = await dwelling.happened(number, ev.CallLogAttached)
    assert (attached.actor, attached.event.step, attached.event.attachment.size) == (
        EVE,
        2,
        len(PDF),
    )
    assert attached.event.attachment.type == "application/pdf"
    rows = await dwelling.database.read(lambda ledger: ledger.record.of_case(number))
    bodies = [json.loads(row.body) for row in rows]
    (entry,) = [b for b in bodies if b["kind"] == "verification.call_log_attached"]
    assert "commitment" in entry["payload"]["attachment"]["digest"]
    assert "commitment" in entry["payload"]["attachment"]["name"]


async def test_reviewers_read_that_a_log_is_there(dwelling: House) -> None:
    """The step in the reviewer's form names its log."""
    await dwelling.verified()
    async with browsing(dwelling, DEE) as browser:
        await browser.send(step="3")
    hand = dwelling.hand(ANA)
    await hand.press(REVIEW, "review.open")
    assert "Log attached: L1." in str((await hand.view()).blocks)


async def test_a_form_sent_twice_keeps_one_file(dwelling: House) -> None:
    """The same form is one log; another form is another."""
    number = await dwelling.verified()
    async with browsing(dwelling, EVE) as browser:
        text = await browser.page()
        hidden = {
            one: unescape(re.findall(rf'name="{one}" value="([^"]*)"', text)[0])
            for one in ("form", "token")
        }
        for _ in range(2):
            assert (await browser.send(**hidden))[0] == 200
        assert (await browser.send())[0] == 200
    assert [c.key for c in (await dwelling.case(number)).call_logs] == ["L1", "L2"]


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"step": "9"}, 422, "Choose the call"),
        ({"step": "1"}, 422, "Choose the call"),
        ({"step": ""}, 422, "Choose the call"),
        ({"content": b""}, 422, "not empty"),
        ({"name": "log.svg"}, 422, "ends in .pdf, .png or .txt"),
        ({"name": "log.pdf.exe"}, 422, "ends in .pdf, .png or .txt"),
        ({"content": b"x" * (FILE_CAP + 1)}, 422, "at most 8 MiB"),
        ({"token": "x" * 43}, 403, "open for too long"),
        ({"form": "y" * 43}, 403, "open for too long"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_kept(
    dwelling: House, sent: dict, status: int, said: str
) -> None:
    """The page comes back with the sentence, the refusal is counted, no entry is made."""
    number = await dwelling.verified()
    async with browsing(dwelling, EVE) as browser:
        got, text = await browser.send(**sent)
        assert (got, said in text) == (status, True)
        assert browser.counted == [f"call_log_{status}"]
    assert not (await dwelling.case(number)).call_logs


async def test_a_link_that_opens_nothing_takes_nothing(dwelling: House) -> None:
    """After ten minutes the page is the one that every dead link gives."""
    await dwelling.verified()
    async with browsing(dwelling, EVE) as browser:
        dwelling.clock.advance(11 * make.MINUTE)
        async with browser.client.get(browser.path) as response:
            assert response.status == 404
        async with browser.client.post(browser.path, data=b"x") as response:
            assert response.status == 404


async def test_whoever_stepped_out_attaches_nothing(dwelling: House) -> None:
    """Their link opens nothing any more, and the refusal is on the record."""
    number = await dwelling.verified()
    async with browsing(dwelling, BEN) as browser:
        await dwelling.do(number, cm.Recuse(ground="conflict"), BEN)
        async with browser.client.post(browser.path, data=b"x") as response:
            assert response.status == 404
    (refused,) = await dwelling.happened(number, ev.CommandRefused)
    assert (refused.actor, refused.event.reason) == (BEN, Refusal.RECUSED)


async def test_a_skipped_step_takes_no_log(dwelling: House) -> None:
    """The page names it in words, and offers it no file."""
    number = await dwelling.received()
    await dwelling.do(number, ProposeSkip(step=StepKind.DISPATCH, why="nobody answers"), EVE)
    await dwelling.do(number, ConfirmSkip(number=1), DEE)
    async with browsing(dwelling, EVE) as browser:
        text = await browser.page()
    assert "skipped, confirmed by two people; it does not count" in text
    assert "by Eve and Dee" in text
    assert "Attach a call" not in text
    assert make.CODE not in text
