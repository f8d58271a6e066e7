"""GET, POST /desk/{token}/delivery: a custodian sends small files through us by a link.

One file a time is uploaded, sealed at once, and named by what was computed from its bytes. The
code that opens the link is shown once, in the answer that made it, and never again.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import web

from bot.domain.delivery import RevokeDelivery, Room
from bot.domain.errors import Refused
from bot.domain.release import Recipient
from bot.workflow.deliveries import Coded
from handlers.blocks.local_times import typed
from handlers.blocks.times import zone_of
from handlers.body import BodyError
from handlers.delivery.desk_forms import offer_of, renewal_of, upload_of
from handlers.delivery.desk_source import DeliveryDesk, Desk
from handlers.delivery.upload import Form, read_upload
from handlers.doorkeeper import CountRefusal, source_of
from handlers.intake.web_portal.doorstep import Doorstep
from handlers.pages import gone, page
from handlers.refusals import say

PATH: Final = "/desk/{token}/delivery"
UPLOADS_AT_ONCE: Final = 4
"""Forms with files that one replica reads at once; each is held in memory until it is kept."""
UNKNOWN_FORM: Final = (
    "Nothing was done: this form was open for too long, or your browser keeps no cookies. Choose "
    "the file again and send it."
)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,128}")
_DONE: Final = {
    "kept": "The file is kept, sealed. It goes nowhere before you send the link.",
    "removed": "The file is taken away again.",
    "closed": "The link is closed and opens nothing any more.",
}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    mistake: str = ""
    done: str = ""
    code: str | None = field(default=None, repr=False)
    form: Form = field(default_factory=lambda: Form(fields={}))


_Answer = Awaitable[web.Response]


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The page and its forms."""

    source: DeliveryDesk
    doorstep: Doorstep
    count: CountRefusal
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(UPLOADS_AT_ONCE))

    def routes(self) -> list[web.RouteDef]:
        """Return the page and its forms."""
        return [web.get(PATH, self.get), web.post(PATH, self.post)]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the page, or with the one page for every link that opens nothing."""
        desk = await self._desk(request)
        if desk is None:
            return gone()
        done = next((words for key, words in _DONE.items() if key in request.query), "")
        return self._page(request, desk, _Shown(done=done))

    async def post(self, request: web.Request) -> web.Response:
        """Take a form in, or show the page again with what is wrong."""
        desk = await self._desk(request)
        if desk is None:
            return gone()
        async with self.turns:
            try:
                form = await read_upload(request, self._room.file_bytes)
            except BodyError as error:
                shown = _Shown(mistake=error.detail)
                return await self._refused(request, desk, shown, error.status)
            if not self.doorstep.knows(request, form.one("form"), form.one("token")):
                shown = _Shown(mistake=UNKNOWN_FORM)
                return await self._refused(request, desk, shown, HTTPStatus.FORBIDDEN)
            acts: dict[str, Callable[[web.Request, Desk, Form], _Answer]] = {
                "upload": self._upload,
                "remove": self._remove,
                "send": self._send,
                "renew": self._renew,
                "revoke": self._revoke,
            }
            act = acts.get(form.one("act"))
            return await act(request, desk, form) if act is not None else gone()

    @property
    def _room(self) -> Room:
        return self.source.desk.office.delivery

    async def _upload(self, request: web.Request, desk: Desk, form: Form) -> web.Response:
        clock = self.source.desk.office.clock
        upload = upload_of(form, desk, clock, self._room.file_bytes)
        if isinstance(upload, str):
            return await self._wrong(request, desk, form, upload)
        refused = await self.source.keep(desk, upload)
        if refused is not None:
            return await self._wrong(request, desk, form, refused)
        return self._back(request, "kept")

    async def _remove(self, request: web.Request, desk: Desk, form: Form) -> web.Response:
        await self.source.remove(desk, form.one("key"))
        return self._back(request, "removed")

    async def _send(self, request: web.Request, desk: Desk, form: Form) -> web.Response:
        offer = offer_of(form, desk, self._room.life)
        if isinstance(offer, str):
            return await self._wrong(request, desk, form, offer)
        return await self._coded(
            request, desk, form, await self.source.offer(desk, offer, form.one("form"))
        )

    async def _renew(self, request: web.Request, desk: Desk, form: Form) -> web.Response:
        renewal = renewal_of(form, self._room.life)
        if isinstance(renewal, str):
            return await self._wrong(request, desk, form, renewal)
        return await self._coded(
            request, desk, form, await self.source.renew(desk, renewal, form.one("form"))
        )

    async def _revoke(self, request: web.Request, desk: Desk, form: Form) -> web.Response:
        command = RevokeDelivery(why=form.one("why"))
        refused = await self.source.revoke(desk, command, form.one("form"))
        if refused is not None:
            return await self._wrong(request, desk, form, refused)
        return self._back(request, "closed")

    async def _coded(
        self, request: web.Request, desk: Desk, form: Form, coded: Coded
    ) -> web.Response:
        if coded.outcome.refused is not None:
            return await self._wrong(request, desk, form, coded.outcome.refused)
        now = await self._desk(request)
        return self._page(request, now or desk, _Shown(code=coded.code))

    async def _wrong(
        self, request: web.Request, desk: Desk, form: Form, why: str | Refused
    ) -> web.Response:
        mistake = say(why) if isinstance(why, Refused) else why
        shown = _Shown(mistake=mistake, form=form)
        return await self._refused(request, desk, shown, HTTPStatus.UNPROCESSABLE_ENTITY)

    async def _desk(self, request: web.Request) -> Desk | None:
        token = request.match_info["token"]
        return await self.source.open(token) if _TOKEN.fullmatch(token) else None

    async def _refused(
        self, request: web.Request, desk: Desk, shown: _Shown, status: int
    ) -> web.Response:
        _log.info("delivery_form.refused", case=desk.case.number, status=int(status))
        await self.count(source_of("desk", request), f"delivery_{int(status)}")
        return self._page(request, desk, shown, status)

    def _back(self, request: web.Request, done: str) -> web.Response:
        there = f"/desk/{request.match_info['token']}/delivery?{done}"
        return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": there})

    def _page(
        self, request: web.Request, desk: Desk, shown: _Shown, status: int = HTTPStatus.OK
    ) -> web.Response:
        visit, zone = self.doorstep.visit(request), zone_of(desk.found.zone)
        only = desk.scope[0] if len(desk.scope) == 1 else None
        response = page(
            "desk_delivery.html.j2",
            status,
            forms=True,
            desk=desk,
            shown=shown,
            zone=zone,
            visit=visit,
            token=request.match_info["token"],
            dispatch=any(key.startswith(Recipient.DISPATCH) for key, _ in desk.ways),
            times=tuple(typed(at, zone) for at in (only.start, only.end)) if only else ("", ""),
            room=self._room,
        )
        self.doorstep.mark(response, visit)
        return response
