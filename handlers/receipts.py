"""POST /api/v1/receipts: what the company's own systems report back of calls that we made."""

from dataclasses import dataclass
from typing import Annotated, Literal, Protocol

from aiohttp import web
from pydantic import BeforeValidator

from handlers.problems import problem
from handlers.signed_door import Entered, SignedDoor
from handlers.strict.document import read_document
from handlers.strict.expecting import mismatch, text_or_mismatch
from handlers.strict.reading import Member, read_as
from handlers.strict.texts import Line
from handlers.strict.times import Instant

PATH = "/api/v1/receipts"
BODY_CAP = 16 * 1024
"""Bytes."""

ACKNOWLEDGED = "page.acknowledged"
DELIVERED = "notice.delivered"
FAILED = "notice.failed"
_OF_NOTICES = f"{DELIVERED} or {FAILED}"
PAGING = "paging"
NOTICE = "notice"
"""The names under which the two systems sign."""


def _known_type(value: object) -> str:
    if text_or_mismatch(value, ACKNOWLEDGED) != ACKNOWLEDGED:
        raise mismatch(ACKNOWLEDGED, "another word")
    return ACKNOWLEDGED


def _of_notices(value: object) -> str:
    word = text_or_mismatch(value, _OF_NOTICES)
    if word not in (DELIVERED, FAILED):
        raise mismatch(_OF_NOTICES, "another word")
    return word


class ReceiptBody(Member):
    """Somebody answered a page. `key` is the one that the `page.trigger` call carried."""

    type: Annotated[Literal["page.acknowledged"], BeforeValidator(_known_type)]
    key: Line
    person: Line | None = None
    at: Instant | None = None


class NoticeReceiptBody(Member):
    """What became of an in-app notice; `id` is what the app's answer to `notice.send` said."""

    type: Annotated[Literal["notice.delivered", "notice.failed"], BeforeValidator(_of_notices)]
    case: Line
    id: Line
    at: Instant | None = None


class Pages(Protocol):
    """Where acknowledgements go."""

    async def acknowledged(self, key: str, inbound: tuple[str, str]) -> bool:
        """Record that the page was answered; False when no such page is known.

        `inbound` is (source, id); the same pair again changes nothing and is True again.
        """
        ...


class Notices(Protocol):
    """Where the app's word about a notice goes."""

    async def reported(self, case: str, handle: str, *, delivered: bool) -> bool:
        """Record it, once; False when no notice of the case is known by this handle."""
        ...


@dataclass(frozen=True, slots=True)
class Receipts:
    """Takes receipts in, each kind from the system that it belongs to."""

    door: SignedDoor
    pages: Pages
    notices: Notices

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.post(PATH, self.post)]

    async def post(self, request: web.Request) -> web.Response:
        """Answer 200 once the receipt is recorded."""
        entered = await self.door.enter(request)
        if isinstance(entered, web.Response):
            return entered
        if request.content_type != "application/json":
            return problem(415, "content-type", "expected the content type application/json")
        return await (self._notice(entered) if _of_a_notice(entered) else self._page(entered))

    async def _page(self, entered: Entered) -> web.Response:
        receipt = read_as(ReceiptBody, entered.body)
        if isinstance(receipt, list):
            detail = "the receipt has bad fields; see errors"
            return problem(400, "bad-fields", detail, faults=receipt)
        inbound = (f"receipt:{entered.by}", entered.id)
        # Whoever signs decides what it may speak of: the app answers no page.
        if entered.by != NOTICE and await self.pages.acknowledged(receipt.key, inbound):
            return _recorded()
        return problem(404, "unknown-key", "expected the key of a page that was sent")

    async def _notice(self, entered: Entered) -> web.Response:
        receipt = read_as(NoticeReceiptBody, entered.body)
        if isinstance(receipt, list):
            detail = "the receipt has bad fields; see errors"
            return problem(400, "bad-fields", detail, faults=receipt)
        delivered, case, theirs = receipt.type == DELIVERED, receipt.case, entered.by == NOTICE
        if theirs and await self.notices.reported(case, receipt.id, delivered=delivered):
            return _recorded()
        detail = "expected the case and the id of a notice that was taken; send it again if it was"
        return problem(404, "unknown-notice", detail)


def _of_a_notice(entered: Entered) -> bool:
    document, _ = read_document(entered.body)
    word = document.get("type") if isinstance(document, dict) else None
    return isinstance(word, str) and word.startswith("notice.")


def _recorded() -> web.Response:
    return web.json_response({"status": "recorded"})
