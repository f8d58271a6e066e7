"""Which agencies have a row of their own: no other's figures can be had by subtraction.

Known to every reader are the rows of named agencies, the requests of each country and kind of
agency, how many requesters were verified, and all sums. What agencies without a row asked for,
altogether and in each country and kind in which one is named, must therefore be nothing, or LEAST
requests or more of two agencies or more. What no agency is known to have sent hides nobody: a
reader might know of it, so it is not relied on.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
"""Requests from which on an agency may be named."""
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Received:
    """One request: its country and kind, the agency that is known to have sent it, its result."""

    cell: str
    agency: str | None
    result: str


def named(requests: Iterable[Received]) -> frozenset[str]:
    """Return the agencies that have a row of their own."""
    known = [(r.cell, r.agency) for r in requests if r.agency is not None]
    own = Counter(agency for _, agency in known)
    areas = [own, *_cells(known)]
    shown = {agency for agency, count in own.items() if count >= LEAST}
    while (telling := next((a for a in areas if _tells(a, shown)), None)) is not None:
        shown.remove(min(shown & telling.keys(), key=lambda agency: (own[agency], agency)))
    return frozenset(shown)


def _cells(known: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, int]]:
    cells: dict[str, Counter[str]] = {}
    for cell, agency in known:
        cells.setdefault(cell, Counter())[agency] += 1
    yield from (cells[name] for name in sorted(cells))


def _tells(area: Mapping[str, int], shown: set[str]) -> bool:
    """Whether what is left beside those with a row tells of too few."""
    others = {agency: count for agency, count in area.items() if agency not in shown}
    if not others or len(others) == len(area):
        return False
    return len(others) < _TWO or sum(others.values()) < LEAST
