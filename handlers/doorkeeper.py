"""Counts senders who could not prove who they are, and slows down those who keep trying."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Protocol

from aiohttp import web

MOST_REFUSALS = 30
"""Refusals of one source in a minute; more are answered by 429."""

PERIOD = 60.0
"""Seconds that refusals are remembered for, and what Retry-After asks for."""

_MOST_SOURCES = 10_000
# One holder of an IPv6 line has a whole /64 of addresses to come from.
_IPV6_PREFIX = 64


class CountRefusal(Protocol):
    """Adds one to a count of unauthenticated refusals."""

    async def __call__(self, source: str, reason: str) -> None:
        """Count; never writes a row for each, or a forger could make us sync to disk at will."""
        ...


class Doorkeeper:
    """Remembers refused sources for a minute. `monotonic` gives seconds that never go back."""

    def __init__(self, count_refusal: CountRefusal, monotonic: Callable[[], float]) -> None:
        self._count = count_refusal
        self._monotonic = monotonic
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def crowded(self, source: str) -> bool:
        """Whether `source` was refused too often within the last minute."""
        since, times = self._seen.get(source, (0.0, 0))
        return times >= MOST_REFUSALS and self._monotonic() - since < PERIOD

    async def refused(self, source: str, reason: str) -> None:
        """Count one more refusal of `source`."""
        now = self._monotonic()
        since, times = self._seen.pop(source, (now, 0))
        if now - since >= PERIOD:
            since, times = now, 0
        self._seen[source] = (since, times + 1)
        while len(self._seen) > _MOST_SOURCES:
            self._seen.popitem(last=False)
        await self._count(source, reason)


def source_of(door: str, request: web.Request, proxies: Iterable[str] = ()) -> str:
    """Return the door and the peer's address, an IPv6 one as its /64 network.

    A forwarding header is whatever its sender wrote, so it counts only where the peer is one of
    our own `proxies`, and then only its last address, which the proxy itself added.
    """
    peer = request.remote or "unknown"
    if any(_within(peer, proxy) for proxy in proxies):
        peer = request.headers.get("X-Forwarded-For", peer).rpartition(",")[2].strip()
    try:
        address = ip_address(peer)
    except ValueError:
        return f"{door} unknown"
    if address.version == 4:  # noqa: PLR2004 - the version of the Internet Protocol
        return f"{door} {address}"
    return f"{door} {ip_network(f'{address}/{_IPV6_PREFIX}', strict=False)}"


def _within(address: str, network: str) -> bool:
    try:
        return ip_address(address) in ip_network(network, strict=False)
    except ValueError:
        return False
