"""The practice workspace is handed its time: it never reads a clock itself."""

from typing import Protocol


class Wall(Protocol):
    """Says what time it is outside: Slack's clock, which nobody moves."""

    def now(self) -> float:
        """Return seconds since 1970, UTC."""


class ReadsWall:
    """A `Wall` over any function that answers epoch seconds."""

    def __init__(self, read: "Reading") -> None:
        self._read = read

    def now(self) -> float:
        """Return seconds since 1970, UTC."""
        return self._read()


class Reading(Protocol):
    """A function that answers epoch seconds."""

    def __call__(self) -> float:
        """Return seconds since 1970, UTC."""
