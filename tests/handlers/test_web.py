"""The web application: headers, errors, and a log that keeps secrets."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from structlog.testing import capture_logs

from handlers.body import BodyError, read_body
from handlers.doorkeeper import MOST_REFUSALS, PERIOD, Doorkeeper, source_of
from handlers.web import HEADERS
from tests.fakes.clock import FrozenClock
from tests.handlers.site import Counted, site

TOKEN = "a-secret-token-of-somebody-1234567890"


async def _fail(_request: web.Request) -> web.Response:
    raise RuntimeError(f"secret words {TOKEN}")


async def _fine(_request: web.Request) -> web.Response:
    return web.Response(text="fine")


async def _slow(request: web.Request) -> web.Response:
    try:
        return web.Response(body=await read_body(request, 100, time_limit=0.01))
    except BodyError as error:
        return web.Response(status=error.status)


ROUTES = [
    web.get("/fine/{token}", _fine),
    web.get("/fail/{token}", _fail),
    web.get("/api/fail", _fail),
    web.post("/slow", _slow),
]


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    """A client of a site with one good and two failing routes."""
    async with site(ROUTES, FrozenClock()) as session:
        yield session


@pytest.mark.parametrize("path", [f"/fine/{TOKEN}", f"/fail/{TOKEN}", "/nowhere", "/api/fail"])
async def test_every_answer_carries_the_headers(client: aiohttp.ClientSession, path: str) -> None:
    """Good answers and errors alike forbid caching, framing, sniffing, referrers and scripts."""
    async with client.get(path) as response:
        for name in HEADERS:
            assert name in response.headers
        assert "script" not in response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Server"] == "exigent"


async def test_https_sites_say_so() -> None:
    """Only a site with an https address asks browsers to keep to it."""
    for https in (True, False):
        async with (
            site(ROUTES, FrozenClock(), https=https) as session,
            session.get("/nowhere") as response,
        ):
            assert ("Strict-Transport-Security" in response.headers) is https


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nowhere", 404, "text/html"),
        ("GET", "/api/nowhere", 404, "application/problem+json"),
        ("POST", f"/fine/{TOKEN}", 405, "text/html"),
        ("POST", "/api/fail", 405, "application/problem+json"),
        ("GET", f"/fail/{TOKEN}", 500, "text/html"),
        ("GET", "/api/fail", 500, "application/problem+json"),
    ],
)
async def test_errors_say_nothing_of_the_inside(
    client: aiohttp.ClientSession, method: str, path: str, status: int, kind: str
) -> None:
    """Errors are problem details for programs and small pages for people, without details."""
    async with client.request(method, path) as response:
        text = await response.text()
        assert (response.status, response.content_type) == (status, kind)
        assert ("Allow" in response.headers) is (status == 405)
        for word in ("Traceback", "RuntimeError", "secret", TOKEN, "aiohttp"):
            assert word not in text


async def test_log_has_routes_and_no_paths(client: aiohttp.ClientSession) -> None:
    """The access log names patterns: no token, no query, no address gets into it."""
    with capture_logs() as lines:
        for path in (f"/fine/{TOKEN}?q=maria", f"/nowhere/{TOKEN}", f"/fail/{TOKEN}"):
            async with client.get(path):
                pass
    answered = [line for line in lines if line["event"] == "http.answered"]
    assert [(a["route"], a["status"]) for a in answered] == [
        ("/fine/{token}", 200),
        ("unknown", 404),
        ("/fail/{token}", 500),
    ]
    assert all(TOKEN not in str(line) and "maria" not in str(line) for line in answered)


async def test_slow_bodies_are_given_up(client: aiohttp.ClientSession) -> None:
    """A body that does not arrive in its time is answered 408."""

    async def dripping() -> AsyncIterator[bytes]:
        yield b"a"
        await asyncio.sleep(0.05)
        yield b"b"

    async with client.post("/slow", data=dripping()) as response:
        assert response.status == 408


class Line(asyncio.Transport):
    """A connection as far as its other end's address goes."""

    def get_extra_info(self, name: str, default: object = None) -> object:
        """Return the peer's address."""
        return self._extra.get(name, default)

    def __init__(self, peer: str | None) -> None:
        super().__init__({"peername": (peer, 1) if peer else None})


@pytest.mark.parametrize(
    ("peer", "source"),
    [
        ("192.0.2.7", "web 192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "web 2001:db8:1:2::/64"),
        (None, "web unknown"),
        ("/run/socket", "web unknown"),
    ],
)
def test_sources_are_addresses_and_networks(peer: str | None, source: str) -> None:
    """One line is one source: an IPv6 holder's whole /64 counts together."""
    request = make_mocked_request("GET", "/", transport=Line(peer))
    assert source_of("web", request) == source


async def test_memory_of_sources_is_bounded() -> None:
    """Ten thousand strangers later an early one is forgotten, and a minute later everybody."""
    clock = FrozenClock()
    doorkeeper = Doorkeeper(Counted(), clock.monotonic)
    for _ in range(MOST_REFUSALS):
        await doorkeeper.refused("first", "x")
    assert doorkeeper.crowded("first")
    clock.advance(PERIOD)
    assert not doorkeeper.crowded("first")
    clock.advance(-PERIOD)
    for number in range(10_000):
        await doorkeeper.refused(str(number), "x")
    assert not doorkeeper.crowded("first")
