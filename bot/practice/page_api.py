"""The practice page's own JSON interface, beside the pretend Slack.

Everything is JSON over HTTP on the same port as the pretend Slack. `as` is the id of the
person the page acts for. Texts are what the product sent, unescaped by nobody: the page must
escape HTML, decode `&amp; &lt; &gt;`, and draw mrkdwn and `<!date^UNIX^format|fallback>` itself.

**GET /practice/state?as=U01ANA** answers everything one person sees; without `as`, the first of
the people::

    {"as": "U01ANA", "version": 17,              # grows with every change: poll it
     "team": {"id": "T01ABCDEF", "name": "Practice"},
     "law_clock": "2026-11-21T20:58:01+00:00", # the clock that can be moved; "" without one
     "people": [{"id", "name", "real_name", "title": "reviewer", "tz": "America/Los_Angeles",
                 "bot": false, "note": "guest", "dnd": false}],
     "channels": [{"id", "name", "private": true, "shared": false, "member": true,
                   "messages": [MESSAGE, …]}],    # oldest first
     "dms": [{"id": "D…", "with": ["U01ANA"], "messages": [MESSAGE, …]}],
     "views": [VIEW, …],                          # open modals, the one in front last
     "home": VIEW or null,                        # App Home as last published
     "commands": ["/edr"],
     "mail": [{"number": 1, "at": 1795318500.0, "from", "to": ["…"], "subject"}],
     "evidence": [{"name": "front-door.mp4", "bytes": 4096, "sha256": "…"}],
     "troubles": ["…"]}                           # what went wrong between Slack and product

MESSAGE: ``{"channel", "ts", "author", "author_name", "app": true, "text", "blocks": [...],
"thread_ts": null, "ephemeral": false, "edited": false,
"files": [{"id": "F0…", "title", "alt", "picture": true}]}``. VIEW: ``{"id", "hash", "callback_id",
"type": "modal"|"home", "title", "submit": "File" or null, "close": "Back" or null, "blocks",
"values": {block_id: {action_id: ANSWER}}, "errors": {block_id: "…"}}``. ANSWER is a string or
null for typed inputs, dates and times; an option's `value` or null for one choice; a list of
option values for several. ``values`` is what the person sees, initial values included.

**POST /practice/…** acts as the person. Body JSON, always with ``"as"``; the answer is
``{"ok": true, "status": 200, "seconds": 0.02, "trouble": "", "body": …}`` where `status` is the
product's HTTP answer, or 409 ``{"ok": false, "error": "…"}`` if a person could not do that:

- ``/practice/press``   ``{"as", "channel", "ts", "action_id", "block_id"?, "value"?}`` for a
  message, ``{"as", "view_id", "action_id", "block_id"?, "value"?}`` for a button in a view or
  App Home. `value` is the button's value, or the chosen option's for a menu in a message.
- ``/practice/command`` ``{"as", "command": "/edr", "text": "queue", "channel"?}``
- ``/practice/fill``    ``{"as", "view_id", "values": {block_id: ANSWER}, "enter"?: true}``; send
  at each change; inputs with `dispatch_action` reach the product, which may change the view.
- ``/practice/submit``  ``{"as", "view_id"}``; field errors appear in the view's ``errors``
- ``/practice/close``   ``{"as", "view_id", "all"?: true}`` (`all`: the X of the whole stack)
- ``/practice/suggest`` ``{"as", "view_id", "block_id", "action_id", "text": "spr"}``; ``body`` is
  the list of options; only what was offered can then be filled in
- ``/practice/home``    ``{"as"}`` opens the App Home tab
- ``/practice/dismiss`` ``{"as", "channel", "ts"}`` drops an ephemeral message
- ``/practice/advance`` ``{"seconds": 1800}`` moves the law clock forward only

**GET /practice/mail/{number}** answers ``{"number", "from", "to", "headers": [["Subject", "…"]],
"text", "html", "raw"}``, and **GET /practice/mail/{number}/html** its HTML part for a frame, able
to do nothing: no scripts, no forms, nothing from elsewhere.
**GET /practice/evidence/{name}** answers the file's bytes, and
**GET /practice/files/{id}** those of a file that the product shared.
**POST /practice/evidence** ``{"name": "front-door.mp4"}`` makes a sample file. The page itself is
served at ``/`` from `bot/practice/static/` (index.html and the .js, .css, .svg beside it), with a
policy allowing scripts, styles and pictures only from there; each POST must be `application/json`.
"""

import json
import mimetypes
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from bot.practice.errors import PracticeError
from bot.practice.evidence import Evidence
from bot.practice.mailbox import Letter
from bot.practice.page_state import Practice, state
from bot.practice.page_verbs import VERBS, Act
from bot.practice.server import STATIC, SlackServer

_LOCAL: Final = ("127.0.0.1", "localhost")
_LETTER: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
    "Referrer-Policy": "no-referrer",
}
_ONLY_OWN: Final = {"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"}


