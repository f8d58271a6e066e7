"""Complaints in words: on pages, reminders, in the history and as the name of their clock."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.domain.complaining import Finding
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened

FINDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Finding.UPHELD: "upheld",
        Finding.PARTLY: "upheld in part",
        Finding.NOT_UPHELD: "not upheld",
        Finding.NOTED: "noted",
    }
)
HISTORY: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        ComplaintOpened: lambda e: f"complained (complaint {e.number}, owner {e.owner})",
        ComplaintAnswered: lambda e: f"answered complaint {e.number}: {FINDINGS[e.finding]}",
    }
)
PAGED_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {"complaint": "please see that somebody who did not decide answers an owner"}
)
BECAUSE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "complaint_opened": "an owner complained: /edr complaint",
        "complaint_late": "an owner's complaint is overdue: /edr complaint",
    }
)
CLOCKS: Final[Mapping[str, str]] = MappingProxyType(
    {"complaint": "answering an owner", "complaint_again": "answering an owner at last"}
)
