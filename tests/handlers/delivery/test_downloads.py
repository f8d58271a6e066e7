"""Downloads: resumable, counted, never shown by a browser, and cut short rather than wrong."""

import asyncio
import hashlib
from email.message import Message
from urllib.parse import unquote

import aiohttp
import pytest

from bot.domain.events import delivering as by_link
from bot.workflow.uploads import PIECE, discard
from handlers.delivery.recipient_source import CaseReleases, Opened
from tests.handlers.delivery.given import CONTENT, NAME, delivering
from tests.handlers.house import House

SIZE = len(CONTENT)
TAG = f'"{hashlib.sha256(CONTENT).hexdigest()}"'
RANGES = {
    "the first bytes": ("bytes=0-9", 0, 9),
    "across two pieces": (f"bytes={PIECE - 5}-{PIECE + 4}", PIECE - 5, PIECE + 4),
    "from the middle on": (f"bytes={SIZE - 100_000}-", SIZE - 100_000, SIZE - 1),
    "the last bytes": ("bytes=-7", SIZE - 7, SIZE - 1),
    "all of it": (f"bytes=0-{SIZE - 1}", 0, SIZE - 1),
    "one byte on the edge of a piece": (f"bytes={PIECE}-{PIECE}", PIECE, PIECE),
}


async def test_a_file_is_saved_and_never_shown(dwelling: House) -> None:
    """Bytes of no type under a sandbox, with a harmless name, kept by no cache."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        status, headers, body = await officer.fetch()
    assert (status, body == CONTENT) == (200, True)
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["ETag"] == TAG
    assert headers["Accept-Ranges"] == "bytes"
    assert int(headers["Content-Length"]) == SIZE
    read = Message()
    read["Content-Disposition"] = headers["Content-Disposition"]
    assert read.get_content_disposition() == "attachment"
    name = unquote(headers["Content-Disposition"].partition("filename*=UTF-8''")[2])
    assert (name, name != NAME) == ("front gpj.door _b_é.mp4", True)


@pytest.mark.parametrize("name", RANGES)
async def test_a_part_is_the_same_bytes(dwelling: House, name: str) -> None:
    """Each range comes as 206 with exactly its bytes, and an entry that names them."""
    asked, first, last = RANGES[name]
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        status, headers, body = await officer.fetch(Range=asked)
    assert (status, body == CONTENT[first : last + 1]) == (206, True)
    assert headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    (entry,) = await dwelling.happened(pages.number, by_link.DeliveryFetched)
    assert (entry.event.first, entry.event.last) == (first, last)


async def test_a_broken_download_is_resumed(dwelling: House) -> None:
    """With If-Range the rest of the same file comes; of another file it would be all of it."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        _, _, begun = await officer.fetch(Range="bytes=0-99999")
        status, _, rest = await officer.fetch(Range="bytes=100000-", If_Range=TAG)
        assert (status, begun + rest == CONTENT) == (206, True)
        status, _, whole = await officer.fetch(Range="bytes=100000-", If_Range='"other"')
        assert (status, whole == CONTENT) == (200, True)
    case = await dwelling.case(pages.number)
    assert case.delivery is not None
    assert (case.delivery.fetches, case.delivery.whole) == (3, {1})


async def test_a_range_outside_gets_no_byte(dwelling: House) -> None:
    """416 names the size, and nothing was sent, so nothing is counted."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        status, headers, body = await officer.fetch(Range=f"bytes={SIZE}-")
        assert (status, headers["Content-Range"], body) == (416, f"bytes */{SIZE}", b"")
        several = "bytes=" + ",".join(f"{n}-{n}" for n in range(20))
        status, headers, body = await officer.fetch(Range=several)
        assert (status, "Content-Range" in headers, len(body)) == (200, False, SIZE)
    assert len(await dwelling.happened(pages.number, by_link.DeliveryFetched)) == 1


async def test_a_head_counts_nothing(dwelling: House) -> None:
    """The size is told without a byte and without an entry."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        status, headers, body = await officer.fetch(method="HEAD")
        assert (status, headers["Content-Length"], body) == (200, str(SIZE), b"")
        assert (await officer.fetch(2))[0] == 404
        assert (await officer.fetch(0))[0] == 404
    assert not await dwelling.happened(pages.number, by_link.DeliveryFetched)


async def test_two_downloads_at_once_are_both_whole(dwelling: House) -> None:
    """Neither waits for the other, and each has its entry."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        both = await asyncio.gather(*(officer.fetch() for _ in range(4)))
        assert [(status, body == CONTENT) for status, _, body in both] == [(200, True)] * 4
    fetched = await dwelling.happened(pages.number, by_link.DeliveryFetched)
    ended = await dwelling.happened(pages.number, by_link.DeliveryFetchedToEnd)
    assert (len(fetched), len(ended)) == (4, 1)


async def test_a_file_that_is_gone_is_never_ended_as_if_it_were_whole(dwelling: House) -> None:
    """The answer breaks off, so that no program takes nothing for the file."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        case = await dwelling.case(pages.number)
        assert case.delivery is not None
        await discard(dwelling.office, pages.number, case.delivery.files)
        with pytest.raises(aiohttp.ClientError):
            await officer.fetch()
    assert not await dwelling.happened(pages.number, by_link.DeliveryFetchedToEnd)


class Spent(CaseReleases):
    """Deliveries of which as many bytes went out as ever may."""

    async def fetch(self, opened: Opened, session: str, item: int, span: tuple[int, int]) -> bool:
        """Give none."""
        return False


async def test_too_many_downloads_end(dwelling: House) -> None:
    """Where the law lets no more out, the answer says to come later, and has no byte."""
    async with delivering(dwelling, source=Spent) as pages:
        officer = await pages.opened()
        status, headers, body = await officer.fetch()
    assert (status, "Retry-After" in headers) == (429, True)
    assert CONTENT[:100] not in body
