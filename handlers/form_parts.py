"""Walks through a form with files as it streams in (RFC 7578), whatever a hostile body does.

What becomes of each part is the reader's own; here is what holds for every form.
"""

import asyncio
import re
import unicodedata
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from handlers.body import BodyError, too_large

BROKEN: Final = BodyError(400, "broken-form", "expected a form as browsers send it")
Take = Callable[[BodyPartReader], Awaitable[None]]
"""Reads one part to its end."""


async def read_parts(request: web.Request, cap: int, time_limit: float, take: Take) -> None:
    """Give every part to `take`; raises BodyError for a body over `cap` bytes, packed or broken.

    `time_limit` is in seconds, for the whole body.
    """
    if request.content_type != "multipart/form-data":
        raise BodyError(415, "content-type", "expected multipart/form-data")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise BodyError(415, "content-encoding", "expected a body without content encoding")
    if request.content_length is not None and request.content_length > cap:
        raise too_large(cap)
    try:
        async with asyncio.timeout(time_limit):
            await _walk(request, take)
    except TimeoutError:
        raise BodyError(408, "slow-body", f"expected the body within {time_limit:g} s") from None
    except (
        ValueError,
        LookupError,
        RuntimeError,
        AssertionError,
        ConnectionError,
        HttpProcessingError,
        web.RequestPayloadError,
    ):
        # Whatever a hostile body makes the parser trip over is one and the same refusal.
        raise BROKEN from None


async def _walk(request: web.Request, take: Take) -> None:
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            raise BROKEN
        await take(part)


def file_name(part: BodyPartReader, longest: int, unnamed: str) -> str:
    """Return the name that the sender gave, without a path and without marks that mislead.

    At most its last `longest` characters; `unnamed` where nothing of it shows.
    """
    last = re.split(r"[/\\]", part.filename or "")[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    return shown[-longest:].strip() if shown.strip(". ") else unnamed
