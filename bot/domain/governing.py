"""Which legal standard a case stands under: suggested by facts, confirmed by two people.

The requester never chooses. Where the agency, the owners and the data all point to one standard
that is in force, every determination confirms it, since the standard is part of the package that
is filed on. Where they do not, the case waits for counsel: two people say which one applies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import Final

from bot.domain.listed import ListedAgency
from bot.domain.request import Agency
from bot.domain.roster import Ref
from bot.domain.standard import Asker, Law, Standard

NOWHERE: Final = frozenset({"", "ZZ"})
"""What a country is called that nobody knows; ZZ is ISO 3166-1's code for private use."""


class Doubt(StrEnum):
    """Why no standard is suggested."""

    CONFLICT = "conflict"
    NOT_IN_FORCE = "not_in_force"
    UNKNOWN = "unknown"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What suggests a standard: who asks, by the directory or their own word, and the owners."""

    askers: tuple[Asker, ...]
    owners: tuple[str, ...] = ()

    def words(self, law: Law) -> tuple[str, ...]:
        """What the record keeps of it: no more than countries, states and kinds of agency."""
        asking = (f"agency {a.kind.value} {a.country} {a.state}".strip() for a in self.askers)
        owning = (f"owner {country}" for country in self.owners)
        return (*asking, *owning, f"data {law.stored_in or 'unknown'}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One standard that is in force, or the doubt that leaves none, and what was pointed to."""

    standard: str | None
    doubt: Doubt | None
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedStandard:
    """What one person says that applies; it counts once another agrees."""

    number: int
    standard: str
    by: Ref
    at: datetime
    open: bool = True
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Governing:
    """What a case knows of its standard beside its name.

    `settled` is the situation that two people spoke about; another one is a new question.
    `countries` are those of the account holders, by device. `tells_at_once`: the law has the owners
    told at the release, whatever an officer wishes and although the emergency goes on.
    """

    doubt: Doubt | None = None
    candidates: tuple[str, ...] = ()
    situation: tuple[str, ...] = ()
    settled: tuple[str, ...] | None = None
    proposals: tuple[ProposedStandard, ...] = ()
    countries: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tells_at_once: bool = False

    @property
    def waiting(self) -> ProposedStandard | None:
        """The proposal that waits for a second person."""
        return next((p for p in self.proposals if p.open), None)

    @property
    def owners(self) -> tuple[str, ...]:
        """The countries of the account holders, as far as anybody recorded them."""
        return tuple(sorted({country for _, held in self.countries for country in held}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeStandard:
    """Say which standard applies; it counts once a second person agrees."""

    standard: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleStandard:
    """Agree, as the second person, to the standard that was proposed."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseStandard:
    """Hold that the proposed standard does not apply."""

    number: int
    why: str


GoverningCommand = ProposeStandard | SettleStandard | RefuseStandard


def suggested(situation: Situation, law: Law) -> Suggestion:
    """Return the one standard to which every known fact points, or why there is none."""
    pointed = [_named(s for s in _all(law) if _asked(s, a, law)) for a in situation.askers]
    places = [c for c in (law.stored_in, *situation.owners) if c not in NOWHERE]
    pointed += [_named(s for s in _all(law) if s.guards(place)) for place in places]
    every = _layered(frozenset[str]().union(*pointed), law)
    if not pointed or not all(pointed):
        return _doubt(Doubt.UNKNOWN, every)
    found = _layered(reduce(frozenset.intersection, pointed), law)
    if not found:
        return _doubt(Doubt.CONFLICT, every)
    if len(found) > 1:
        # Counsel put one of them in force here and not the other.
        found = found & frozenset(law.in_force) or found
    if len(found) > 1:
        return _doubt(Doubt.SEVERAL, found)
    (one,) = found
    if one not in law.in_force:
        return _doubt(Doubt.NOT_IN_FORCE, found)
    return Suggestion(standard=one, doubt=None, candidates=(one,))


def situation_of(
    claim: Agency, listed: ListedAgency | None, owners: tuple[str, ...] = ()
) -> Situation:
    """Return what suggests a standard: the directory's word, and the claim where it differs."""
    said = Asker(kind=claim.kind, country=claim.country, state=claim.state or "")
    if listed is None:
        return Situation(askers=(said,), owners=owners)
    state = listed.state or (said.state if listed.country == said.country else "")
    known = Asker(kind=listed.kind, country=listed.country, state=state)
    same = said.country in {listed.country, *NOWHERE}
    return Situation(askers=(known,) if same else (known, said), owners=owners)


def at_opening(claim: Agency, listed: ListedAgency | None, law: Law) -> Standard:
    """Return what a new case stands under: what is suggested, else for now the data's law."""
    found = suggested(situation_of(claim, listed), law).standard
    return law.standards[found or provisional(law)]


def provisional(law: Law) -> str:
    """Return what a case stands under while nobody knows better: the law of where the data lies.

    Nothing is released on it: the case waits for counsel.
    """
    held = [
        s.name
        for s in _all(law)
        if s.name in law.in_force and s.on_top_of is None and s.guards(law.stored_in)
    ]
    return held[0] if held else law.in_force[0]


def binding(candidates: Sequence[str], law: Law) -> tuple[str, ...]:
    """Return the candidates that compel and are in force: even a refusal is not ours alone then."""
    return tuple(c for c in candidates if c in law.in_force and not law.standards[c].voluntary)


def _all(law: Law) -> tuple[Standard, ...]:
    return tuple(law.standards.values())


def _asked(standard: Standard, asker: Asker, law: Law) -> bool:
    return standard.asked_by(asker, law.stored_in)


def _named(standards: Iterable[Standard]) -> frozenset[str]:
    return frozenset(s.name for s in standards)


def _layered(names: frozenset[str], law: Law) -> frozenset[str]:
    """Leave out what lies under one in force, and what lies on one without being in force."""
    above = {n: law.standards[n].on_top_of for n in names if law.standards[n].on_top_of in names}
    out = {base if name in law.in_force else name for name, base in above.items()}
    return names - out


def _doubt(doubt: Doubt, candidates: frozenset[str]) -> Suggestion:
    return Suggestion(standard=None, doubt=doubt, candidates=tuple(sorted(candidates)))
