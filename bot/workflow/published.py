"""Checkpoints that anchors have taken, for whoever proves something against them."""

from collections.abc import Sequence
from typing import Protocol


class Published(Protocol):
    """Reads published checkpoints, a bounded part of them at a time."""

    def published_sizes(self, first: int, last: int) -> list[tuple[str, int]]:
        """Return (anchor, size) of what was published over `first` to `last` entries.

        For each anchor also the next size after that, and its largest.
        """

    def published_texts(self, sizes: Sequence[int]) -> list[str]:
        """Return the text of one published checkpoint of each of these sizes, by size."""
