"""The Web API's door: arguments, token, rate, planned faults, then the method.

Slack docs "Using the Slack Web API": every answer is JSON with `ok`; the token comes as a
Bearer header or as the argument `token`; too many calls are HTTP 429 with `Retry-After`.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web

from bot.practice import api_chat, api_conversations, api_files, api_people, api_views
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError
from bot.practice.faults import Fault
from bot.practice.findings import Json
from bot.practice.workspace import Workspace

CONNECT: Final = "apps.connections.open"
UPLOAD: Final = "upload"
"""What faults and `calls` name the bytes by that are sent to an upload's own address."""
_METHODS: Final = {
    **api_chat.METHODS,
    **api_conversations.METHODS,
    **api_views.METHODS,
    **api_people.METHODS,
    **api_files.METHODS,
}


class WebApi:
    """Answers `/api/{method}`; `connect` makes a Socket Mode address."""

    def __init__(self, workspace: Workspace, connect: Callable[[], str]) -> None:
        self._workspace = workspace
        self._connect = connect
        self.calls: list[tuple[str, Json]] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call over HTTP, faults and all."""
        method = request.match_info["method"]
        given = await _arguments(request)
        token = _token(request, given)
        given.pop("token", None)
        self.calls.append((method, given))
        fault = self._workspace.faults.next(method, given)
        if (early := _before(request, fault)) is not None:
            return early
        answer, status, headers = self._answer(method, token, given, fault)
        self._workspace.changed()
        if fault is not None and fault.kind == "lost_answer":
            return _drop(request)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        return web.json_response(answer, status=status, headers=headers)

    async def take_upload(self, request: web.Request) -> web.StreamResponse:
        """Take a file's bytes at the address of its own: raw, or as the one part of a form."""
        content = await _content(request)
        self.calls.append((UPLOAD, {"bytes": len(content)}))
        fault = self._workspace.faults.next(UPLOAD, {})
        if (early := _before(request, fault)) is not None:
            return early
        trouble = self._workspace.files.take(request.match_info["file"], content)
        if fault is not None and fault.kind == "lost_answer":
            return _drop(request)
        if trouble:
            return web.Response(status=400, text=trouble)
        return web.Response(text=f"OK - {len(content)}")

    def _answer(
        self, method: str, token: str, given: Json, fault: Fault | None
    ) -> tuple[Json, int, dict[str, str]]:
        try:
            if fault is not None and fault.kind == "error":
                raise SlackError(fault.code)  # noqa: TRY301 # a planned fault is answered like a real one
            scopes = {"X-OAuth-Scopes": ",".join(sorted(self._workspace.app.scopes))}
            return {"ok": True, **self._call(method, token, given)}, 200, scopes
        except SlackError as refusal:
            answer = {"ok": False, "error": refusal.code, **refusal.extra}
            if refusal.messages:
                answer["response_metadata"] = {"messages": list(refusal.messages)}
            if refusal.retry_after is not None:
                return answer, 429, {"Retry-After": str(refusal.retry_after)}
            return answer, 200, {}

    def _call(self, method: str, token: str, given: Json) -> Json:
        if method != CONNECT and method not in _METHODS:
            raise SlackError("unknown_method")
        self._check_token(method, token)
        arguments = Arguments(given)
        self._workspace.rates.take(method, arguments.text("channel"))
        if method == CONNECT:
            return {"url": self._connect()}
        return _METHODS[method](self._workspace, arguments)

    def _check_token(self, method: str, token: str) -> None:
        app = self._workspace.app
        if not token:
            raise SlackError("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise SlackError("invalid_auth")
        if (token == app.app_token) != (method == CONNECT):
            raise SlackError("not_allowed_token_type")


def _before(request: web.Request, fault: Fault | None) -> web.Response | None:
    """Return the answer of a fault that happens before the call is handled."""
    if fault is None:
        return None
    if fault.kind == "lost_request":
        return _drop(request)
    if fault.kind == "http_500":
        return web.json_response({"ok": False, "error": "internal_error"}, status=500)
    if fault.kind == "non_json":
        page = "<html><body>Service temporarily unavailable</body></html>"
        return web.Response(text=page, status=503, content_type="text/html")
    if fault.kind == "rate_limited":
        wait = {"Retry-After": str(max(1, int(fault.seconds)))}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=wait)
    return None


def _drop(request: web.Request) -> web.Response:
    """Cut the connection; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _arguments(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= _object(await request.text())
    elif request.can_read_body:
        given |= dict(await request.post())
    return given


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    parts = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
    return parts[0].file.read() if parts else b""


def _object(text: str) -> Json:
    try:
        body: Any = json.loads(text or "{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _token(request: web.Request, given: Json) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(given.get("token") or "")
