"""Counts what belongs to no case: exports off the books, calls turned away, the directory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.directory.writing import folded
from bot.domain.report.story import Payload
from bot.domain.report.tally import Tally

_NEEDED: Final = 2
"""People who must say the same of an export before it is settled."""


@dataclass(slots=True)
class Beside:
    """What is kept of the directory, and of exports that no release accounts for."""

    agencies: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    exports: dict[str, dict[str, str]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)

    def agency(self, written: str) -> str | None:
        """Return the key of the agency that a request names so; None for one of no directory."""
        return self.names.get(folded(written))


def _listed(_tally: Tally, beside: Beside, payload: Payload, _who: str) -> None:
    agency = payload["agency"]
    beside.agencies[agency["key"]] = agency["name"]
    for former in agency["former"]:
        beside.names.setdefault(folded(former), agency["key"])
    beside.names[folded(agency["name"])] = agency["key"]


def _compared(tally: Tally, beside: Beside, payload: Payload, _who: str) -> None:
    tally.add("safeguards.lists_compared")
    for off in payload["off"]:
        if off["export"] not in beside.exports:
            beside.exports[off["export"]] = {}
            tally.add("safeguards.exports_without_case", off["why"])


def _accounted(tally: Tally, beside: Beside, payload: Payload, who: str) -> None:
    export, how = payload["export"], payload["how"]
    said = beside.exports.setdefault(export, {})
    said[who] = how
    if [*said.values()].count(how) >= _NEEDED and export not in beside.settled:
        beside.settled.add(export)
        tally.add("safeguards.exports_settled", how)


def _refused(tally: Tally, _beside: Beside, payload: Payload, _who: str) -> None:
    tally.add("safeguards.turned_away", count=payload["count"])


BESIDE: Mapping[str, Callable[[Tally, Beside, Payload, str], None]] = {
    "directory.agency_listed": _listed,
    "exports.compared": _compared,
    "export.accounted": _accounted,
    "traffic.refused": _refused,
}
"""The entries that change or count something here, by kind."""
