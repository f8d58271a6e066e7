"""POST /api/v1/receipts: an answered page comes back signed, once, for a page that was sent."""

import base64
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
class SentNotices:
    """Knows one notice of the app's."""

    told: list[tuple[str, str, bool]] = field(default_factory=list)

    async def reported(self, case: str, handle: str, *, delivered: bool) -> bool:
        """Record the app's word about the one notice."""
        if handle != "app-1":
            return False
        self.told.append((case, handle, delivered))
        return True


@dataclass
class Running:
    """The running route."""

    client: aiohttp.ClientSession
    clock: FrozenClock
    pages: SentPages
    notices: SentNotices

    async def post(self, document: object, secret: str = SECRET) -> tuple[int, dict[str, object]]:
        """Post a signed receipt."""
        content = json.dumps(document).encode()
        headers = signed(content, self.clock, secret=secret)
        async with self.client.post(PATH, data=content, headers=headers) as response:
            return response.status, await response.json(content_type=None)


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    """The route with the secrets of the paging system and of the app."""
    clock, pages, notices = FrozenClock(), SentPages(), SentNotices()
    doorkeeper = Doorkeeper(Counted(), clock.monotonic)
    signatories = Signatories({"paging": SECRET, "notice": APP_SECRET}, clock.wall)
    door = SignedDoor("receipt", signatories, doorkeeper, BODY_CAP)
    async with site(Receipts(door, pages, notices).routes(), clock) as client:
        yield Running(client, clock, pages, notices)


APP_SECRET = "whsec_" + base64.b64encode(b"the app's own secret, 32 bytes!!").decode()
NOTICE = {"type": "notice.failed", "case": "EDR-2026-000001", "id": "app-1"}
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


@pytest.mark.parametrize("word", ["delivered", "failed"])
async def test_the_app_says_what_became_of_a_notice(running: Running, word: str) -> None:
    """By the id that it answered when it took the notice."""
    receipt = NOTICE | {"type": f"notice.{word}"}
    assert await running.post(receipt, secret=APP_SECRET) == (200, {"status": "recorded"})
    assert running.notices.told == [("EDR-2026-000001", "app-1", word == "delivered")]


async def test_nobody_speaks_for_another_system(running: Running) -> None:
    """The paging system reopens no notice, the app answers no page, and a stranger neither."""
    assert (await running.post(NOTICE))[0] == 404
    assert (await running.post(RECEIPT, secret=APP_SECRET))[0] == 404
    assert (await running.post(NOTICE, secret=OTHER_SECRET))[0] == 401
    assert (running.notices.told, running.pages.answered) == ([], [])


async def test_an_unknown_notice_is_404(running: Running) -> None:
    """So that an app that was faster than our record sends its word again."""
    assert (await running.post(NOTICE | {"id": "app-2"}, secret=APP_SECRET))[0] == 404


async def test_bad_receipts_of_notices_are_listed(running: Running) -> None:
    """Every bad field comes back by its pointer."""
    bad = {"type": "notice.read", "case": 7, "note": 1}
    status, document = await running.post(bad, secret=APP_SECRET)
    errors = document["errors"]
    assert isinstance(errors, list)
    assert status == 400
    assert [e["pointer"] for e in errors] == ["/case", "/id", "/note", "/type"]
