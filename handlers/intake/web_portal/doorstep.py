"""Who may send a form: the browser that was given it, by a cookie and a token bound to it."""

import hmac
import re
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from bot.clock import Clock

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,128}")
_SAME_SITE: Final = frozenset({"same-origin", "none"})
LIFE: Final = 24 * 60 * 60
"""Seconds that a browser keeps the cookie: longer than anybody fills in a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A form as it is handed out: its own id, and the token that only this browser can send."""

    browser: str = field(repr=False)
    form: str = field(repr=False)
    token: str = field(repr=False)


class Doorstep:
    """Hands out forms and knows them again; `secret` is the site's, `https` how it is reached."""

    def __init__(self, clock: Clock, secret: bytes, *, https: bool) -> None:
        self._clock = clock
        self._secret = secret
        self.https = https
        # The prefix binds the cookie to this host and to https (RFC 6265bis 4.1.3.2); a browser
        # drops it on plain http, which only a loopback address uses.
        self._cookie = "__Host-exigent" if https else "exigent"

    def visit(self, request: web.Request, form: str = "") -> Visit:
        """Return a form for this browser, under an id of its own unless it has one."""
        browser = request.cookies.get(self._cookie, "")
        if not _TOKEN.fullmatch(browser):
            browser = self._clock.token()
        fresh = form if _TOKEN.fullmatch(form) else self._clock.token()
        return Visit(browser=browser, form=fresh, token=self._signed(browser, fresh))

    def knows(self, request: web.Request, form: str, token: str) -> bool:
        """Whether this browser was given this form by us."""
        # Browsers say where a request comes from (Fetch Metadata); without it the token decides.
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in _SAME_SITE:
            return False
        browser = request.cookies.get(self._cookie, "")
        if not _TOKEN.fullmatch(browser) or not _TOKEN.fullmatch(form):
            return False
        return hmac.compare_digest(self._signed(browser, form).encode(), token.encode())

    def mark(self, response: web.Response, visit: Visit) -> None:
        """Leave the cookie with the browser: for this site alone, out of reach of any script."""
        # Lax, not Strict: a link in a mail must not take away the cookie of a form open elsewhere.
        response.set_cookie(
            self._cookie,
            visit.browser,
            max_age=LIFE,
            path="/",
            secure=self.https,
            httponly=True,
            samesite="Lax",
        )

    def _signed(self, browser: str, form: str) -> str:
        content = f"form\0{browser}\0{form}".encode()
        return hmac.digest(self._secret, content, "sha256").hex()
