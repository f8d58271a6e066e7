"""Bringing payloads to the product: once for clicks, again and again for events.

Slack docs "Events API": an event not answered with 2xx within 3 seconds comes again almost
at once, after a minute and after five, with `x-slack-retry-num` and `-reason`, unless the
answer says `x-slack-no-retry: 1`. Clicks, submissions and commands are never repeated.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.practice.limits import ACK_SECONDS, EVENT_RETRY_SECONDS
from bot.practice.payloads import Delivery
from bot.practice.workspace import Workspace

NO_ANSWER = 0


@dataclass(frozen=True)
class Answer:
    """What the product said: HTTP status (0 for none in time), text, elapsed seconds.

    `trouble` is what the person would see as a failure; `body` the answer's JSON or text.
    """

    status: int
    text: str = ""
    seconds: float = 0.0
    trouble: str = ""
    delivery: Delivery | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the product answered 2xx in time and Slack could use it."""
        return 200 <= self.status < 300 and not self.trouble  # noqa: PLR2004 # HTTP success

    @property
    def body(self) -> Any:  # noqa: ANN401 # JSON of any shape
        """Return the answer parsed as JSON, its text if it is not JSON, or None if empty."""
        if not self.text.strip():
            return None
        try:
            return json.loads(self.text)
        except ValueError:
            return self.text


class Courier(Protocol):
    """Carries one payload to the product by HTTP or by a socket."""

    async def carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        """Deliver once; `attempt` counts from 0, `reason` says why it is repeated.

        Raises OSError or asyncio.TimeoutError if nobody answered.
        """


class Post:
    """Hands payloads to the courier, with the planned faults, the 3 seconds and the retries."""

    def __init__(
        self,
        workspace: Workspace,
        courier: Courier,
        *,
        retry_seconds: tuple[float, ...] = EVENT_RETRY_SECONDS,
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        self._workspace = workspace
        self.courier = courier
        self._retry_seconds = retry_seconds
        self._ack_seconds = ack_seconds
        self._repeats: set[asyncio.Task[None]] = set()
        self.delivered: list[Delivery] = []

    async def bring(self, delivery: Delivery) -> Answer:
        """Deliver a click, a submission or a command: at most once, planned duplicates aside."""
        answer = await self._with_faults(delivery, 0, "")
        if answer.trouble:
            self._workspace.troubles.append(f"{delivery.type}: {answer.trouble}")
        self._workspace.changed()
        return answer

    async def announce(self, delivery: Delivery) -> Answer:
        """Deliver an event; repetitions go on in the background until answered 2xx."""
        answer = await self._with_faults(delivery, 0, "")
        if _again(answer):
            task = asyncio.create_task(self._repeat(delivery, answer))
            self._repeats.add(task)
            task.add_done_callback(self._repeats.discard)
        return answer

    async def stop(self) -> None:
        """End every repetition still waiting."""
        for task in list(self._repeats):
            task.cancel()
        await asyncio.gather(*self._repeats, return_exceptions=True)

    async def _repeat(self, delivery: Delivery, answer: Answer) -> None:
        for attempt, seconds in enumerate(self._retry_seconds, start=1):
            await asyncio.sleep(seconds)
            reason = "http_error" if answer.status else "http_timeout"
            answer = await self._with_faults(delivery, attempt, reason)
            self._workspace.changed()
            if not _again(answer):
                return
        self._workspace.troubles.append(f"{delivery.type}: given up, {answer.trouble}")
        self._workspace.changed()

    async def _with_faults(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        self.delivered.append(delivery)
        fault = self._workspace.faults.next(f"deliver:{delivery.type}", delivery.payload)
        if fault is not None and fault.kind == "lost":
            return Answer(NO_ANSWER, trouble="lost on the way", delivery=delivery)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind == "duplicate":
            both = [self._carry(delivery, attempt, reason) for _ in range(2)]
            return (await asyncio.gather(*both))[0]
        return await self._carry(delivery, attempt, reason)

    async def _carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(self._ack_seconds):
                answer = await self.courier.carry(delivery, attempt, reason)
        except TimeoutError:
            answer = Answer(NO_ANSWER, trouble=f"no answer within {self._ack_seconds:g} s")
        except OSError as broken:
            answer = Answer(NO_ANSWER, trouble=f"no connection: {type(broken).__name__}")
        refused = answer.status >= 300 and not answer.trouble  # noqa: PLR2004 # beyond HTTP success
        trouble = f"HTTP {answer.status}" if refused else answer.trouble
        seconds = loop.time() - started
        return Answer(answer.status, answer.text, seconds, trouble, delivery, answer.headers)


def _again(answer: Answer) -> bool:
    lower = {name.lower(): value for name, value in answer.headers.items()}
    return not answer.ok and lower.get("x-slack-no-retry") != "1"
