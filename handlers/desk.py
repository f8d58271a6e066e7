"""GET, POST /desk/{token}: a whole request and its documents, for one person and ten minutes."""

import re
import unicodedata
from urllib.parse import parse_qsl, quote

from aiohttp import web

from handlers.body import BodyError, read_body
from handlers.desk_scope import (
    NOTHING_TICKED,
    Row,
    read_rows,
    rows_of,
    scope_of_rows,
    zone_of,
)
from handlers.desk_view import DeskSource, DeskView, ScopeKeeper
from handlers.pages import gone, page

PATH = "/desk/{token}"
FILE_PATH = "/desk/{token}/file/{key}"
FORM_CAP = 512 * 1024
"""Bytes of a form."""
MOST_FIELDS = 5_000
"""Fields of a form: 50 devices of 9 categories have three each."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,128}")
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_NAME_CAP = 120
_UNSAFE = re.compile(r'[\\/:*?"<>|]')

# Somebody else's file is never shown by the browser, whatever it claims to be.
_FILE_HEADERS = {
    "Content-Type": "application/octet-stream",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class Desk:
    """The reader's page and its downloads; without `keeper` it is for reading only."""

    def __init__(self, source: DeskSource, keeper: ScopeKeeper | None = None) -> None:
        self._source = source
        self._keeper = keeper

    def routes(self) -> list[web.RouteDef]:
        """Return the page, its form, and the downloads."""
        return [
            web.get(PATH, self.get),
            web.post(PATH, self.choose),
            web.get(FILE_PATH, self.download),
        ]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the page, or with the one page for every link that opens nothing."""
        token, view = await self._opened(request)
        if view is None:
            return gone()
        rows = rows_of(view) if self._keeper is not None else ()
        return desk_page(view, token, rows, saved="saved" in request.query)

    async def choose(self, request: web.Request) -> web.Response:
        """Keep the scope that was ticked, or show the form again with what was typed."""
        token, view = await self._opened(request)
        if view is None:
            return gone()
        if self._keeper is None or not view.choosable:
            raise web.HTTPMethodNotAllowed("POST", ["GET", "HEAD"])
        form = await _form(request)
        if form is None:
            raise web.HTTPBadRequest
        rows = read_rows(view, form)
        if not any(row.ticked for row in rows) or any(row.problem for row in rows):
            return desk_page(view, token, rows, wrong=True)
        if not await self._keeper.choose(token, scope_of_rows(view, rows)):
            return gone()
        raise web.HTTPSeeOther(f"/desk/{token}?saved#scope")

    async def _opened(self, request: web.Request) -> tuple[str, DeskView | None]:
        token = request.match_info["token"]
        return token, await self._source.desk(token) if _TOKEN.fullmatch(token) else None

    async def download(self, request: web.Request) -> web.Response:
        """Answer with a document's bytes, to be kept and never to be shown."""
        token, key = request.match_info["token"], request.match_info["key"]
        if not _TOKEN.fullmatch(token) or not _KEY.fullmatch(key):
            return gone()
        file = await self._source.file(token, key)
        if file is None:
            return gone()
        disposition = content_disposition(file.name, key)
        return web.Response(
            body=file.content, headers=_FILE_HEADERS | {"Content-Disposition": disposition}
        )


def desk_page(
    view: DeskView, token: str, rows: tuple[Row, ...], *, saved: bool = False, wrong: bool = False
) -> web.Response:
    """Return the page of a view with its form as typed; 422 when something in it is `wrong`."""
    return page(
        "desk.html.j2",
        422 if wrong else 200,
        forms=bool(rows),
        view=view,
        request=view.request,
        token=token,
        zone=zone_of(view),
        rows=rows,
        saved=saved,
        # Said first, since a screen reader begins at the top.
        mistake=_mistake(rows) if wrong else None,
    )


def _mistake(rows: tuple[Row, ...]) -> str:
    count = sum(row.problem is not None for row in rows)
    return f"Not saved: {count} of the rows below cannot be taken." if count else NOTHING_TICKED


async def _form(request: web.Request) -> dict[str, str] | None:
    """Return the form's fields; None for a body that no form of ours sends."""
    if request.content_type != "application/x-www-form-urlencoded":
        return None
    try:
        body = await read_body(request, FORM_CAP)
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except (BodyError, ValueError):
        return None


def content_disposition(name: str, key: str) -> str:
    """Return the header for saving a file under a harmless form of its name (RFC 6266).

    Marks that reverse text are dropped: they let a program pass for a document.
    """
    shown = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    safe = _UNSAFE.sub("_", shown).strip(" .")
    stem, dot, ending = safe.rpartition(".")
    clipped = f"{stem[: _NAME_CAP - 16]}.{ending[:15]}" if dot else safe[:_NAME_CAP]
    return f"attachment; filename=\"{key}\"; filename*=UTF-8''{quote(clipped or key, safe='')}"
