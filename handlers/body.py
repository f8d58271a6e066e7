"""Reads a request's body with a hard cap and a time limit, whatever its headers promise."""

import asyncio

from aiohttp import web

TIME_LIMIT = 60.0
"""Seconds for a whole body: 33 MiB at 5 Mbit/s, and too little for holding us up for long."""


class BodyError(Exception):
    """A body that is not read to its end; `status` and `kind` are for the answer."""

    def __init__(self, status: int, kind: str, detail: str) -> None:
        """Keep what the answer will say."""
        super().__init__(kind)
        self.status = status
        self.kind = kind
        self.detail = detail


def too_large(cap: int) -> BodyError:
    """Return the error for a body over `cap` bytes."""
    return BodyError(413, "too-large", f"expected a body of at most {cap} bytes, got more")


async def read_body(request: web.Request, cap: int, time_limit: float = TIME_LIMIT) -> bytes:
    """Return the body; raises BodyError for one over `cap` bytes, packed, slow or broken off."""
    # A packed body could grow a thousandfold, and a signature speaks of the bytes as sent.
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise BodyError(415, "content-encoding", "expected a body without content encoding")
    if request.content_length is not None and request.content_length > cap:
        raise too_large(cap)
    try:
        async with asyncio.timeout(time_limit):
            return await _read(request, cap)
    except TimeoutError:
        raise BodyError(408, "slow-body", f"expected the body within {time_limit:g} s") from None
    except (ConnectionError, web.RequestPayloadError):
        raise BodyError(400, "broken-body", "expected the whole body, got a part") from None


async def _read(request: web.Request, cap: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.content.iter_any():
        size += len(part)
        if size > cap:
            raise too_large(cap)
        parts.append(part)
    return b"".join(parts)
