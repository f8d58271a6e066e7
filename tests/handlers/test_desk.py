"""The desk page: everything of a request, nothing of it alive, and files only to be kept."""

from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import unquote

import aiohttp
import pytest

from handlers.desk import Desk, content_disposition
from tests.fakes.clock import FrozenClock
from tests.handlers.desk_given import TOKEN, OneDesk, example_view
from tests.handlers.site import site


@pytest.fixture
def source() -> OneDesk:
    """The desk behind the page."""
    return OneDesk()


@pytest.fixture
async def client(source: OneDesk) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the running page."""
    async with site(Desk(source).routes(), FrozenClock()) as session:
        yield session


async def test_page_shows_the_whole_request(client: aiohttp.ClientSession) -> None:
    """Every fact that the requester gave stands on the page, with the reader's name and time."""
    async with client.get(f"/desk/{TOKEN}") as response:
        text = await response.text()
    assert response.status == 200
    for words in (
        "EDR-2026-000001, version 2",
        "Ana Ruiz",
        "20:10 UTC",
        "girl, 9, taken from the pavement",
        "911 call from a witness",
        "B8:7C:6F:12:34:56",
        "death, serious physical injury",
        "R. Alvarez",
        "L. Chen",
        "26-118203",
        "Superior Court of Springfield",
        "statement.pdf",
        "Deadline",
    ):
        assert words in text


async def test_hostile_text_stays_text(client: aiohttp.ClientSession, source: OneDesk) -> None:
    """Markup in a narrative, a device or a file name is shown as typed."""
    attack = "</dd><script>alert(1)</script>"
    source.view = example_view(
        {
            "/emergency/narrative": attack,
            "/data_sought/0/device": attack,
            "/attachments/0/name": "<img src=x>.pdf",
        }
    )
    async with client.get(f"/desk/{TOKEN}") as response:
        text = await response.text()
    assert "<script" not in text
    assert "<img" not in text
    assert text.count("&lt;script&gt;") == 2


async def test_a_request_by_phone_may_be_incomplete(
    client: aiohttp.ClientSession, source: OneDesk
) -> None:
    """A page without emergency, scope, supervisor and documents yet is a page all the same."""
    view = source.view
    bare = replace(
        view.request,
        emergency=None,
        data_sought=(),
        supervisor=None,
        follow_up=None,
        attachments=(),
    )
    source.view = replace(view, request=bare, original=None, differences=())
    async with client.get(f"/desk/{TOKEN}") as response:
        text = await response.text()
    assert response.status == 200
    assert "Nothing yet." in text
    assert "None named." in text


async def test_files_are_kept_and_never_shown(client: aiohttp.ClientSession) -> None:
    """A document comes as bytes to save, in a sandbox, whatever it claims to be."""
    async with client.get(f"/desk/{TOKEN}/file/F1") as response:
        assert await response.read() == b"<script>alert(1)</script>"
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("sandbox;")
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/desk/" + "x" * 43,
        "/desk/short",
        "/desk/" + "x" * 43 + "/file/F1",
        f"/desk/{TOKEN}/file/F2",
        f"/desk/{TOKEN}/file/..%2F..%2Fetc",
    ],
)
async def test_wrong_links_all_look_the_same(client: aiohttp.ClientSession, path: str) -> None:
    """An unknown token, and a known one with another file's key, get one and the same page."""
    async with client.get("/desk/" + "y" * 43) as response:
        unknown = await response.read()
    async with client.get(path) as response:
        assert (response.status, await response.read()) == (404, unknown)


async def test_after_ten_minutes_everything_is_closed(
    client: aiohttp.ClientSession, source: OneDesk
) -> None:
    """Once the link has expired neither page nor file opens."""
    source.closed = True
    for path in (f"/desk/{TOKEN}", f"/desk/{TOKEN}/file/F1"):
        async with client.get(path) as response:
            assert response.status == 404


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("statement.pdf", "statement.pdf"),
        ("Aussage über Straße.pdf", "Aussage über Straße.pdf"),
        ('a"; filename="x.exe', "a_; filename=_x.exe"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nSet-Cookie: b", "aSet-Cookie_ b"),
        ("..", "F1"),
        ("x" * 500 + ".pdf", "x" * 104 + ".pdf"),
    ],
)
def test_names_of_files_are_made_harmless(name: str, saved: str) -> None:
    """A file is saved under its own name without paths, quotes, line ends and reversing marks."""
    header = content_disposition(name, "F1")
    plain, _, encoded = header.partition("; filename*=UTF-8''")
    assert plain == 'attachment; filename="F1"'
    assert unquote(encoded) == saved
    assert header.isascii()
