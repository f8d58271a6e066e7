"""Moves the keys of cases from an older key of the ring to the present one.

What the keys seal is not touched: a ring key is changed in seconds, however much there is.
"""

from collections.abc import Mapping
from typing import Final, Protocol

BATCH: Final = 200
"""Keys that one transaction wraps anew, so that no decision waits for long."""


class WrappedKeys(Protocol):
    """The keys of cases and of held requests, as the ring wraps them."""

    def wrapped(self) -> Mapping[str, int]:
        """Count sealed keys by the id of the ring key that wraps them."""

    def rewrap(self, most: int) -> int:
        """Wrap up to `most` keys anew under the current ring key; return how many were."""
