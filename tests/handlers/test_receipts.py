"""POST /api/v1/receipts: an answered page comes back signed, once, for a page that was sent."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest

from handlers.doorkeeper import Doorkeeper
from handlers.receipts import BODY_CAP, PATH, Receipts
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from tests.fakes.clock import FrozenClock
from tests.handlers.site import OTHER_SECRET, SECRET, Counted, signed, site


@dataclass
class SentPages:
    """Knows one page."""

    answered: list[tuple[str, tuple[str, str]]] = field(default_factory=list)

    async def acknowledged(self, key: str, inbound: tuple[str, str]) -> bool:
        """Record an answer to the one page."""
        if key != "page:EDR-2026-000001:p_1":
            return False
        self.answered.append((key, inbound))
        return True


@dataclass
class Running:
    """The running route."""

    client: aiohttp.ClientSession
    clock: FrozenClock
    pages: SentPages

    async def post(self, document: object, secret: str = SECRET) -> tuple[int, dict[str, object]]:
        """Post a signed receipt."""
        content = json.dumps(document).encode()
        headers = signed(content, self.clock, secret=secret)
        async with self.client.post(PATH, data=content, headers=headers) as response:
            return response.status, await response.json(content_type=None)


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    """The route with the paging system's secret."""
    clock, pages = FrozenClock(), SentPages()
    doorkeeper = Doorkeeper(Counted(), clock.monotonic)
    door = SignedDoor("receipt", Signatories({"paging": SECRET}, clock.wall), doorkeeper, BODY_CAP)
    async with site(Receipts(door, pages).routes(), clock) as client:
        yield Running(client, clock, pages)


RECEIPT = {"type": "page.acknowledged", "key": "page:EDR-2026-000001:p_1"}


async def test_an_answered_page_is_recorded(running: Running) -> None:
    """A good receipt reaches the pages with the sender's name and id."""
    assert await running.post(RECEIPT) == (200, {"status": "recorded"})
    assert running.pages.answered == [(RECEIPT["key"], ("receipt:paging", "msg_1"))]


async def test_unknown_pages_are_404(running: Running) -> None:
    """A key that no page had is a problem, so that a wrong set-up shows."""
    assert (await running.post(RECEIPT | {"key": "page:other"}))[0] == 404


async def test_a_stranger_answers_no_page(running: Running) -> None:
    """Without the paging system's secret nobody can silence a page."""
    assert (await running.post(RECEIPT, secret=OTHER_SECRET))[0] == 401
    assert running.pages.answered == []


async def test_bad_receipts_are_listed(running: Running) -> None:
    """Every bad field of a receipt comes back by its pointer."""
    status, document = await running.post({"type": "page.trigger", "at": "now", "note": 1})
    errors = document["errors"]
    assert isinstance(errors, list)
    assert status == 400
    assert [e["pointer"] for e in errors] == ["/at", "/key", "/note", "/type"]
