"""GET /desk/{token}: a whole request and its documents, for one person and ten minutes."""

import re
import unicodedata
from urllib.parse import quote

from aiohttp import web

from handlers.desk_view import DeskSource, DeskView
from handlers.pages import gone, page

PATH = "/desk/{token}"
FILE_PATH = "/desk/{token}/file/{key}"

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
    """The reader's page and its downloads."""

    def __init__(self, source: DeskSource) -> None:
        self._source = source

    def routes(self) -> list[web.RouteDef]:
        """Return the page and the downloads."""
        return [web.get(PATH, self.get), web.get(FILE_PATH, self.download)]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the page, or with the one page for every link that opens nothing."""
        token = request.match_info["token"]
        view = await self._source.desk(token) if _TOKEN.fullmatch(token) else None
        return gone() if view is None else desk_page(view, token)

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


def desk_page(view: DeskView, token: str) -> web.Response:
    """Return the page of a view."""
    return page("desk.html.j2", view=view, request=view.request, token=token)


def content_disposition(name: str, key: str) -> str:
    """Return the header for saving a file under a harmless form of its name (RFC 6266).

    Marks that reverse text are dropped: they let a program pass for a document.
    """
    shown = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    safe = _UNSAFE.sub("_", shown).strip(" .")
    stem, dot, ending = safe.rpartition(".")
    clipped = f"{stem[: _NAME_CAP - 16]}.{ending[:15]}" if dot else safe[:_NAME_CAP]
    return f"attachment; filename=\"{key}\"; filename*=UTF-8''{quote(clipped or key, safe='')}"
