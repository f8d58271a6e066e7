"""POST /api/v1/receipts: what the company's own systems report back of calls that we made."""

from typing import Annotated, Literal, Protocol

from aiohttp import web
from pydantic import BeforeValidator

from handlers.problems import problem
from handlers.signed_door import Entered, SignedDoor
from handlers.strict.expecting import mismatch, text_or_mismatch
from handlers.strict.reading import Member, read_as
from handlers.strict.texts import Line
from handlers.strict.times import Instant

PATH = "/api/v1/receipts"
BODY_CAP = 16 * 1024
"""Bytes."""

ACKNOWLEDGED = "page.acknowledged"


def _known_type(value: object) -> str:
    if text_or_mismatch(value, ACKNOWLEDGED) != ACKNOWLEDGED:
        raise mismatch(ACKNOWLEDGED, "another word")
    return ACKNOWLEDGED


class ReceiptBody(Member):
    """Somebody answered a page. `key` is the one that the `page.trigger` call carried."""

    type: Annotated[Literal["page.acknowledged"], BeforeValidator(_known_type)]
    key: Line
    person: Line | None = None
    at: Instant | None = None


class Pages(Protocol):
    """Where acknowledgements go."""

    async def acknowledged(self, key: str, inbound: tuple[str, str]) -> bool:
        """Record that the page was answered; False when no such page is known.

        `inbound` is (source, id); the same pair again changes nothing and is True again.
        """
        ...


class Receipts:
    """Takes receipts in."""

    def __init__(self, door: SignedDoor, pages: Pages) -> None:
        self._door = door
        self._pages = pages

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.post(PATH, self.post)]

    async def post(self, request: web.Request) -> web.Response:
        """Answer 200 once the acknowledgement is recorded."""
        entered = await self._door.enter(request)
        if isinstance(entered, web.Response):
            return entered
        if request.content_type != "application/json":
            return problem(415, "content-type", "expected the content type application/json")
        receipt = read_as(ReceiptBody, entered.body)
        if isinstance(receipt, list):
            detail = "the receipt has bad fields; see errors"
            return problem(400, "bad-fields", detail, faults=receipt)
        return await self._answer(entered, receipt)

    async def _answer(self, entered: Entered, receipt: ReceiptBody) -> web.Response:
        inbound = (f"receipt:{entered.by}", entered.id)
        if await self._pages.acknowledged(receipt.key, inbound):
            return web.json_response({"status": "recorded"})
        return problem(404, "unknown-key", "expected the key of a page that was sent")
