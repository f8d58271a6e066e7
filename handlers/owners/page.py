"""GET /notice/{token}: the owner's page. Looking at it changes nothing, whoever opens the link."""

import re
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.workflow import verify_case
from handlers.languages import Language, chosen, language, offered
from handlers.notices.letter import language_for
from handlers.owners.view import OwnerSource, OwnerView
from handlers.pages import gone, page

PATH: Final = "/notice/{token}"
PROOF: Final = PATH + "/proof"
PROGRAM: Final = PATH + "/verify_case.py"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,128}")


class OwnerPage:
    """The page, the proof as a file, and the program that checks it."""

    def __init__(self, source: OwnerSource) -> None:
        self._source = source

    def routes(self) -> list[web.RouteDef]:
        """Return the page and its two downloads."""
        return [
            web.get(PATH, self.get),
            web.get(PROOF, self.proof),
            web.get(PROGRAM, self.program),
        ]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the page, or with the one page for every link that opens nothing."""
        tongue = await self._tongue(request)
        view = await self._source.view(_token(request), tongue) if tongue is not None else None
        if tongue is None or view is None:
            return gone(_asked(request))
        return self._page(view, tongue)

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
        return _file(_program(), "verify_case.py")

    async def _tongue(self, request: web.Request) -> Language | None:
        """Return the language asked for, else the owner's own; None for a link to nothing."""
        token = _token(request)
        locale = await self._source.locale(token) if token else None
        if locale is None:
            return None
        asked = request.query.get("lang", "")
        return language(asked if asked in offered() else language_for(locale))

    def _page(self, view: OwnerView, tongue: Language, status: int = HTTPStatus.OK) -> web.Response:
        return page(
            "notice.html.j2",
            status,
            spoken_in=tongue,
            view=view,
            day=tongue.day(view.given_at, view.zone),
            languages=[language(code) for code in offered()],
        )


@cache
def _program() -> bytes:
    return Path(verify_case.__file__).read_bytes()


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
