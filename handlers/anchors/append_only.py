"""Publishes checkpoints at a place that takes each name once: numbered files, never overwritten.

Numbers count from 1 without gaps, so that the newest is found, and every one can be fetched, with
nothing but GET; PUT with `If-None-Match: *` (RFC 9110, section 13.1.2) makes two writers of one
number impossible. A database put back to an earlier day finds its next number taken.
"""

from typing import Final

from bot.domain.checkpoint import CheckpointError, SignedCheckpoint, parse_signed
from bot.workflow.held_outside import Holds, Unread
from bot.workflow.ports import Delivered, Done
from handlers.anchors.calls import Caller, Reply
from handlers.outcomes import delivered
from handlers.outside import Failure, Transient

_BEHIND: Final = 16
"""Objects from the newest in which a checkpoint is looked for."""
_OK: Final = 200
_TAKEN: Final = (200, 201, 204)
_MISSING: Final = 404
_NOT_AGAIN: Final = 412  # Precondition Failed
_AT_ONCE: Final = 409  # object stores, where two writers come at one moment


class AppendOnly:
    """One folder of an append-only store."""

    def __init__(self, caller: Caller, url: str) -> None:
        self._caller = caller
        self._url = url.rstrip("/")
        self._last = 0

    async def read_back(self) -> Holds | Unread:
        """Return the newest checkpoint there, behind what somebody else may have put after it."""
        text, number = await self._newest(), self._last
        if text is None:
            return Holds()
        last = max(number - _BEHIND, 0)
        while isinstance(text, str) and number > last:
            try:
                return Holds(notes=(parse_signed(text),))
            except CheckpointError:
                number -= 1
                text = await self._get(number) if number else None
        return Unread(text.reason if isinstance(text, Failure) else "no_checkpoint")

    async def publish(self, signed: SignedCheckpoint, _key: str) -> Delivered:
        """Put one checkpoint under the next number; after `read_back`."""
        number, content = self._last + 1, signed.text.encode()
        reply = await self._put(number, content)
        if isinstance(reply, Failure):
            return delivered(reply)
        if reply.status in _TAKEN:
            self._last = number
            return Done()
        if reply.status == _NOT_AGAIN:
            # Ours, when an answer was lost; or another replica's, which is then read back first.
            if await self._get(number) == signed.text:
                return Done()
            return delivered(Transient("number_taken"))
        if reply.status == _AT_ONCE:
            return delivered(Transient("at_once"))
        return delivered(self._caller.unusable(reply))

    async def overwritable(self) -> bool | Failure:
        """Say whether the store lets a number be written again: then it is no anchor.

        It is tried with the very bytes that stand there, so that nothing is lost.
        """
        text = await self._newest()
        if isinstance(text, Failure) or text is None:
            return text if text is not None else False
        reply = await self._put(self._last, text.encode())
        return reply if isinstance(reply, Failure) else reply.status in _TAKEN

    async def _put(self, number: int, content: bytes) -> Reply | Failure:
        kind = "text/plain; charset=utf-8"
        place = self._place(number)
        return await self._caller.call("PUT", place, content, Content_Type=kind, If_None_Match="*")

    async def _newest(self) -> str | Failure | None:
        """Find the last number by ever longer steps, then by halves."""
        low, text, step = self._last, None, 1
        if low:
            text = await self._get(low)
            if isinstance(text, Failure):
                return text
            low = low if text is not None else 0
        while (found := await self._get(low + step)) is not None:
            if isinstance(found, Failure):
                return found
            low, text, step = low + step, found, step * 2
        high = low + step
        while high - low > 1:
            middle = (low + high) // 2
            found = await self._get(middle)
            if isinstance(found, Failure):
                return found
            low, high = (low, middle) if found is None else (middle, high)
            text = text if found is None else found
        self._last = low
        return text

    async def _get(self, number: int) -> str | Failure | None:
        reply = await self._caller.call("GET", self._place(number))
        if isinstance(reply, Failure):
            return reply
        if reply.status == _OK:
            return reply.text()
        return None if reply.status == _MISSING else self._caller.unusable(reply)

    def _place(self, number: int) -> str:
        return f"{self._url}/{number:08d}"
