"""GET /request/{token}: where a request stands, for the officer who made it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from aiohttp import web

from handlers.pages import gone, page

PATH = "/request/{token}"
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,128}")
"""What a token looks like; anything else is answered like an unknown one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """What the officer may see.

    `words` is the state in neutral words: they say nothing of accounts, reviewers or reasons.
    `code` is None where it was spoken by phone, or once the call-back is done.
    """

    case: str
    words: str
    updated_at: datetime
    code: str | None = field(default=None, repr=False)
    questions: tuple[str, ...] = field(default=(), repr=False)
    phone: str = ""


class StatusSource(Protocol):
    """Where the page's content comes from."""

    async def status(self, token: str) -> StatusView | None:
        """Return what the token opens; None when it is unknown or expired."""
        ...


class StatusPage:
    """The officer's page; `company` is the name that officers know."""

    def __init__(self, source: StatusSource, company: str) -> None:
        self._source = source
        self._company = company

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.get(PATH, self.get)]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the page, or with the one page for every link that opens nothing."""
        token = request.match_info["token"]
        view = await self._source.status(token) if TOKEN.fullmatch(token) else None
        if view is None:
            return gone()
        return page("status.html.j2", view=view, company=self._company)
