"""What officers read when a page fails them: in their language, with the desk's telephone."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from handlers.web import application, runner
from tests.fakes.clock import FrozenClock

PHONE = "+1 555 010 0100"


async def _raised(request: web.Request) -> web.Response:
    status = int(request.match_info["status"])
    if status == web.HTTPTooManyRequests.status_code:
        raise web.HTTPTooManyRequests(headers={"Retry-After": "60", "X-Inside": "secret"})
    if status == web.HTTPRequestEntityTooLarge.status_code:
        raise web.HTTPRequestEntityTooLarge(max_size=1, actual_size=2)
    raise RuntimeError("secret")


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    """A client of a site whose pages fail."""
    pages = [web.get("/request/{status}", _raised), web.get("/desk/{status}", _raised)]
    app = runner(application(pages, https=False, monotonic=FrozenClock().monotonic, phone=PHONE))
    await app.setup()
    await web.TCPSite(app, "127.0.0.1", 0).start()
    host, port = app.addresses[0][:2]
    async with aiohttp.ClientSession(f"http://{host}:{port}", trust_env=False) as session:
        yield session
    await app.cleanup()


WORDS = {
    405: ("Not possible here", "No es posible aquí"),
    413: ("Too large", "Demasiado grande"),
    429: ("Too many at once", "Demasiadas a la vez"),
    500: ("Something went wrong", "Algo salió mal"),
}


@pytest.mark.parametrize("status", WORDS)
async def test_an_error_speaks_the_officers_language(
    client: aiohttp.ClientSession, status: int
) -> None:
    """By the address or the browser; the telephone on each, nothing of the inside on any."""
    method = "POST" if status == 405 else "GET"
    english, spanish = WORDS[status]
    for query, accept, said in (
        ("", "en", english),
        ("?lang=es", "en", spanish),
        ("", "es-MX, en;q=0.5", spanish),
    ):
        headers = {"Accept-Language": accept}
        async with client.request(method, f"/request/{status}{query}", headers=headers) as response:
            text = await response.text()
            assert response.status == status
        assert f"<h1>{said}</h1>" in text
        assert PHONE in text
        assert "secret" not in text
        assert ('lang="es"' in text) is (said == spanish)


async def test_it_says_when_to_come_again(client: aiohttp.ClientSession) -> None:
    """Retry-After and Allow go along; no other header of an error does."""
    async with client.get("/request/429") as response:
        assert response.headers["Retry-After"] == "60"
        assert "X-Inside" not in response.headers
    async with client.post("/request/429") as response:
        assert set(response.headers["Allow"].split(",")) == {"GET", "HEAD"}


async def test_pages_of_colleagues_stay_in_english(client: aiohttp.ClientSession) -> None:
    """The desk's own pages know no other language yet, and need no telephone."""
    async with client.get("/desk/500", headers={"Accept-Language": "es"}) as response:
        text = await response.text()
    assert "Something went wrong" in text
    assert PHONE not in text
