"""A bell that wakes the loops of this process when there is new work."""

import asyncio

ANSWER_FIRST = 0.005
"""Seconds that effects wait, so that answering Slack does not share the processor with them."""


class Bell:
    """Wakes every waiter at once. A missed ring costs at most the waiter's own time-out."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def ring(self) -> None:
        """Wake everybody who waits; must be called on the event loop.

        Not at once: who waits for an answer to what was just committed comes first.
        """
        asyncio.get_running_loop().call_later(ANSWER_FIRST, self._wake)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

    async def wait(self, seconds: float) -> None:
        """Return at the next ring, or after `seconds`."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                await event.wait()
        except TimeoutError:
            return
        finally:
            self._waiting.discard(event)
