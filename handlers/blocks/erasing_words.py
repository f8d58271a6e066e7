"""How long a case is kept, what keeps it, and its erasure, in words."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.domain.case import Case
from bot.domain.erasing import Kept
from bot.domain.events import erasing as ev

KEPT: Final[Mapping[Kept, str]] = MappingProxyType(
    {
        Kept.REFUSED: "it ended without a release",
        Kept.RELEASED: "something was released",
        Kept.FRAUD: "the request was found forged",
    }
)
"""Why a case is kept for as long as it is."""
SAID_OF_ERASURE: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        ev.ErasureProposed: lambda e: (
            f"proposed to erase what is personal: {KEPT[e.kept]},"
            f" and it was kept until {e.over_at:%Y-%m-%d}"
        ),
        ev.ErasureAgreed: lambda e: f"agreed to erase it, until {e.until:%Y-%m-%d}",
        ev.ErasureRefused: lambda _: "held that it must not be erased now",
        ev.CaseErased: lambda _: "erased what was personal; the record stands",
        ev.LegalHoldPlaced: lambda e: f"placed legal hold {e.number}",
        ev.LegalHoldLiftProposed: lambda e: f"proposed that legal hold {e.number} ends",
        ev.LegalHoldLiftRefused: lambda e: f"held that legal hold {e.number} must stay",
        ev.LegalHoldLifted: lambda e: f"agreed that legal hold {e.number} ends",
    }
)
"""What each kind of entry about keeping and erasing says its actor did."""


def gone_words(case: Case) -> str:
    """Return that a case was erased, and when; empty where it was not."""
    at = case.erasing.erased_at
    return f"what was personal was erased on {at:%Y-%m-%d}; the record stands." if at else ""
