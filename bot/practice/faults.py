"""Faults that a test or a drill asks the pretend Slack to have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

FaultKind = Literal[
    "lost_answer",  # handled, then the connection is dropped without an answer
    "lost_request",  # dropped before anything was handled
    "http_500",
    "non_json",
    "slow",  # handled at once, answered after `seconds`
    "rate_limited",  # 429; Retry-After is `seconds`
    "error",  # {"ok": false, "error": code}
    "duplicate",  # a delivery to the product is made twice
    "lost",  # a delivery to the product never arrives
    "disconnect",  # the socket that took a delivery is closed right after it
]
Match = Callable[[Mapping[str, Any]], bool] | Mapping[str, Any]


@dataclass
class Fault:
    """One planned fault, good for `times` calls that `match`."""

    method: str
    kind: FaultKind
    times: int
    seconds: float
    match: Match | None
    code: str

    def fits(self, method: str, arguments: Mapping[str, Any]) -> bool:
        """Say whether this call is the one; `*` as method fits every call."""
        if self.times < 1 or self.method not in (method, "*"):
            return False
        if self.match is None:
            return True
        if callable(self.match):
            return self.match(arguments)
        return all(arguments.get(name) == value for name, value in self.match.items())


@dataclass
class Faults:
    """The planned faults, in order; deliveries are named `deliver:` plus their type.

    Delivery types are block_actions, view_submission, view_closed, block_suggestion,
    slash_commands and the type of the event.
    """

    planned: list[Fault] = field(default_factory=list)
    happened: list[tuple[str, FaultKind]] = field(default_factory=list)

    def add(
        self,
        method: str,
        kind: FaultKind,
        *,
        times: int = 1,
        seconds: float = 0.0,
        match: Match | None = None,
        code: str = "internal_error",
    ) -> Fault:
        """Plan a fault; `match` is a predicate over the arguments, or members they must have."""
        fault = Fault(method, kind, times, seconds, match, code)
        self.planned.append(fault)
        return fault

    def next(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """Return and use up the first planned fault that fits this call."""
        for fault in self.planned:
            if fault.fits(method, arguments):
                fault.times -= 1
                self.happened.append((method, fault.kind))
                return fault
        return None

    def clear(self) -> None:
        """Forget every planned fault."""
        self.planned.clear()
