"""An owner with a browser: a case whose data left, a notice that went out, and its page."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape

import aiohttp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.domain.checkpoint import VerifierKey
from bot.domain.release import Owner
from bot.workflow.checkpoints import Notary
from bot.workflow.dossier import Happened
from bot.workflow.notice_links import notice_token, notice_url
from bot.workflow.proofs import Proofs
from handlers.intake.web_portal.doorstep import Doorstep
from handlers.notices.port import Letterhead
from handlers.owners.page import OwnerPage
from handlers.owners.source import CasePages
from handlers.owners.taking import Taking
from tests.handlers.house import House
from tests.handlers.release import told
from tests.handlers.site import Counted, site

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey(
    "example.com/exigent", SIGNER.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
)
PUBLIC = "https://edr.example.com"


@dataclass
class Visitor:
    """Somebody with a browser, in front of one house."""

    house: House
    client: aiohttp.ClientSession
    letterhead: Letterhead
    counted: Counted
    case: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    async def told(self, *held: tuple[Owner, ...]) -> str:
        """Let data leave and every owner be told; return the path of the first owner's page."""
        self.case = await told.handed_over(self.house, *held)
        await told.found_safe(self.house, self.case)
        mail = told.Remembering()
        for notice in (await self.house.case(self.case)).notices:
            await told.tell(self.house, self.case, mail, notice.owner)
        return self.path("O1")

    def path(self, owner: str) -> str:
        """The path of an owner's page."""
        return f"/notice/{notice_token(self.house.office, self.case, owner)}"

    async def entries(self) -> list[Happened]:
        """Every entry of the case."""
        return await self.house.happened(self.case, object)

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Open a page; return status and text, entities read."""
        async with self.client.get(path, headers=headers, cookies=self.cookies) as response:
            self.cookies |= {name: cookie.value for name, cookie in response.cookies.items()}
            return response.status, unescape(await response.text())

    async def write(self, path: str, text: str, **changes: str) -> tuple[int, str, str]:
        """Fill in the form of a page and send it; return status, where it leads, and the page."""
        page = (await self.get(path))[1]
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        return await self.send(path, hidden | {"text": text} | changes)

    async def send(self, path: str, sent: dict[str, str], **headers: str) -> tuple[int, str, str]:
        """Send a form as it is."""
        async with self.client.post(
            path, data=sent, headers=headers, cookies=self.cookies, allow_redirects=False
        ) as response:
            there = response.headers.get("Location", "")
            return response.status, there, unescape(await response.text())

    async def words(self, path: str) -> str:
        """Open a page and return what one reads of it, on one line."""
        status, text = await self.get(path)
        assert status == 200, text
        return read(text)


def read(page: str) -> str:
    """Return the words of a page."""
    body = re.sub(r"<(style|title)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@asynccontextmanager
async def visiting(house: House) -> AsyncIterator[Visitor]:
    """Open the owners' pages of a house."""
    notary = Notary(house.database, KEY, SIGNER.sign)
    letterhead = Letterhead(
        company="Example Cameras Inc.",
        privacy_contact="privacy@example.com",
        domain="edr.example.com",
        page_of=lambda case, owner, holder: notice_url(house.office, PUBLIC, case, owner, holder),
    )
    pages = CasePages(office=house.office, proofs=Proofs(notary), letterhead=letterhead)
    counted = Counted()
    # Plain http, since a browser's cookie for https would not come back to a test's socket.
    taking = Taking(Doorstep(house.clock, b"d" * 32, https=False), counted)
    async with site(OwnerPage(pages, taking).routes(), house.clock) as client:
        yield Visitor(house, client, letterhead, counted)
