"""The words of restrictions: what keeps an owner from being told, and what became of it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.domain.events import addressing
from bot.domain.events import restricting as ev
from bot.domain.hold_clocks import ANSWERING, ASKING, HOLD
from bot.domain.restriction import OrderCovers, RestrictionKind
from bot.domain.safety import Care
from bot.domain.standard import Ground
from handlers.blocks.parts import utc

GROUNDS: Final[Mapping[Ground, str]] = MappingProxyType(
    {
        Ground.ENDANGERS_LIFE: "endangers life or physical safety",
        Ground.FLIGHT: "flight",
        Ground.EVIDENCE: "destruction of evidence",
        Ground.WITNESSES: "intimidation of witnesses",
        Ground.INVESTIGATION: "seriously jeopardises an investigation",
        Ground.VICTIM_SAFETY: "victim safety",
        Ground.ACCOUNT: "account compromised",
        Ground.PROHIBITED: "legal prohibition",
    }
)
KINDS: Final[Mapping[RestrictionKind, str]] = MappingProxyType(
    {
        RestrictionKind.COURT_ORDER: "court order",
        RestrictionKind.POLICY: "company policy",
        RestrictionKind.SAFETY_HOLD: "safety hold",
        RestrictionKind.STATUTORY_SILENCE: "silence by law",
    }
)
COVERING: Final[Mapping[OrderCovers, str]] = MappingProxyType(
    {
        OrderCovers.NAMED: "it names this release",
        OrderCovers.BY_ITS_TERMS: "it came with later process and covers this release by its terms",
        OrderCovers.NOT: "it does not cover this release",
    }
)
CARES: Final[Mapping[Care, str]] = MappingProxyType(
    {
        Care.SUSPECT: "is the suspect",
        Care.ABUSER: "may be the abuser: the text must not show what part the victim had",
        Care.PERSON_AT_RISK: "is the person at risk",
        Care.PROTECTED: "is a protected person",
        Care.TAKEOVER: "the account was taken over: somebody else may read what is sent there",
        Care.MINOR: "is a minor",
        Care.GUARDIAN: "may be the guardian of a minor on the same device",
    }
)
CLOCKS_OF_HOLDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        HOLD: "the end of hold ",
        ASKING: "asking two people again whether it is safe to tell the owner ",
        ANSWERING: "two answers to whether it is safe to tell the owner ",
    }
)
"""A clock's name by what stands before the number or the alias."""


def hold_clock(clock: str) -> str | None:
    """Return the name of a held notice's clock for people; None for any other clock."""
    prefix = clock.partition(":")[0] + ":"
    found = CLOCKS_OF_HOLDS.get(prefix)
    return f"{found}{clock.removeprefix(prefix)}" if found is not None else None


def _proposed(event: ev.RestrictionProposed) -> str:
    until = f" until {utc(event.until)}" if event.until is not None else ""
    whom = "the owner" if event.owner is None else event.owner
    again = f", in place of hold {event.renews}" if event.renews else ""
    kind, ground = KINDS[event.restriction], GROUNDS[event.ground]
    return f"proposed hold {event.number} of the notice to {whom}{until}: {kind}, {ground}{again}"


SAID_OF_HOLDS: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        ev.RestrictionProposed: _proposed,
        ev.RestrictionAgreed: lambda e: f"agreed to hold {e.number}: the owner is not told yet",
        ev.RestrictionRefused: lambda e: f"refused hold {e.number}: the owner may be told",
        ev.RestrictionImposed: lambda e: (
            f"noted that the law forbids to tell the owner, as hold {e.number}"
        ),
        ev.OrderNotCovering: lambda _: (
            "read a court's order that does not cover this release, so it holds nothing"
        ),
        ev.LiftProposed: lambda e: f"proposed that hold {e.number} ends early",
        ev.LiftRefused: lambda e: f"refused to end hold {e.number} early",
        ev.RestrictionLifted: lambda e: (
            f"ended hold {e.number} early"
            + (f" for {e.owner}, who was found safe" if e.owner else "")
        ),
        addressing.AddressTyped: lambda e: (
            f"typed the address of {e.owner}: nothing goes there before a colleague has read it"
        ),
        addressing.AddressConfirmed: lambda e: f"read typed address {e.number} and confirmed it",
        addressing.AddressRefused: lambda e: f"read typed address {e.number} and found it wrong",
        ev.RestrictionLapsed: lambda e: f"ended hold {e.number}: its day came",
    }
)
