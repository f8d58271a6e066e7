"""Which agencies have a row of their own: no other's figures can be had by subtraction.

Known to every reader are the rows of named agencies, the requests of each country and kind of
agency, how many requesters were verified, and all sums. What is left beside the named agencies,
among the verified and in each country and kind in which one is named, must therefore be nothing,
or LEAST requests or more of two agencies or more.
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
    """One request: its country and kind, who wrote it, and the agency that is known to have."""

    cell: str
    written: str
    agency: str | None
    result: str

    @property
    def source(self) -> tuple[bool, str]:
        """Whose it is, as far as a reader could tell sources apart."""
        return (True, self.agency) if self.agency is not None else (False, self.written)


Sources = Mapping[tuple[bool, str], int]
"""Requests by source."""


def named(requests: Iterable[Received]) -> frozenset[str]:
    """Return the agencies that have a row of their own."""
    every = tuple(requests)
    own = Counter(r.agency for r in every if r.agency is not None)
    areas = [*_areas(every)]
    shown = {agency for agency, count in own.items() if count >= LEAST}
    while (telling := next((a for a in areas if _tells(a, shown)), None)) is not None:
        inside = (agency for known, agency in telling if known and agency in shown)
        shown.remove(min(inside, key=lambda agency: (own[agency], agency)))
    return frozenset(shown)


def _areas(requests: tuple[Received, ...]) -> Iterator[Sources]:
    """Yield the sources of every sum that a reader knows: of the verified, and of each cell."""
    yield Counter(r.source for r in requests if r.agency is not None)
    cells: dict[str, Counter[tuple[bool, str]]] = {}
    for request in requests:
        cells.setdefault(request.cell, Counter())[request.source] += 1
    yield from (cells[name] for name in sorted(cells))


def _tells(area: Sources, shown: set[str]) -> bool:
    """Whether what is left beside the named tells of too few."""
    others = {source: n for source, n in area.items() if not (source[0] and source[1] in shown)}
    if len(others) == len(area) or not others:
        return False
    return len(others) < _TWO or sum(others.values()) < LEAST
