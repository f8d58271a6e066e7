"""The aiohttp application: errors without tracebacks, headers on everything, a quiet access log."""

from collections.abc import Callable, Iterable

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from handlers.languages import chosen
from handlers.languages import marked as _n
from handlers.pages import error_page
from handlers.problems import problem

NO_CONTENT_POLICY = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""What an answer may load unless its page says otherwise: nothing."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": NO_CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
"""On every answer that does not set them itself."""

_HTTPS_ONLY = "max-age=31536000"
_PROGRAMS = ("/api/", "/slack/", "/openapi.json")
_OFFICERS = ("/request", "/release/")
"""Pages of people who may speak another language, and who need the desk's telephone."""
_OWNERS = "/notice/"
"""Pages of people who may speak another language, and whom the officers' desk is not for."""
_PROBES = frozenset({"/livez", "/readyz", "/metrics"})
_BUSY_SECONDS = "5"
_log = structlog.get_logger(__name__)


def application(
    routes: Iterable[web.AbstractRouteDef],
    *,
    https: bool,
    monotonic: Callable[[], float],
    phone: str = "",
) -> web.Application:
    """Return the application with these routes.

    `https` when the public address is https; `monotonic` gives seconds that never go back;
    `phone` is the desk's, for officers whom a page fails.
    """
    app = web.Application(middlewares=[_logged(monotonic), _guarded(phone)])
    app.add_routes(routes)

    async def head(_request: web.Request, response: web.StreamResponse) -> None:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "exigent"
        if https:
            response.headers.setdefault("Strict-Transport-Security", _HTTPS_ONLY)

    app.on_response_prepare.append(head)
    return app


def runner(app: web.Application) -> web.AppRunner:
    """Return a runner for the application; the caller sets it up, adds sites, cleans it up.

    aiohttp's own access log stays off: it prints addresses, and ours hold tokens.
    """
    return web.AppRunner(
        app, access_log=None, auto_decompress=False, handle_signals=False, shutdown_timeout=10.0
    )


def _logged(monotonic: Callable[[], float]) -> Middleware:
    """Log the route's pattern, never the path: a path may be a secret."""

    @web.middleware
    async def logged(request: web.Request, handler: Handler) -> web.StreamResponse:
        started = monotonic()
        response = await handler(request)
        resource = request.match_info.route.resource
        route = "unknown" if resource is None else resource.canonical
        log = _log.debug if route in _PROBES else _log.info
        log(
            "http.answered",
            method=request.method if request.method in hdrs.METH_ALL else "other",
            route=route,
            status=response.status,
            seconds=round(monotonic() - started, 4),
        )
        return response

    return logged


def _guarded(phone: str) -> Middleware:
    """Turn whatever is raised into an answer that says nothing of the inside."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < web.HTTPBadRequest.status_code:
                raise
            kept = {n: error.headers[n] for n in _KEPT if n in error.headers}
            return _error(request, error.status, kept, phone)
        except TimeoutError:
            _log.warning("http.slow", exc_info=True)
            return _error(request, 503, {"Retry-After": _BUSY_SECONDS}, phone)
        except Exception:  # noqa: BLE001 - the last place that can answer without a traceback
            _log.exception("http.failed")
            return _error(request, 500, {}, phone)

    return guarded


_KEPT = ("Allow", "Retry-After")
"""What an error says in its headers besides its page."""
_SENTENCES = {
    404: _n("There is nothing here, or no longer. Check the address."),
    405: _n("This address does not take that kind of request."),
    413: _n("That is more than this address takes."),
    429: _n("Too much came from your address at once. Please try again in a minute."),
    503: _n("We are busy. Please try again in a few seconds."),
}
_FAULT = _n("Something went wrong on our side. Please try again, or call the desk.")
_NOT_ACCEPTED = _n("Not accepted.")


def _error(request: web.Request, status: int, headers: dict[str, str], phone: str) -> web.Response:
    fallback = _FAULT if status >= web.HTTPInternalServerError.status_code else _NOT_ACCEPTED
    sentence = _SENTENCES.get(status, fallback)
    if request.path.startswith(_PROGRAMS):
        return problem(status, "http", sentence, headers=headers)
    officer = request.path.startswith(_OFFICERS)
    if not officer and not request.path.startswith(_OWNERS):
        return error_page(status, sentence, headers)
    spoken = chosen(request.query.get("lang"), request.headers.get("Accept-Language"))
    return error_page(status, sentence, headers, spoken_in=spoken, phone=phone if officer else "")
