"""GET, POST /request: the officer's form. It needs no script, and keeps what was typed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web

from bot.domain.request import Request
from bot.workflow.holding import HeldFullError
from bot.workflow.intake_values import Incoming, Received
from handlers.body import BodyError
from handlers.doorkeeper import CountRefusal, source_of
from handlers.intake.schema.members import MOST_SOUGHT, RequestBody
from handlers.intake.schema.reading import read_form as read_document
from handlers.intake.schema.translation import Files, translate
from handlers.intake.web_portal import choices, sentences
from handlers.intake.web_portal import fields as form
from handlers.intake.web_portal.doorstep import Doorstep, Visit
from handlers.intake.web_portal.multipart import read_form
from handlers.intake.web_portal.typed import Typed, document_of
from handlers.languages import Language, chosen, language, offered
from handlers.languages import marked as _n
from handlers.pages import error_page, page
from handlers.problems import Fault
from handlers.strict.countries import COUNTRIES

PATH: Final = "/request"
ADD: Final = "add"
NEXT: Final = (
    _n("Our desk is staffed day and night. People start at once."),
    _n("We call your agency on a number that we find ourselves, and ask for a code."),
    _n("Two people decide, each alone. Silence never counts as a yes."),
)
_UNKNOWN_FORM: Final = _n(
    "Nothing was sent, because this form was open for too long or your browser keeps no cookies. "
    "Everything you typed is still here. Choose your files again, then send it."
)
FULL: Final = _n(
    "Very many requests came at once, and there is no room to keep yours. Nothing was sent. Call "
    "the desk now, or have your dispatch call; or go back and send it again in ten minutes."
)
AGAIN: Final = "600"
"""Seconds after which a request that found no room may come again."""
_log = structlog.get_logger(__name__)


class Arrivals(Protocol):
    """Where the form brings its requests."""

    async def arrive(self, incoming: Incoming, source: str) -> Received:
        """Open a case, hold the request where too many came, or return what the id became."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every page says of the desk: the company's name, the telephone, and how soon.

    `proxies` are our own, whose word on where a request comes from is believed.
    """

    company: str
    phone: str = ""
    call_minutes: int = 15
    proxies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the page is drawn from, beside the form's own fields."""

    tongue: Language
    visit: Visit
    typed: Typed = field(default_factory=Typed)
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    new_row: bool = False


class FormPage:
    """The form; `arrivals` takes what it makes, `count` what it refuses."""

    def __init__(
        self, arrivals: Arrivals, doorstep: Doorstep, desk: Desk, count: CountRefusal
    ) -> None:
        self._arrivals = arrivals
        self._doorstep = doorstep
        self._desk = desk
        self._count = count

    def routes(self) -> list[web.RouteDef]:
        """Return the form and where it is sent."""
        return [web.get(PATH, self.get), web.post(PATH, self.post)]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with an empty form."""
        visit = self._doorstep.visit(request)
        return self._page(_Shown(tongue=spoken_in(request), visit=visit))

    async def post(self, request: web.Request) -> web.Response:
        """Take the request in and lead to its page, or show the form again with what is wrong."""
        tongue = spoken_in(request)
        try:
            typed = await read_form(request)
        except BodyError as error:
            await self._refused(request, error.kind)
            return unreadable(error, tongue, self._desk)
        if not self._doorstep.knows(request, typed.one("form"), typed.one("token")):
            await self._refused(request, "unknown_form")
            shown = _Shown(tongue=tongue, visit=self._doorstep.visit(request), typed=typed)
            return self._page(replace(shown, notice=_UNKNOWN_FORM), HTTPStatus.FORBIDDEN)
        shown = _Shown(
            tongue=tongue, visit=self._doorstep.visit(request, typed.one("form")), typed=typed
        )
        if typed.one("act") == ADD:
            rows = min(typed.rows + 1, MOST_SOUGHT)
            return self._page(replace(shown, typed=replace(typed, rows=rows), new_row=True))
        return await self._send(request, shown)

    async def _send(self, request: web.Request, shown: _Shown) -> web.Response:
        typed = shown.typed
        read = await asyncio.to_thread(read_request, typed)
        if isinstance(read, list):
            await self._refused(request, "form_faults")
            errors = sentences.errors(read, typed, shown.tongue)
            return self._page(replace(shown, errors=errors), HTTPStatus.UNPROCESSABLE_ENTITY)
        asked, files = read
        incoming = Incoming(
            channel="form",
            request=asked,
            original=typed.original(),
            files=files,
            inbound=("form", shown.visit.form),
        )
        try:
            received = await self._arrivals.arrive(incoming, self._source(request))
        except HeldFullError:
            await self._refused(request, "held_full")
            return error_page(
                HTTPStatus.SERVICE_UNAVAILABLE,
                FULL,
                {"Retry-After": AGAIN},
                spoken_in=shown.tongue,
                phone=self._desk.phone,
            )
        said = "again" if received.duplicate else "sent"
        address = f"{PATH}/{received.status_token}?{said}&lang={shown.tongue.code}"
        raise web.HTTPSeeOther(address)

    async def _refused(self, request: web.Request, reason: str) -> None:
        _log.info("form.refused", reason=reason)
        await self._count(self._source(request), reason)

    def _source(self, request: web.Request) -> str:
        return source_of("form", request, self._desk.proxies)

    def _page(self, shown: _Shown, status: int = HTTPStatus.OK) -> web.Response:
        tongue = shown.tongue
        # Nearly all who ask are there; everybody else is in the order of their alphabet.
        countries = sorted(tongue.countries().items(), key=lambda item: (item[0] != "US", item[1]))
        response = page(
            "request.html.j2",
            status,
            forms=True,
            spoken_in=tongue,
            shown=shown,
            form=form,
            sought=sentences.SOUGHT,
            choices=choices,
            countries=[(code, name) for code, name in countries if code in COUNTRIES],
            labels={name: sentences.label(name, tongue) for name in shown.errors},
            languages=[language(code) for code in offered()],
            desk=self._desk,
            next_steps=NEXT,
            path=PATH,
        )
        self._doorstep.mark(response, shown.visit)
        return response


def read_request(typed: Typed) -> tuple[Request, Files] | list[Fault]:
    """Return the request and its files, or every fault, at most one of them for a place."""
    document, faults = document_of(typed)
    body = read_document(document)
    if isinstance(body, RequestBody) and not faults:
        asked, files = translate(body)
        return replace(asked, zone=ZoneInfo(typed.one("zone")).key), files
    found = {fault.pointer: fault for fault in (body if isinstance(body, list) else [])}
    return [*{**found, **{fault.pointer: fault for fault in faults}}.values()]


def spoken_in(request: web.Request) -> Language:
    """Return the language that the address asks for, or the browser."""
    return chosen(request.query.get("lang"), request.headers.get("Accept-Language"))


def unreadable(error: BodyError, tongue: Language, desk: Desk) -> web.Response:
    """Return the page for a form that was not read to its end."""
    large = error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return page(
        "unreadable.html.j2", error.status, spoken_in=tongue, large=large, desk=desk, path=PATH
    )
