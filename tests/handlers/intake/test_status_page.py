"""The officer's page: what it shows, what it hides, and that a wrong link is like no link."""

from collections.abc import AsyncIterator
from dataclasses import replace
from html.parser import HTMLParser

import aiohttp
import pytest

from handlers.intake.status_page import StatusPage, StatusView
from handlers.intake.web_portal.form_page import Desk
from tests.fakes.clock import START, FrozenClock
from tests.handlers.site import site

TOKEN = "t" * 43
VIEW = StatusView(
    case="EDR-2026-000001",
    words="We are checking who you are.",
    updated_at=START,
    code="482913",
    questions=("Which <b>street</b>?",),
    phone="+1 555 010 0100",
)


class Pages:
    """Opens one page for one token, and remembers what it was asked."""

    def __init__(self) -> None:
        self.view = VIEW
        self.asked: list[str] = []

    async def status(self, token: str) -> StatusView | None:
        """Return the page of the one token."""
        self.asked.append(token)
        return self.view if token == TOKEN else None


class Elements(HTMLParser):
    """Collects the elements of a page, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one element."""
        self.seen.append((tag, dict(attrs)))


@pytest.fixture
def pages() -> Pages:
    """The source of the pages."""
    return Pages()


@pytest.fixture
async def client(pages: Pages) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the running page."""
    async with site(
        StatusPage(pages, Desk(company="Example Cameras Inc.")).routes(), FrozenClock()
    ) as session:
        yield session


async def test_page_shows_case_state_code_and_questions(client: aiohttp.ClientSession) -> None:
    """The officer reads the case, the state, the code in groups, what is asked, and the phone."""
    async with client.get(f"/request/{TOKEN}") as response:
        text = await response.text()
    assert response.status == 200
    for words in ("EDR-2026-000001", "checking who you are", "482 913", "+1 555 010 0100"):
        assert words in text
    assert "4 8 2 9 1 3" in text  # how a screen reader says it
    assert "20:00 UTC" in text


async def test_text_of_others_stays_text(client: aiohttp.ClientSession) -> None:
    """What a person typed is shown as typed and never becomes part of the page."""
    async with client.get(f"/request/{TOKEN}") as response:
        text = await response.text()
    assert "Which &lt;b&gt;street&lt;/b&gt;?" in text


async def test_page_has_no_code_where_there_is_none(
    client: aiohttp.ClientSession, pages: Pages
) -> None:
    """After the call-back, or for a spoken request, no code and no words about one are shown."""
    pages.view = replace(VIEW, code=None, questions=(), phone="")
    async with client.get(f"/request/{TOKEN}") as response:
        text = await response.text()
    assert "call-back code" not in text
    assert "The desk asks" not in text


@pytest.mark.parametrize("token", ["x" * 43, "x", "x" * 200, "a%00b" + "x" * 30, "%2e%2e" * 9])
async def test_wrong_links_all_look_the_same(client: aiohttp.ClientSession, token: str) -> None:
    """An unknown, short, long or odd token gets the same 404 page, byte for byte."""
    async with client.get("/request/" + "y" * 43) as response:
        unknown = await response.read()
    async with client.get(f"/request/{token}") as response:
        assert (response.status, await response.read()) == (404, unknown)


async def test_odd_tokens_ask_nobody(client: aiohttp.ClientSession, pages: Pages) -> None:
    """What cannot be a token never reaches the database."""
    async with client.get("/request/short"):
        pass
    assert pages.asked == []


async def test_posting_is_405(client: aiohttp.ClientSession) -> None:
    """The page takes no answers yet, and says which methods it takes."""
    async with client.post(f"/request/{TOKEN}") as response:
        assert response.status == 405
        assert set(response.headers["Allow"].split(",")) == {"GET", "HEAD"}


async def test_page_runs_and_loads_nothing(client: aiohttp.ClientSession) -> None:
    """No script, no image, no foreign address, no inline handler; the style by its hash alone."""
    async with client.get(f"/request/{TOKEN}") as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Frame-Options"] == "DENY"
        elements = Elements()
        elements.feed(await response.text())
    assert "default-src 'none'; style-src 'sha256-" in policy
    assert "unsafe" not in policy
    tags = {tag for tag, _ in elements.seen}
    assert not tags & {"script", "img", "iframe", "object", "link", "form"}
    for _, attributes in elements.seen:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "").startswith(("http", "//")) is False


async def test_page_is_built_for_phones_and_screen_readers(client: aiohttp.ClientSession) -> None:
    """One first heading, a language, a viewport, and every section named by its heading."""
    async with client.get(f"/request/{TOKEN}") as response:
        elements = Elements()
        elements.feed(await response.text())
    tags = [tag for tag, _ in elements.seen]
    assert (tags.count("h1"), tags.count("main")) == (1, 1)
    assert ("html", {"lang": "en"}) in elements.seen
    names = {a["id"] for tag, a in elements.seen if tag == "h2"}
    assert {a["aria-labelledby"] for tag, a in elements.seen if tag == "section"} == names
    assert any(a.get("name") == "viewport" for _, a in elements.seen)
