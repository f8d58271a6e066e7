"""Sends a file to the browser that gave the code: resumable, counted, and never shown.

What is sent is somebody else's bytes: an attachment, of no type, under a sandbox, kept by no
cache (RFC 9110, RFC 9111). The entry that says which bytes go out comes before the first of them.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import hdrs, web

from bot.domain.release import Item
from handlers.delivery.ranges import Span, wanted
from handlers.delivery.recipient_source import CaseReleases, Opened
from handlers.desk import content_disposition

AT_ONCE: Final = 8
"""Downloads that one replica sends at once; each holds one piece of a file."""
SLOWEST: Final = 120.0
"""Seconds that one piece may take: a MiB at less than a tenth of a megabit."""
SESSION: Final = "exigent-release"
_SESSION: Final = re.compile(r"[0-9a-f]{64}")
_ITEM: Final = re.compile(r"[0-9]{1,4}", re.ASCII)
_HEADERS: Final = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
}
_BUSY: Final = {"Retry-After": "10"}
_log = structlog.get_logger(__name__)

Gone = Callable[[web.Request], Awaitable[web.Response]]


def session_of(request: web.Request) -> str:
    """Return what the browser holds since it gave the right code; empty where it gave none."""
    given = request.cookies.get(f"__Host-{SESSION}") or request.cookies.get(SESSION, "")
    return given if _SESSION.fullmatch(given) else ""


def set_session(response: web.Response, session: str, *, https: bool) -> None:
    """Leave it with the browser until that is closed: for this site, out of any script's reach."""
    # The prefix binds the cookie to this host and to https (RFC 6265bis 4.1.3.2).
    name = f"__Host-{SESSION}" if https else SESSION
    response.set_cookie(name, session, path="/", secure=https, httponly=True, samesite="Lax")


class Downloads:
    """The downloads of deliveries; `gone` answers for what opens nothing."""

    def __init__(self, source: CaseReleases, gone: Gone) -> None:
        self._source = source
        self._gone = gone
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def send(self, request: web.Request, opened: Opened) -> web.StreamResponse:
        """Send an item, or the part of it that is asked for."""
        number = request.match_info["item"]
        item = _item(opened, number)
        if item is None or not self._source.knows(opened, session_of(request)):
            await self._source.visit(opened)
            return await self._gone(request)
        tag = f'"{item.sha256}"'
        headers = _HEADERS | {
            "ETag": tag,
            "Content-Disposition": content_disposition(item.name or "", f"file-{int(number)}"),
        }
        span = wanted(
            request.headers.get("Range") if request.method == hdrs.METH_GET else None,
            request.headers.get("If-Range"),
            tag,
            item.size,
        )
        if span is None:
            unsatisfied = headers | {"Content-Range": f"bytes */{item.size}"}
            return web.Response(
                status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=unsatisfied
            )
        response = _response(span, item, headers)
        if request.method == hdrs.METH_HEAD:
            await response.prepare(request)
            return response
        return await self._counted(request, opened, int(number), span, response)

    async def _counted(
        self,
        request: web.Request,
        opened: Opened,
        number: int,
        span: Span,
        response: web.StreamResponse,
    ) -> web.StreamResponse:
        if self._turns.locked():
            raise web.HTTPServiceUnavailable(headers=_BUSY)
        async with self._turns:
            session, bytes_ = session_of(request), (span.first, span.last)
            if not await self._source.fetch(opened, session, number, bytes_):
                raise web.HTTPTooManyRequests(headers=_BUSY)
            await response.prepare(request)
            async for piece in self._source.content(opened, number, bytes_):
                if piece is None:
                    # The rest is gone: cut the answer short rather than end it as if it were whole.
                    _log.warning("release.content_gone", case=opened.found.case.number)
                    if request.transport is not None:
                        request.transport.abort()
                    return response
                async with asyncio.timeout(SLOWEST):
                    await response.write(piece)
            await response.write_eof()
        if span.last == opened.found.items[number - 1].size - 1:
            await self._source.end_fetch(opened, number)
        return response


def _item(opened: Opened, number: str) -> Item | None:
    items = opened.found.items
    inside = bool(_ITEM.fullmatch(number)) and 1 <= int(number) <= len(items)
    return items[int(number) - 1] if inside else None


def _response(span: Span, item: Item, headers: dict[str, str]) -> web.StreamResponse:
    response = web.StreamResponse(headers=headers)
    response.content_length = span.last - span.first + 1
    if span.partial:
        response.set_status(HTTPStatus.PARTIAL_CONTENT)
        response.headers["Content-Range"] = f"bytes {span.first}-{span.last}/{item.size}"
    return response
