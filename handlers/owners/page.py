"""GET, POST /notice/{token}: the owner's page. Looking at it changes nothing, whoever does.

A complaint is sent by a form that works without a script, and only by the browser that was given
it: neither a mail scanner nor another site can send one.
"""

import re
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from aiohttp import web

from bot.domain.complaining import TEXT_MOST
from bot.workflow.verify_case import program
from handlers.body import BodyError
from handlers.languages import Language, chosen, language, offered
from handlers.languages import marked as _n
from handlers.notices.letter import language_for
from handlers.owners.taking import Sent, Taking
from handlers.owners.view import OwnerSource, OwnerView
from handlers.pages import gone, page

PATH: Final = "/notice/{token}"
PROOF: Final = PATH + "/proof"
PROGRAM: Final = PATH + "/verify_case.py"
_SENT: Final = _n("We have what you wrote. A person reads it and answers here.")
_UNKNOWN_FORM: Final = _n(
    "Nothing was sent, because this form was open for too long or your browser keeps no cookies. "
    "What you typed is still here. Please send it again."
)
_NO_TEXT: Final = _n("Please write in a few words what you think was wrong.")
_TOO_LONG: Final = _n("That is too long for this page. Please make it shorter, or write to us.")
_NOT_TAKEN: Final = _n(
    "Nothing was sent: several of your messages wait for an answer already. You can also write to "
    "us."
)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,128}")


class OwnerPage:
    """The page, the proof as a file, and the program that checks it."""

    def __init__(self, source: OwnerSource, taking: Taking) -> None:
        self._source = source
        self._taking = taking

    def routes(self) -> list[web.RouteDef]:
        """Return the page, where its form is sent, and its two downloads."""
        return [
            web.get(PATH, self.get),
            web.post(PATH, self.post),
            web.get(PROOF, self.proof),
            web.get(PROGRAM, self.program),
        ]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the page, or with the one page for every link that opens nothing."""
        opened = await self._opened(request)
        if opened is None:
            return gone(_asked(request))
        sent = _SENT if "sent" in request.query else ""
        return self._page(request, *opened, _Shown(notice=sent))

    async def post(self, request: web.Request) -> web.Response:
        """Take a complaint in, or show the form again with what is wrong."""
        opened = await self._opened(request)
        if opened is None:
            await self._taking.refused(request, "unknown_link")
            return gone(_asked(request))
        try:
            sent = await self._taking.read(request)
        except BodyError as error:
            await self._taking.refused(request, error.kind)
            return self._page(request, *opened, _Shown(wrong=_TOO_LONG, status=error.status))
        wrong = await self._refused(request, sent)
        if wrong is not None:
            return self._page(request, *opened, replace(wrong, text=sent.text))
        tongue = opened[1].code
        raise web.HTTPSeeOther(f"{request.path}?sent&lang={tongue}#complain")

    async def _refused(self, request: web.Request, sent: Sent) -> "_Shown | None":
        if not sent.ours:
            await self._taking.refused(request, "unknown_form")
            return _Shown(wrong=_UNKNOWN_FORM, status=HTTPStatus.FORBIDDEN)
        if not sent.fits:
            said = _TOO_LONG if sent.text else _NO_TEXT
            return _Shown(wrong=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        refused = await self._source.complain(_token(request), sent.text, sent.form)
        if refused is None:
            return None
        await self._taking.refused(request, refused.reason.value)
        return _Shown(wrong=_NOT_TAKEN, status=HTTPStatus.CONFLICT)

    async def proof(self, request: web.Request) -> web.Response:
        """Answer with the proof as a file that any C2SP tool reads."""
        found = await self._source.proof(_token(request)) if _token(request) else None
        if found is None:
            return gone(_asked(request))
        return _file(found.text.encode(), f"entry-{found.position}.tlog-proof")

    async def program(self, request: web.Request) -> web.Response:
        """Answer with the program that checks the proof, to whoever has a link that opens."""
        if await self._tongue(request) is None:
            return gone(_asked(request))
        return _file(program(), "verify_case.py")

    async def _tongue(self, request: web.Request) -> Language | None:
        """Return the language asked for, else the owner's own; None for a link to nothing."""
        token = _token(request)
        locale = await self._source.locale(token) if token else None
        if locale is None:
            return None
        asked = request.query.get("lang", "")
        return language(asked if asked in offered() else language_for(locale))

    async def _opened(self, request: web.Request) -> tuple[OwnerView, Language] | None:
        tongue = await self._tongue(request)
        view = await self._source.view(_token(request), tongue) if tongue is not None else None
        return (view, tongue) if tongue is not None and view is not None else None

    def _page(
        self, request: web.Request, view: OwnerView, tongue: Language, shown: "_Shown"
    ) -> web.Response:
        visit = self._taking.doorstep.visit(request) if view.complains else None
        response = page(
            "notice.html.j2",
            shown.status,
            forms=visit is not None,
            spoken_in=tongue,
            view=view,
            shown=shown,
            visit=visit,
            most=TEXT_MOST,
            day=lambda moment: tongue.day(moment, view.zone),
            languages=[language(code) for code in offered()],
        )
        if visit is not None:
            self._taking.doorstep.mark(response, visit)
        return response


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the page says of a form: that it was taken in, or what is wrong, with its text."""

    notice: str = ""
    wrong: str = ""
    text: str = ""
    status: int = HTTPStatus.OK


def _token(request: web.Request) -> str:
    """Return the link's token; empty for what is none."""
    token = request.match_info["token"]
    return token if _TOKEN.fullmatch(token) else ""


def _asked(request: web.Request) -> Language:
    return chosen(request.query.get("lang"), request.headers.get("Accept-Language"))


def _file(content: bytes, name: str) -> web.Response:
    response = web.Response(body=content, content_type="text/plain", charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
