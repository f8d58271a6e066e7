"""The loops that run beside the doors: time for the cases, delivery for the effects, the rounds.

Each loop is a task of its own, so that a slow delivery holds no clock and a broken clock holds no
alarm. They sleep until the next due time, a second at the most, and end when asked to.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.workflow.deliver import Courier
from bot.workflow.office import Office
from bot.workflow.sweep import Resting, next_due, sweep

log = structlog.get_logger(__name__)

LONGEST_SLEEP = 1.0
"""Seconds after which every loop looks again, whatever it believes."""
SHORTEST_SLEEP = 0.01
"""Seconds between two looks when something is due that cannot be done; twice as many each time."""
Round = Callable[[], Awaitable[None]]


class Pace:
    """How long a loop sleeps: until something is due, and ever longer while what is due stays."""

    def __init__(self) -> None:
        self._stuck = 0.0

    def seconds(self, left: float) -> float:
        """Return how long to sleep when something is due in `left` seconds, below nought if late.

        The first look at what is late comes at once: it may have fallen due a moment ago.
        """
        if left > 0:
            self._stuck = 0.0
            return min(left, LONGEST_SLEEP)
        sleep, self._stuck = self._stuck, min(max(self._stuck * 2, SHORTEST_SLEEP), LONGEST_SLEEP)
        return sleep


class Scheduler:
    """Runs the loops until `stop`."""

    def __init__(
        self, office: Office, courier: Courier, rounds: Sequence[tuple[float, Round]] = ()
    ) -> None:
        """Take the rounds as (seconds between, what to do)."""
        self._office = office
        self._courier = courier
        self._rounds = rounds
        self._stopping = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._resting = Resting()
        self._paces = Pace(), Pace()

    def start(self) -> None:
        """Start the loops on the running event loop."""
        loops = [self._clocks(), self._deliveries()]
        loops.extend(self._round(seconds, work) for seconds, work in self._rounds)
        self._loops = [asyncio.create_task(loop) for loop in loops]

    async def stop(self) -> None:
        """Let each loop finish what it is at, then end."""
        self._stopping.set()
        self._office.bell.ring()
        await asyncio.gather(*self._loops, return_exceptions=True)

    async def _clocks(self) -> None:
        while not self._stopping.is_set():
            await self._guarded("clocks", self._pass_time)

    async def _pass_time(self) -> None:
        if await sweep(self._office, self._office.clock.law(), self._resting):
            return
        await self._sleep_until_due(self._paces[0])

    async def _sleep_until_due(self, pace: Pace) -> None:
        due = await next_due(self._office)
        left = LONGEST_SLEEP
        if due is not None:
            left = (due - self._office.clock.law()).total_seconds()
        await self._office.bell.wait(pace.seconds(left))

    async def _deliveries(self) -> None:
        while not self._stopping.is_set():
            await self._guarded("deliveries", self._deliver)

    async def _deliver(self) -> None:
        if not await self._courier.deliver_due():
            await self._sleep_until_due(self._paces[1])

    async def _round(self, seconds: float, work: Round) -> None:
        while not self._stopping.is_set():
            await self._guarded("round", work)
            try:
                async with asyncio.timeout(seconds):
                    await self._stopping.wait()
            except TimeoutError:
                continue

    async def _guarded(self, name: str, work: Round) -> None:
        try:
            await work()
        except Exception:  # a loop that dies would let obligations wait silently
            log.exception("loop.failed", loop=name)
            await asyncio.sleep(LONGEST_SLEEP)
