"""POST /api/v1/exports: the store's list is read strictly and held against the record once."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.domain.events.exporting import OffTheBooks
from bot.domain.off_the_books import Unaccounted
from bot.workflow.exports import Compared
from handlers.doorkeeper import Doorkeeper
from handlers.exports import BODY_CAP, PATH, Exports, ExportsBody
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from tests.fakes.clock import FrozenClock
from tests.handlers.site import OTHER_SECRET, SECRET, Counted, signed, site

ROW = {
    "id": "exp-1",
    "case": None,
    "device": "CAM-1",
    "sha256": "a" * 64,
    "at": "2026-11-21T18:00:00-08:00",
}
BODY = {"day": "2026-11-21", "exports": [ROW]}


@dataclass
class KeptBooks:
    """Finds every export without a case."""

    lists: list[ExportsBody] = field(default_factory=list)

    async def compare(self, body: ExportsBody) -> Compared:
        """Keep the list."""
        self.lists.append(body)
        off = tuple(
            OffTheBooks(export=e.id, why=Unaccounted.NO_CASE) for e in body.exports if not e.case
        )
        return Compared(day=body.day, count=len(body.exports), off=off)


@dataclass
class Running:
    """The running route."""

    client: aiohttp.ClientSession
    clock: FrozenClock
    books: KeptBooks

    async def post(self, document: object, secret: str = SECRET) -> tuple[int, dict[str, Any]]:
        """Post a signed list."""
        content = json.dumps(document).encode()
        headers = signed(content, self.clock, secret=secret)
        async with self.client.post(PATH, data=content, headers=headers) as response:
            return response.status, await response.json(content_type=None)


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    """The route with the evidence store's secret."""
    clock, books = FrozenClock(), KeptBooks()
    doorkeeper = Doorkeeper(Counted(), clock.monotonic)
    keys = Signatories({"evidence-store": SECRET}, clock.wall)
    door = SignedDoor("exports", keys, doorkeeper, BODY_CAP)
    async with site(Exports(door, books).routes(), clock) as client:
        yield Running(client, clock, books)


async def test_a_list_is_answered_with_what_is_off_the_books(running: Running) -> None:
    """The store's own ids come back, and an empty day is a day."""
    status, answer = await running.post(BODY)
    assert (status, answer["off_the_books"], answer["exports"]) == (200, ["exp-1"], 1)
    status, answer = await running.post({"day": "2026-11-22", "exports": []})
    assert (status, answer["off_the_books"]) == (200, [])


BAD: dict[str, tuple[Any, str]] = {
    "no day": ({"exports": []}, "/day"),
    "a day that is none": ({**BODY, "day": "2026-02-30"}, "/day"),
    "another member": ({**BODY, "note": 1}, "/note"),
    "no list": ({**BODY, "exports": {}}, "/exports"),
    "no hash": ({**BODY, "exports": [{**ROW, "sha256": "A" * 64}]}, "/exports/0/sha256"),
    "an id that is a sentence": ({**BODY, "exports": [{**ROW, "id": "a b"}]}, "/exports/0/id"),
    "no time": ({**BODY, "exports": [{**ROW, "at": "today"}]}, "/exports/0/at"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_list_is_refused_by_its_place(running: Running, name: str) -> None:
    """Nothing of it is compared."""
    body, pointer = BAD[name]
    status, answer = await running.post(body)
    assert status == 400
    assert [e["pointer"] for e in answer["errors"]] == [pointer]
    assert running.books.lists == []


async def test_only_the_store_brings_lists(running: Running) -> None:
    """Another secret is another sender."""
    status, _ = await running.post(BODY, secret=OTHER_SECRET)
    assert status == 401
    assert running.books.lists == []
