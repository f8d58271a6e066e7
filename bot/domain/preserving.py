"""Preserving what exists while a case is worked on: asked of the evidence store, unseen by owners.

Preserving is not taking: nothing is copied out and nobody is shown anything. Without it, what is
asked for may be overwritten before two people have decided.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST = timedelta(hours=72)
"""How long for a requester who is never verified, from receipt on."""
LONGEST = timedelta(days=90)
"""How long at the most, from receipt on: what 18 U.S.C. 2703(f)(2) sets for an agency's letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preserved:
    """What the store was last asked to keep: devices by alias, until when (UTC); none: nothing.

    `answered` is whether the store said that it does; `failed` why it will not.
    """

    number: int
    devices: tuple[str, ...]
    until: datetime | None
    answered: bool = False
    failed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToPreserve:
    """Put on the record what the store is about to be asked to keep, or to let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAsking:
    """Say what came of it: `failed` is why the store will not, empty where it does."""

    number: int
    failed: str = ""


PreservingCommand = AskToPreserve | EndAsking
