"""GET, POST /desk/{token}/calls: how the requester was verified, and the logs of the calls.

A log is the telephone system's own account of a call. It is kept sealed, never looked into, and
given out as a download only.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Final, Protocol

import structlog
from aiohttp import web

from bot.domain.errors import Refused
from bot.domain.request import Attachment
from bot.workflow.call_logs import LogFile
from handlers.blocks.times import zone_of
from handlers.body import BodyError
from handlers.doorkeeper import CountRefusal, source_of
from handlers.intake.schema.files import FILE_CAP
from handlers.intake.web_portal.doorstep import Doorstep
from handlers.intake.web_portal.multipart import read_form
from handlers.intake.web_portal.typed import Typed, Upload
from handlers.pages import gone, page
from handlers.refusals import say

PATH: Final = "/desk/{token}/calls"
TYPES: Final = {".pdf": "application/pdf", ".png": "image/png", ".txt": "text/plain"}
"""Kinds of files that telephone systems and screens give, by the end of the name."""

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,128}")
_UNKNOWN_FORM: Final = (
    "Nothing was kept: this form was open for too long, or your browser keeps no cookies. Choose "
    "the file again and send it."
)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step in words; `number` counts the steps of the case from 1."""

    number: int
    said: str = field(repr=False)
    at: datetime
    call: bool
    logs: tuple[Attachment, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsView:
    """What the page shows to one person until `expires_at` (UTC)."""

    case: str
    reader: str
    expires_at: datetime
    zone: str
    steps: tuple[StepLine, ...]

    @property
    def calls(self) -> tuple[StepLine, ...]:
        """The steps that a log may be attached to."""
        return tuple(step for step in self.steps if step.call)


class CallsSource(Protocol):
    """Where the page's content comes from, and where a log goes."""

    async def calls(self, token: str) -> CallsView | None:
        """Return what the token opens, the look on the record; None when it opens nothing."""
        ...

    async def attach(self, token: str, step: int, file: LogFile, form: str) -> Refused | None:
        """Keep a log; return why it was refused."""
        ...


@dataclass(frozen=True, slots=True)
class DeskCalls:
    """The page of the calls, and its one form."""

    source: CallsSource
    doorstep: Doorstep
    count: CountRefusal

    def routes(self) -> list[web.RouteDef]:
        """Return the page and its form."""
        return [web.get(PATH, self.get), web.post(PATH, self.post)]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the page, or with the one page for every link that opens nothing."""
        view = await self._view(request)
        return gone() if view is None else self._page(request, view)

    async def post(self, request: web.Request) -> web.Response:
        """Keep a log, or show the form again with what is wrong."""
        view = await self._view(request)
        if view is None:
            return gone()
        try:
            typed = await read_form(request)
        except BodyError as error:
            return await self._refused(request, view, error.detail, error.status)
        if not self.doorstep.knows(request, typed.one("form"), typed.one("token")):
            return await self._refused(request, view, _UNKNOWN_FORM, HTTPStatus.FORBIDDEN)
        read = _read(typed, view)
        if isinstance(read, str):
            return await self._refused(request, view, read, HTTPStatus.UNPROCESSABLE_ENTITY)
        step, file = read
        token = request.match_info["token"]
        refused = await self.source.attach(token, step, file, typed.one("form"))
        if refused is not None:
            return await self._refused(request, view, say(refused), HTTPStatus.CONFLICT)
        raise web.HTTPSeeOther(f"/desk/{token}/calls?kept")

    async def _view(self, request: web.Request) -> CallsView | None:
        token = request.match_info["token"]
        return await self.source.calls(token) if _TOKEN.fullmatch(token) else None

    async def _refused(
        self, request: web.Request, view: CallsView, mistake: str, status: int
    ) -> web.Response:
        _log.info("call_log.refused", case=view.case, status=int(status))
        await self.count(source_of("desk", request), f"call_log_{int(status)}")
        return self._page(request, view, mistake, status)

    def _page(
        self, request: web.Request, view: CallsView, mistake: str = "", status: int = HTTPStatus.OK
    ) -> web.Response:
        visit = self.doorstep.visit(request)
        response = page(
            "desk_calls.html.j2",
            status,
            forms=True,
            view=view,
            zone=zone_of(view.zone),
            visit=visit,
            token=request.match_info["token"],
            mistake=mistake,
            kept="kept" in request.query,
            endings=", ".join(TYPES),
        )
        self.doorstep.mark(response, visit)
        return response


def _read(typed: Typed, view: CallsView) -> tuple[int, LogFile] | str:
    """Return which call and the file, or the sentence that says what is wrong."""
    step = typed.one("step")
    if step not in {str(call.number) for call in view.calls}:
        return "Choose the call that the file is about."
    if len(typed.files) != 1 or not typed.files[0].content:
        return "Choose one file that is not empty."
    upload = typed.files[0]
    kind = _kind(upload)
    if kind is None:
        return "Expected a file whose name ends in .pdf, .png or .txt, got another."
    if len(upload.content) > FILE_CAP:
        return "Expected at most 8 MiB, got more. Cut the log to the minutes of the call."
    return int(step), LogFile(name=upload.name, type=kind, content=upload.content)


def _kind(upload: Upload) -> str | None:
    """Return the media type by the end of the name: what a browser says of it proves nothing."""
    return next((t for end, t in TYPES.items() if upload.name.casefold().endswith(end)), None)
