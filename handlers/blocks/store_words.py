"""The evidence store in words: what it was told, what it answered, what is next."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.domain.authorizing import Fault
from bot.domain.case import Case
from bot.domain.events.authorizing import (
    ManifestRecorded,
    ManifestRefused,
    ReleaseAuthorized,
    StoreRecalled,
)
from bot.domain.events.preserving import PreservationAnswered, PreservationAsked
from handlers.blocks.parts import utc
from handlers.blocks.words import Words, counted, listed

FAULTS: Final[Words] = MappingProxyType(
    {
        Fault.UNREADABLE: "its answer cannot be read",
        Fault.OTHER_CASE: "it answered about another case",
        Fault.OTHER_RECIPIENT: "it handed over to another recipient",
        Fault.OTHER_DEVICE: "it names a device that is not of this case",
        Fault.OUTSIDE_SCOPE: "it handed over more than two people allowed",
        Fault.NOTHING_GIVEN: "it says that it handed over nothing",
        Fault.ANOTHER_MANIFEST: "it answered again with another list",
        Fault.REFUSED: "it refused the authorization",
        Fault.NOT_AUTHORIZED: "it handed over what it was not authorized to, or no longer",
    }
)


def _manifest(event: ManifestRecorded) -> str:
    by = "listed by hand" if event.by_hand else "recorded the store's list:"
    more = ", some of it beyond what was allowed" if event.beyond else ""
    late = ", after the case was stopped" if event.after_stop else ""
    return f"{by} {counted(len(event.items), 'item')} handed over{more}{late}"


def _refused(event: ManifestRefused) -> str:
    place = f" ({event.place})" if event.place else ""
    return f"refused the evidence store's answer: {FAULTS[event.fault]}{place}"


SAID_OF_STORE: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        ReleaseAuthorized: lambda e: (
            f"authorized the evidence store to hand over {counted(len(e.scope), 'window')}"
            f" until {utc(e.until)}"
        ),
        ManifestRecorded: _manifest,
        ManifestRefused: _refused,
        StoreRecalled: lambda e: (
            "asked the evidence store to end every access it gave: "
            + (f"it will not ({e.failed})" if e.failed else "it did")
        ),
        PreservationAsked: lambda e: (
            f"asked the evidence store to keep what exists of {listed(e.devices)} until"
            f" {utc(e.until)}"
            if e.until is not None
            else "asked the evidence store to keep nothing for this case any more"
        ),
        PreservationAnswered: lambda e: (
            f"noted that the evidence store will not: {e.failed}"
            if e.failed
            else "noted that the evidence store does"
        ),
    }
)
"""What each of the store's entries says its actor did."""
HAPPENED_AT_STORE: Final[Mapping[type, str]] = MappingProxyType(
    {
        ManifestRefused: "the evidence store's answer does not fit what it was authorized to hand"
        " over, or it refused. The custodian looks in the store now and records what left.",
        StoreRecalled: "the evidence store would not end the access that it gave. Call whoever runs"
        " it now.",
        PreservationAnswered: "the evidence store will not keep what exists for this case, so it"
        " may be gone before anybody decides. Call whoever runs it.",
        ManifestRecorded: "the evidence store handed over more than was allowed, or handed over"
        " after the case was stopped. A senior reviewer looks at it now.",
    }
)
"""What the escalation channel is told of it."""


def state_words(case: Case) -> str:
    """Say where a release by the store stands; empty where none is under way."""
    found = case.store.of(case.clearance)
    if found is None or found.manifest is not None:
        return ""
    if found.fault is not None:
        return "Trouble at the evidence store; a person takes over"
    return "Authorized; the evidence store has not answered yet"


def next_step(case: Case) -> str:
    """Say what is next while a release by the store is under way; empty elsewhere."""
    found = case.store.of(case.clearance)
    if found is None or found.manifest is not None:
        return ""
    if found.fault is None:
        return "the evidence store hands over and sends its list; nobody needs to do anything."
    return (
        f"the custodian looks in the evidence store, since {FAULTS[found.fault]}, and records what"
        f" left: /edr release {case.number}"
    )
