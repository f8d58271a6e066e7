"""What can be wrong with an evidence store: slow, down, refusing, or lying in each way there is."""

import asyncio
import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

Json = dict[str, Any]
Lie = Callable[[Json, int], None]
"""Changes an answer in place; the number counts the calls from 1."""


@dataclass(frozen=True)
class Trouble:
    """One way of being wrong. `lie` changes what is answered, never what was done.

    The first `down_for` calls are not heard; the first `loses` are acted on, and not answered.
    """

    name: str
    lie: Lie | None = None
    refuses: bool = False
    down_for: int = 0
    loses: int = 0
    slow: asyncio.Event | None = field(default=None, repr=False)

    async def before(self, call: int) -> None:
        """Wait while the store is slow to answer; `call` counts from 1, and only the first is."""
        if self.slow is not None and call == 1:
            await self.slow.wait()

    def told(self, answer: Json, call: int) -> Json:
        """Return what is answered instead of the truth."""
        said = copy.deepcopy(answer)
        if self.lie is not None:
            self.lie(said, call)
        return said


def _extra(answer: Json, _call: int) -> None:
    first = answer["items"][0]
    answer["items"].append({**first, "name": "more.mp4", "to": "2026-11-23T00:00:00Z"})


def _category(answer: Json, _call: int) -> None:
    answer["items"][0]["category"] = "billing"


def _hash(answer: Json, _call: int) -> None:
    answer["items"][0]["sha256"] = "not a hash"


def _device(answer: Json, _call: int) -> None:
    answer["items"][0]["device"] = "00:00:00:00:00:00"


def _case(answer: Json, _call: int) -> None:
    answer["case"] = "EDR-2026-000999"


def _recipient(answer: Json, _call: int) -> None:
    answer["delivered_to"] = "somebody@else.example"


def _nothing(answer: Json, _call: int) -> None:
    answer["items"] = []


def _member(answer: Json, _call: int) -> None:
    answer["note"] = "all good"


def _twice(answer: Json, call: int) -> None:
    if call > 1:
        answer["items"][0]["sha256"] = "f" * 64


HONEST: Final = Trouble("honest")
REFUSING: Final = Trouble("refusing", refuses=True)
LIES: Final = {
    "an item outside the window": Trouble("an item outside the window", _extra),
    "another category": Trouble("another category", _category),
    "no hash": Trouble("no hash", _hash),
    "another device": Trouble("another device", _device),
    "another case": Trouble("another case", _case),
    "another recipient": Trouble("another recipient", _recipient),
    "nothing": Trouble("nothing", _nothing),
    "an unknown member": Trouble("an unknown member", _member),
}
"""Answers that are refused at the first time of asking."""


def two_tongued() -> Trouble:
    """Return a store whose second answer names another file, while its first is slow to come."""
    return Trouble("answers twice", _twice, slow=asyncio.Event())
