"""A custodian's browser and a recipient's, on the pages of one approved case."""

import io
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from html import unescape

import aiohttp
from multidict import CIMultiDict

from bot.workflow.deliveries import release_token
from bot.workflow.links import mint_desk
from handlers.delivery.desk_page import DeliveryPage
from handlers.delivery.desk_source import DeliveryDesk
from handlers.delivery.recipient_page import ReleasePage
from handlers.delivery.recipient_source import CaseReleases
from handlers.desk_source import CaseDesk
from handlers.intake.web_portal.doorstep import Doorstep
from handlers.intake.web_portal.form_page import Desk as FormDesk
from tests import factories as make
from tests.factories import ANA, BEN, DEE
from tests.handlers.house import House
from tests.handlers.site import site

CONTENT = bytes(range(256)) * 9000
"""A file of more than two pieces, 2.2 MiB."""
NAME = "front \u202egpj.door <b>é.mp4"
COMPANY = "Lumen Doorbells"
WINDOW = {"start": "2026-11-21 18:00:00", "end": "2026-11-21 18:30:00"}
"""All that was allowed, local to the request."""


@dataclass
class Browser:
    """Somebody's browser on one page, which keeps its cookies."""

    client: aiohttp.ClientSession
    path: str

    async def get(self, path: str = "", **headers: str) -> tuple[int, str]:
        """Open the page, or one under it."""
        async with self.client.get(self.path + path, headers=headers) as response:
            return response.status, await response.text("utf-8", "replace")

    async def fetch(
        self, item: int = 1, method: str = "GET", **headers: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Download an item."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        there = f"{self.path}/file/{item}"
        async with self.client.request(method, there, headers=given) as response:
            return response.status, CIMultiDict(response.headers), await response.read()

    async def send(self, act: str, **fields: str) -> tuple[int, str]:
        """Send a form of the recipient's page."""
        _, text = await self.get()
        given = {"act": act, **_hidden(text), **fields}
        async with self.client.post(self.path, data=given) as response:
            return response.status, await response.text()

    async def submit(
        self, act: str, file: bytes | None = None, name: str = NAME, **fields: str
    ) -> tuple[int, str]:
        """Send a form of the custodian's page, with a file where there is one."""
        _, text = await self.get()
        form = aiohttp.FormData(quote_fields=False)
        for key, value in {"act": act, **_hidden(text), **fields}.items():
            form.add_field(key, value)
        if file is None:
            form.add_field("none", b"", filename="")
        else:
            form.add_field("file", io.BytesIO(file), filename=name, content_type="text/html")
        async with self.client.post(self.path, data=form) as response:
            return response.status, await response.text()


def _hidden(text: str) -> dict[str, str]:
    found = {one: re.search(rf'name="{one}" value="([^"]*)"', text) for one in ("form", "token")}
    return {one: unescape(match[1]) for one, match in found.items() if match is not None}


@dataclass
class Pages:
    """Both pages of one case; `code` is what the custodian was last shown."""

    house: House
    number: str
    desk: Browser
    counted: list[str] = field(default_factory=list)
    code: str = ""

    def officer(self, delivery: int = 1) -> Browser:
        """A browser that has the link and has opened nothing yet."""
        token = release_token(self.house.office, self.number, delivery)
        # One session for each browser, or they would share their cookies.
        jar = aiohttp.CookieJar(unsafe=True)
        base = self.desk.client._base_url
        client = aiohttp.ClientSession(base, cookie_jar=jar, trust_env=False)
        self._opened.append(client)
        return Browser(client, f"/release/{token}")

    _opened: list[aiohttp.ClientSession] = field(default_factory=list)

    async def upload(self, content: bytes = CONTENT, **fields: str) -> tuple[int, str]:
        """Add a file to the list."""
        return await self.desk.submit("upload", content, **({"line": "1"} | WINDOW | fields))

    async def offer(self, **fields: str) -> tuple[int, str]:
        """Send the link, and keep the code that is shown."""
        given = {"ongoing": "yes", "how": "called the duty desk", "recipient": "officer"}
        return self._coded(await self.desk.submit("send", **(given | fields)))

    async def renew(self) -> tuple[int, str]:
        """Make a new code, and keep it."""
        given = {"ongoing": "yes", "how": "asked on the line"}
        return self._coded(await self.desk.submit("renew", **given))

    async def opened(self) -> Browser:
        """A browser in which the right code was typed."""
        await self.upload()
        await self.offer()
        officer = self.officer()
        status, _ = await officer.send("code", code=self.code)
        assert status == 200
        return officer

    def _coded(self, answer: tuple[int, str]) -> tuple[int, str]:
        shown = re.search(r'aria-hidden="true">(\d{3}) (\d{3})<', answer[1])
        self.code = "".join(shown.groups()) if shown is not None else ""
        return answer


async def approved(house: House) -> str:
    """A case that two people approved, its owners known."""
    number = await house.verified()
    for who in (ANA, BEN):
        await house.do(number, make.determination(await house.case(number)), who)
    await house.do(number, make.owners(), DEE)
    return number


@asynccontextmanager
async def delivering(
    house: House, source: type[CaseReleases] = CaseReleases, **room: object
) -> AsyncIterator[Pages]:
    """Both pages of an approved case, over real sockets; `room` is what the settings allow."""
    office = replace(house.office, delivery=replace(house.office.delivery, **room))  # type: ignore[arg-type] # named by each test
    number, counted = await approved(house), list[str]()

    async def count(_source: str, reason: str) -> None:
        counted.append(reason)

    doorstep = Doorstep(house.clock, b"s" * 32, https=False)
    desk = CaseDesk(office=office, standings=house.side.edge.standings.standings_for)
    shown = FormDesk(company=COMPANY, phone="+1 555 010 0100", call_minutes=15)
    routes = [
        *DeliveryPage(DeliveryDesk(desk), doorstep, count).routes(),
        *ReleasePage(source(office), doorstep, shown, count).routes(),
    ]
    case = await house.case(number)
    async with site(routes, house.clock) as client:
        client._cookie_jar = aiohttp.CookieJar(unsafe=True)
        token = await mint_desk(office, number, case.version, DEE)
        pages = Pages(house, number, Browser(client, f"/desk/{token}/delivery"), counted)
        try:
            yield pages
        finally:
            for opened in pages._opened:
                await opened.close()
