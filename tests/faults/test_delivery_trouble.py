"""Files through us when things break: kill -9 in the middle of an upload, and two replicas."""

import asyncio
import contextlib
import signal
import sqlite3
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

from aiohttp import ClientError, ClientSession, CookieJar

from bot import asks
from bot.app import running
from bot.clock import PracticeClock
from bot.compose import open_office
from bot.practice.scripts import delivered_by_link, fetching
from bot.practice_house import practice_house
from tests.app.child import Child, child
from tests.fakes.postgres import Postgres
from tests.faults.onlookers import kinds

CLIP = b"clip" * 500_000
"""Two pieces of a file."""
_numbers = count(1)


def _kept(running_child: Child) -> list[str]:
    """Keys of the pieces that the database holds."""
    wanted = "SELECT key FROM case_file WHERE key LIKE 'D%'"
    with contextlib.closing(sqlite3.connect(running_child.database)) as connection:
        return [row[0] for row in connection.execute(wanted)]


async def _half(page: str, started: asyncio.Event) -> AsyncIterator[bytes]:
    """A form whose file is cut off in the middle: the rest never comes."""
    fields = {name: fetching.field_of(page, name) for name in ("form", "token", "start", "end")}
    for name, value in {**fields, "act": "upload", "line": "1"}.items():
        head = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        yield f"{head}{value}\r\n".encode()
    yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    yield CLIP[: len(CLIP) // 2]
    started.set()
    await asyncio.Event().wait()


async def _cut_off(page: fetching.Browser, started: asyncio.Event) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    with contextlib.suppress(ClientError):
        body = _half(await page.page(), started)
        await page.session.post(page.url, data=body, headers=headers)


async def test_killed_in_the_middle_of_an_upload(tmp_path: Path, sqlite_template: Path) -> None:
    """Nothing of the half file is kept; a whole one survives the next kill, and can be sent."""
    async with child(tmp_path, sqlite_template) as product:
        await product.start()
        case = await delivered_by_link.approved(product.stage)
        page = fetching.browser(
            product.stage, await delivered_by_link.way_to_files(product.stage, case)
        )
        async with page.session:
            started = asyncio.Event()
            sending = asyncio.create_task(_cut_off(page, started))
            await started.wait()
            assert await product.end(signal.SIGKILL) == -signal.SIGKILL
            await sending
            assert _kept(product) == []
            product.a_minute_later()
            await product.start()
            times = {n: fetching.field_of(await page.page(), n) for n in ("start", "end")}
            await page.submit("upload", {"line": "1", **times}, ("a.mp4", CLIP))
            assert await product.end(signal.SIGKILL) == -signal.SIGKILL
            assert len(_kept(product)) == 2
            product.a_minute_later()
            await product.start()
            offer = {"ongoing": "yes", "how": "Dispatch", "recipient": "officer"}
            assert fetching.code_of(await page.submit("send", offer))
        assert await product.end(signal.SIGTERM) == 0


async def test_one_code_on_two_replicas(
    tmp_path: Path, postgres: Postgres, template: str, worker_name: str
) -> None:
    """Typed in two browsers on two replicas at once it opens one; the other sends the bytes too."""
    name = f"delivery_{worker_name}_{next(_numbers)}"
    clock = PracticeClock()
    async with practice_house(
        tmp_path, clock, database_url=postgres.create(name, template)
    ) as practice:
        settings = practice.house.settings.model_copy(update={"port": 0})
        stage = practice.stage
        async with running(open_office(settings, clock)) as second:
            case = await delivered_by_link.approved(stage)
            code = await delivered_by_link.custodian_sends(stage, case)
            first = fetching.browser(stage, await delivered_by_link.link_in_mail(stage))
            other = fetching.Browser(
                ClientSession(cookie_jar=CookieJar(unsafe=True)),
                first.url.replace(stage.product, second.address),
            )
            async with first.session, other.session:
                both = (first, other)
                shown = await asyncio.gather(*(b.submit("code", {"code": code}) for b in both))
                inside = [b for b, page in zip(both, shown, strict=True) if "front-door" in page]
                assert len(inside) == 1
                elsewhere = stage.product if inside[0] is other else second.address
                here = second.address if inside[0] is other else stage.product
                moved = inside[0].url.replace(here, elsewhere)
                _, content = await fetching.Browser(inside[0].session, moved).fetch(1)
                assert content == stage.evidence.read("front-door.mp4")
        counts = await kinds(practice, case)
        report = await asks.check(practice.house)
    assert (counts["delivery.opened"], counts["release.handed_over"]) == (1, 1)
    assert report.whole, report.troubles
    postgres.drop(name)
