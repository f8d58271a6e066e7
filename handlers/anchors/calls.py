"""Calls to anchors over HTTP: bytes out, bytes back, every end a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import aiohttp

from handlers.outside import TIME_LIMIT, Failure, Permanent, attempted, read_capped, refused


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side answered, whatever its status."""

    status: int
    kind: str
    content: bytes
    retry: str | None = None

    def text(self) -> str:
        """Return the content as UTF-8; what is none becomes a mark that no checkpoint has."""
        return self.content.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Caller:
    """Makes one call at a time, repeats none, and follows no redirect.

    `wall` gives seconds since 1970. `secrets` are headers that go with every call.
    """

    session: aiohttp.ClientSession
    wall: Callable[[], float]
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    async def call(
        self, method: str, url: str, content: bytes | None = None, **headers: str
    ) -> Reply | Failure:
        """Call once; a name's underscores stand for the dashes of a header's."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await attempted(self._exchange(method, url, content, {**named, **self.secrets}))

    async def _exchange(
        self, method: str, url: str, content: bytes | None, headers: Mapping[str, str]
    ) -> Reply | Failure:
        async with self.session.request(
            method,
            url,
            data=content,
            headers={"Accept-Encoding": "identity", **headers},
            timeout=TIME_LIMIT,
            allow_redirects=False,
            auto_decompress=False,
        ) as response:
            body = await read_capped(response.content)
            if body is None:
                return Permanent("answer_too_large")
            retry = response.headers.get("Retry-After")
            return Reply(response.status, response.content_type, body, retry)

    def unusable(self, reply: Reply) -> Failure:
        """Return what an answer means that was not hoped for."""
        return refused(reply.status, reply.retry, self.wall())
