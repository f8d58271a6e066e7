"""Files that go through the product: a custodian's browser uploads, an officer's fetches."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from http import HTTPStatus
from io import BytesIO

from aiohttp import ClientSession, CookieJar, FormData

from bot.practice.stage import ScriptFailedError, Stage, expect

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Browser:
    """One person's browser on one page of the product, with cookies of its own."""

    session: ClientSession
    url: str

    async def page(self) -> str:
        """Open the page."""
        async with self.session.get(self.url) as answer:
            return await answer.text()

    async def submit(self, act: str, fields: Fields, file: tuple[str, bytes] | None = None) -> str:
        """Send one of the page's forms; the custodian's may carry a file."""
        shown = await self.page()
        values = {"act": act, "form": field_of(shown, "form"), "token": field_of(shown, "token")}
        form = FormData(default_to_multipart="/desk/" in self.url)
        for name, value in {**values, **fields}.items():
            form.add_field(name, value)
        if file is not None:
            form.add_field("file", BytesIO(file[1]), filename=file[0])
        async with self.session.post(self.url, data=form) as answer:
            return await answer.text()

    async def fetch(self, item: int, wanted: str = "") -> tuple[int, bytes]:
        """Download an item, or the part of it that `wanted` names as a Range."""
        headers = {"Range": wanted} if wanted else {}
        async with self.session.get(f"{self.url}/file/{item}", headers=headers) as answer:
            return answer.status, await answer.read()


def browser(stage: Stage, url: str) -> Browser:
    """Return a browser on a page by its public address; close its session in the end."""
    path = url.split("/", 3)[-1]
    session = ClientSession(cookie_jar=CookieJar(unsafe=True))
    return Browser(session, f"{stage.product}/{path}")


def field_of(page: str, name: str) -> str:
    """Return the value of a field of a page."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    if found is None:
        raise ScriptFailedError(f"expected a form with the field {name}")
    return unescape(found[1])


def code_of(page: str) -> str:
    """Return the code that a page shows."""
    found = re.search(r'class="code">\D*(\d{3})\s(\d{3})\b', page)
    if found is None:
        raise ScriptFailedError("expected a code on the page")
    return "".join(found.groups())


async def fetched_whole(officer: Browser, item: int, length: int) -> bytes:
    """Download an item of `length` bytes as a line does that breaks off in the middle."""
    half = length // 2
    begun, first = await officer.fetch(item, f"bytes=0-{half - 1}")
    resumed, rest = await officer.fetch(item, f"bytes={half}-")
    expect(
        (begun, resumed) == (HTTPStatus.PARTIAL_CONTENT, HTTPStatus.PARTIAL_CONTENT),
        "the download to be resumed",
    )
    return first + rest
