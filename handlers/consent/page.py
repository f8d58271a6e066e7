"""GET, POST /consent/{token}: an owner says whether they share what the police ask for."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import web

from bot.domain.consent import ConsentAnswer
from handlers.consent.source import Opened, OwnersPage
from handlers.doorkeeper import CountRefusal, source_of
from handlers.intake.web_portal.doorstep import Doorstep
from handlers.languages import Language, chosen, language, offered
from handlers.languages import marked as _n
from handlers.pages import gone, page

PATH: Final = "/consent/{token}"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,128}")
_STALE: Final = _n("Nothing was sent, because this page was open for too long. Please try again.")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage:
    """The page. Opening it changes nothing, so that a mail scanner answers for nobody."""

    owners: OwnersPage
    doorstep: Doorstep
    count: CountRefusal
    company: str
    proxies: tuple[str, ...] = ()

    def routes(self) -> list[web.RouteDef]:
        """Return the page, and where its answer is sent."""
        return [web.get(PATH, self.get), web.post(PATH, self.post)]

    async def get(self, request: web.Request) -> web.Response:
        """Show what is asked for."""
        opened = await self._opened(request)
        if opened is None:
            return gone(_spoken(request))
        return self._page(request, opened)

    async def post(self, request: web.Request) -> web.Response:
        """Take the answer, from the browser that was given the form alone."""
        opened = await self._opened(request)
        if opened is None:
            await self._refused(request, "unknown_link")
            return gone(_spoken(request))
        sent = await request.post()
        if not self.doorstep.knows(request, str(sent.get("form", "")), str(sent.get("token", ""))):
            await self._refused(request, "unknown_form")
            return self._page(request, opened, _STALE, HTTPStatus.FORBIDDEN)
        answer = {"yes": ConsentAnswer.YES, "no": ConsentAnswer.NO}.get(str(sent.get("answer")))
        if answer is not None:
            await self.owners.answer(request.match_info["token"], answer)
        raise web.HTTPSeeOther(f"{request.path}?lang={_spoken(request).code}")

    async def _opened(self, request: web.Request) -> Opened | None:
        token = request.match_info["token"]
        return await self.owners.open(token) if _TOKEN.fullmatch(token) else None

    async def _refused(self, request: web.Request, reason: str) -> None:
        _log.info("consent_form.refused", reason=reason)
        await self.count(source_of("consent", request, self.proxies), reason)

    def _page(
        self,
        request: web.Request,
        opened: Opened,
        wrong: str = "",
        status: int = HTTPStatus.OK,
    ) -> web.Response:
        tongue, visit = _spoken(request), self.doorstep.visit(request)
        response = page(
            "consent.html.j2",
            status,
            forms=True,
            spoken_in=tongue,
            opened=opened,
            asking=opened.asking,
            lines=tuple(opened.asking.lines(tongue)),
            wrong=wrong,
            visit=visit,
            company=self.company,
            languages=[language(code) for code in offered()],
        )
        self.doorstep.mark(response, visit)
        return response


def _spoken(request: web.Request) -> Language:
    return chosen(request.query.get("lang"), request.headers.get("Accept-Language"))
