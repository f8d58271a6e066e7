"""GET, POST /release/{token}: files for a verified contact, once the spoken code is typed.

Before that the page names neither case nor agency nor file: whoever holds the link alone, such as
a mail scanner, learns nothing and changes nothing. A link that is unknown, over, or closed is
answered by one and the same page.
"""

import re
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

import structlog
from aiohttp import web

from handlers.body import BodyError, read_body
from handlers.delivery.download import Downloads, session_of, set_session
from handlers.delivery.recipient_source import CODE_LENGTH, CaseReleases, ListView, Opened
from handlers.doorkeeper import CountRefusal, source_of
from handlers.intake.web_portal.doorstep import Doorstep
from handlers.intake.web_portal.form_page import Desk, spoken_in
from handlers.intake.web_portal.typed import Typed, typed_of
from handlers.languages import language, offered
from handlers.languages import marked as _n
from handlers.pages import gone, page

PATH: Final = "/release/{token}"
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,128}")
FORM_CAP: Final = 16 * 1024
_CODE: Final = re.compile(rf"[0-9]{{{CODE_LENGTH}}}")
_SPACES: Final = re.compile(r"[\s.\-‐-―]+")
NOT_A_CODE: Final = _n("A code has six digits. Type the six that you were told.")
WRONG: Final = _n(
    "That did not open it. Check the code and try again. After five wrong codes, or an hour, it "
    "opens nothing any more; then call us for a new one."
)
UNKNOWN_FORM: Final = _n(
    "Nothing was done, because this page was open for too long or your browser keeps no cookies. "
    "Please try again."
)
TICK_FIRST: Final = _n("Tick the box first: it says that you have the files and compared them.")
FETCH_FIRST: Final = _n("Download every file first. Then confirm the list.")
_log = structlog.get_logger(__name__)


class ReleasePage:
    """The recipient's page and its downloads."""

    def __init__(
        self, source: CaseReleases, doorstep: Doorstep, desk: Desk, count: CountRefusal
    ) -> None:
        self._source = source
        self._doorstep = doorstep
        self._desk = desk
        self._count = count
        self._downloads = Downloads(source, self._gone)

    def routes(self) -> list[web.RouteDef]:
        """Return the page, its forms, and the downloads."""
        return [
            web.get(PATH, self.get),
            web.post(PATH, self.post),
            web.get(PATH + "/file/{item}", self.download),
        ]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the list to the browser that gave the code, else with the question for it."""
        opened = await self._opened(request)
        if opened is None:
            return await self._gone(request)
        if self._source.knows(opened, session_of(request)):
            return self._list(request, opened)
        await self._source.visit(opened)
        return await self._gone(request) if opened.dead else self._ask(request)

    async def post(self, request: web.Request) -> web.Response:
        """Take a code, or the word that the files came."""
        opened = await self._opened(request)
        if opened is None or opened.dead:
            if opened is not None:
                await self._source.visit(opened)
            return await self._gone(request)
        typed = await _typed(request)
        inside = self._source.knows(opened, session_of(request))
        if not self._doorstep.knows(request, typed.one("form"), typed.one("token")):
            await self._refused(request, "unknown_form")
            return self._again(request, opened, UNKNOWN_FORM, HTTPStatus.FORBIDDEN, inside=inside)
        if typed.one("act") == "confirm" and inside:
            return await self._confirm(request, opened, typed)
        return await self._code(request, opened, typed)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Answer with a file, or a part of it."""
        opened = await self._opened(request)
        if opened is None:
            return await self._gone(request)
        return await self._downloads.send(request, opened)

    async def _code(self, request: web.Request, opened: Opened, typed: Typed) -> web.Response:
        code = _SPACES.sub("", typed.one("code"))
        if not _CODE.fullmatch(code):
            return self._ask(request, NOT_A_CODE, HTTPStatus.UNPROCESSABLE_ENTITY)
        form = typed.one("form")
        browser = self._doorstep.visit(request).browser
        session = await self._source.type_code(opened, code, browser, form)
        if session is None:
            await self._refused(request, "wrong_code")
            return self._ask(request, WRONG, HTTPStatus.UNPROCESSABLE_ENTITY)
        answer = self._back(request)
        set_session(answer, session, https=self._doorstep.https)
        return answer

    async def _confirm(self, request: web.Request, opened: Opened, typed: Typed) -> web.Response:
        if not typed.one("have"):
            return self._list(request, opened, TICK_FIRST, HTTPStatus.UNPROCESSABLE_ENTITY)
        if not await self._source.confirm(opened, session_of(request), typed.one("form")):
            return self._list(request, opened, FETCH_FIRST, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._back(request)

    def _back(self, request: web.Request) -> web.Response:
        there = f"/release/{request.match_info['token']}?lang={spoken_in(request).code}"
        return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": there})

    async def _opened(self, request: web.Request) -> Opened | None:
        token = request.match_info["token"]
        return await self._source.open(token) if TOKEN.fullmatch(token) else None

    def _ask(
        self, request: web.Request, mistake: str = "", status: int = HTTPStatus.OK
    ) -> web.Response:
        return self._page(request, "release_code.html.j2", mistake, status)

    def _list(
        self, request: web.Request, opened: Opened, mistake: str = "", status: int = HTTPStatus.OK
    ) -> web.Response:
        view = self._source.listing(opened)
        return self._page(request, "release_list.html.j2", mistake, status, view)

    def _again(
        self, request: web.Request, opened: Opened, mistake: str, status: int, *, inside: bool
    ) -> web.Response:
        if inside:
            return self._list(request, opened, mistake, status)
        return self._ask(request, mistake, status)

    def _page(
        self,
        request: web.Request,
        template: str,
        mistake: str,
        status: int,
        view: ListView | None = None,
    ) -> web.Response:
        visit = self._doorstep.visit(request)
        response = page(
            template,
            status,
            forms=True,
            spoken_in=spoken_in(request),
            visit=visit,
            desk=self._desk,
            languages=[language(code) for code in offered()],
            mistake=mistake,
            view=view,
            token=request.match_info["token"],
        )
        self._doorstep.mark(response, visit)
        return response

    async def _gone(self, request: web.Request) -> web.Response:
        await self._refused(request, "closed_link")
        return gone(spoken_in(request), self._desk.phone)

    async def _refused(self, request: web.Request, reason: str) -> None:
        _log.info("release_page.refused", reason=reason)
        await self._count(source_of("release", request, self._desk.proxies), reason)


async def _typed(request: web.Request) -> Typed:
    """Return the form's fields; none of a body that no form of ours sends."""
    if request.content_type != "application/x-www-form-urlencoded":
        return Typed()
    try:
        body = await read_body(request, FORM_CAP)
        return typed_of(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except (BodyError, ValueError):
        return Typed()
