"""POST /api/v1/exports: the evidence store's daily list of what it gave to police."""

import re
from datetime import date
from typing import Annotated, Protocol

from aiohttp import web
from pydantic import BeforeValidator, Field, WithJsonSchema

from bot.domain.off_the_books import Export
from bot.workflow.exports import Compared
from handlers.problems import problem
from handlers.signed_door import SignedDoor
from handlers.strict.expecting import mismatch, text_or_mismatch
from handlers.strict.reading import Member, read_as
from handlers.strict.texts import Line, shaped
from handlers.strict.times import Instant

PATH = "/api/v1/exports"
BODY_CAP = 512 * 1024
"""Bytes."""
MOST_EXPORTS = 1_000
"""Exports of one day's list."""
_SHA256 = "^[0-9a-f]{64}$"
_ID = "^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"
_DAY = "a day such as 2026-11-21"


def _day(value: object) -> date:
    text = text_or_mismatch(value, _DAY)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise mismatch(_DAY, "text in another form") from None
    if day.isoformat() != text:
        raise mismatch(_DAY, "text in another form")
    return day


def _text(pattern: str, expected: str, cap: int) -> tuple[BeforeValidator, WithJsonSchema]:
    check = shaped(re.compile(pattern.strip("^$")), expected, cap)
    return BeforeValidator(check), WithJsonSchema({"type": "string", "pattern": pattern})


class ExportBody(Member):
    """One file. `id` is the store's own and stands in the record for ever: no name, no address."""

    id: Annotated[str, *_text(_ID, "1 to 64 letters, digits or ._:-", 64)]
    case: Line | None = None
    device: Line
    sha256: Annotated[str, *_text(_SHA256, "64 hex digits in lower case", 64)]
    at: Instant


class ExportsBody(Member):
    """What the store gave to police on a day; an empty list is a list."""

    day: Annotated[
        date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})
    ]
    exports: Annotated[list[ExportBody], Field(max_length=MOST_EXPORTS)]

    @property
    def listed(self) -> tuple[Export, ...]:
        """The exports in the words of the law."""
        return tuple(
            Export(id=e.id, case=e.case, device=e.device, sha256=e.sha256, at=e.at)
            for e in self.exports
        )


class Books(Protocol):
    """Where a list is held against the record."""

    async def compare(self, body: ExportsBody) -> Compared:
        """Compare it, on the record; the same list again changes nothing."""
        ...


class Exports:
    """Takes the lists in."""

    def __init__(self, door: SignedDoor, books: Books) -> None:
        self._door = door
        self._books = books

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.post(PATH, self.post)]

    async def post(self, request: web.Request) -> web.Response:
        """Answer 200 once the comparison is on the record."""
        entered = await self._door.enter(request)
        if isinstance(entered, web.Response):
            return entered
        if request.content_type != "application/json":
            return problem(415, "content-type", "expected the content type application/json")
        body = read_as(ExportsBody, entered.body)
        if isinstance(body, list):
            if any(fault.too_large for fault in body):
                return problem(413, "too-large", "the list is too long; see errors", faults=body)
            detail = "the list has bad fields; see errors"
            return problem(400, "bad-fields", detail, faults=body)
        compared = await self._books.compare(body)
        return web.json_response(
            {
                "day": compared.day.isoformat(),
                "exports": compared.count,
                "off_the_books": [o.export for o in compared.off],
                "duplicate": compared.duplicate,
            }
        )