class PageApi:
    """The page's routes over one pretend Slack; pass `PageApi(practice).extend` to the server."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self._version = 0

    def extend(self, server: SlackServer, application: web.Application) -> None:
        """Add the routes, and count changes so that the page knows when to look again."""
        self._server = server
        server.workspace.listeners.append(self._count)
        add = application.router
        add.add_get("/", self._page)
        add.add_get(r"/{name:[a-z][a-z_-]*\.(?:html|js|css|svg)}", self._page)
        add.add_get("/practice/state", self._state)
        add.add_get(r"/practice/mail/{number:\d+}", self._letter)
        add.add_get(r"/practice/mail/{number:\d+}/html", self._letter_shown)
        add.add_get("/practice/evidence/{name}", self._file)
        add.add_get(r"/practice/files/{id:F[A-Z0-9]{8,}}", self._shared)
        add.add_post("/practice/evidence", self._make_file)
        add.add_post("/practice/advance", self._advance)
        for verb, act in VERBS.items():
            add.add_post(f"/practice/{verb}", self._acting(act))

    def _count(self) -> None:
        self._version += 1

    async def _page(self, request: web.Request) -> web.StreamResponse:
        path = STATIC / request.match_info.get("name", "index.html")
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_ONLY_OWN | {"Cache-Control": "no-cache"})

    async def _state(self, request: web.Request) -> web.Response:
        _check_host(request)
        try:
            letters = self.practice.mailbox.letters if self.practice.mailbox else []
            version = self._version + len(letters)
            user_id = request.query.get("as", "") or self._first()
            seen = state(self._server.workspace, self.practice, user_id, version)
        except PracticeError as unknown:
            return _refused(unknown, 404)
        return web.json_response(seen)

    async def _letter(self, request: web.Request) -> web.Response:
        _check_host(request)
        try:
            letter = self._found(request)
        except PracticeError as absent:
            return _refused(absent, 404)
        headers = [[name, str(value)] for name, value in letter.parsed.items()]
        shown = {"number": letter.number, "from": letter.sender, "to": list(letter.recipients)}
        text, html = letter.part("plain"), letter.part("html")
        raw = letter.raw.decode("utf-8", "replace")
        return web.json_response(
            shown | {"headers": headers, "text": text, "html": html, "raw": raw}
        )

    async def _letter_shown(self, request: web.Request) -> web.Response:
        _check_host(request)
        try:
            letter = self._found(request)
        except PracticeError as absent:
            return _refused(absent, 404)
        html = letter.part("html")
        return web.Response(text=html, content_type="text/html", charset="utf-8", headers=_LETTER)

    def _found(self, request: web.Request) -> Letter:
        letters = self.practice.mailbox.letters if self.practice.mailbox else []
        number = int(request.match_info["number"])
        if not 1 <= number <= len(letters):
            raise PracticeError(f"no letter {number}")
        return letters[number - 1]

    def _first(self) -> str:
        people = self._server.workspace.people
        return next((one.id for one in people if not one.is_bot), "")

    async def _file(self, request: web.Request) -> web.Response:
        _check_host(request)
        name = request.match_info["name"]
        try:
            content = self._evidence().read(name)
        except PracticeError as absent:
            return _refused(absent, 404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=content, content_type=kind, headers=headers)

    async def _shared(self, request: web.Request) -> web.Response:
        _check_host(request)
        try:
            file = self._server.workspace.files.seen(request.match_info["id"])
        except PracticeError as absent:
            return _refused(absent, 404)
        headers = {"Content-Security-Policy": "default-src 'none'; sandbox"}
        return web.Response(body=file.content, content_type=file.mimetype, headers=headers)

    async def _make_file(self, request: web.Request) -> web.Response:
        words = await _words(request)
        try:
            made = self._evidence().make(str(words.get("name") or "front-door.mp4"))
        except PracticeError as refusal:
            return _refused(refusal)
        self._server.workspace.changed()
        shown = {"ok": True, "name": made.name, "bytes": made.size, "sha256": made.sha256}
        return web.json_response(shown)

    def _evidence(self) -> Evidence:
        if self.practice.evidence is None:
            raise PracticeError("there is no evidence folder")
        return self.practice.evidence

    async def _advance(self, request: web.Request) -> web.Response:
        words = await _words(request)
        seconds = words.get("seconds")
        if self.practice.advance is None:
            return _refused(PracticeError("the law clock cannot be moved here"))
        if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or seconds < 0:
            return _refused(PracticeError("seconds must be a number of 0 or more"))
        await self.practice.advance(float(seconds))
        self._server.workspace.changed()
        return web.json_response({"ok": True, "law_clock": self.practice.law_clock()})

    def _acting(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            words = await _words(request)
            try:
                hand = self._server.hand(str(words.get("as", "")))
                return web.json_response(await act(hand, words))
            except PracticeError as refusal:
                return _refused(refusal)

        return handle


def _refused(why: Exception, status: int = 409) -> web.Response:
    return web.json_response({"ok": False, "error": str(why)}, status=status)


def _check_host(request: web.Request) -> None:
    # A page elsewhere must not reach the practice workspace through a name it controls.
    if request.host.rsplit(":", 1)[0] not in _LOCAL:
        raise web.HTTPForbidden


async def _words(request: web.Request) -> dict[str, Any]:
    _check_host(request)
    # Browsers ask before they send JSON across origins; a form they just send.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        words = json.loads(await request.text())
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(words, dict):
        raise web.HTTPBadRequest
    return words
