"""Ways out of the house: what a delivered task can come to, and who delivers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.workflow.ledger import Ledger
from bot.workflow.rows import LeasedTask


@dataclass(frozen=True, slots=True)
class Done:
    """The effect happened; `then` runs in the transaction that finishes the task."""

    then: Callable[[Ledger], None] | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Trying again can help; `after` in seconds when the other side said so."""

    reason: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Trying again cannot help; a person must look."""

    reason: str


Delivered = Done | Again | GiveUp


class Port(Protocol):
    """One way out: a board, a pager, a notice channel, an anchor."""

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Do what the task says; must be safe to repeat with the same key."""
