"""Remembers Slack's signatures for as long as they could be sent again.

A replay that reaches another replica passes here and stops at the inbound id, which is kept in
the database in the same commit as its effect.
"""

from collections import OrderedDict
from collections.abc import Callable

from handlers.slack_signatures import REMEMBERED


class SeenSignatures:
    """Says whether a signature is new. `wall` gives seconds since 1970."""

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall = wall
        self._seen: OrderedDict[bytes, float] = OrderedDict()

    async def first_time(self, digest: bytes) -> bool:
        """Return False for a signature that came before within its window."""
        now = self._wall()
        while self._seen and next(iter(self._seen.values())) < now - REMEMBERED:
            self._seen.popitem(last=False)
        if digest in self._seen:
            return False
        self._seen[digest] = now
        return True
