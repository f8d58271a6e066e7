"""An agency of the directory: what is in force, and what still waits in quarantine.

What is in force and what waits are kept apart, so that code which never heard of a quarantine
cannot dial a number or believe a domain too early.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.request import AgencyKind

STANDINGS: Final = ("blocked", "compromised", "watch", "unverified", "verified")
"""From the worst to the best; going right needs two people, always."""
DISTRUSTED: Final = frozenset({"compromised", "blocked"})
"""Standings with which nothing is released."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryNumber:
    """A number of the agency directory; `key` is what forms and steps carry."""

    key: str
    number: str
    label: str
    source: str
    checked: str
    dispatch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What one confirmed change brings and takes away once its quarantine is over (UTC)."""

    usable_from: datetime
    numbers: tuple[DirectoryNumber, ...] = ()
    domains: tuple[str, ...] = ()
    leaving_numbers: tuple[str, ...] = ()
    leaving_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAgency:
    """An agency. `standing`: unverified, verified, watch, compromised or blocked.

    `numbers` and `domains` are in force, `coming` is in quarantine. `changes` counts the entries
    of the record that made it what it is; 0 is from before the record kept the directory.
    """

    key: str
    name: str
    domains: tuple[str, ...]
    numbers: tuple[DirectoryNumber, ...]
    zone: str
    standing: str
    kind: AgencyKind = AgencyKind.LOCAL
    country: str = "US"
    state: str | None = None
    coming: tuple[Coming, ...] = ()
    former: tuple[str, ...] = ()
    listed_at: datetime | None = None
    changes: int = 0

    def at(self, now: datetime) -> "ListedAgency":
        """Return the agency as it is at `now` (UTC): quarantines that are over are over."""
        agency = self
        for one in self.coming:
            if one.usable_from <= now:
                agency = _arrived(agency, one)
        return agency

    @property
    def settled(self) -> "ListedAgency":
        """The agency as it will be once every quarantine is over; for comparison only."""
        agency = self
        for one in self.coming:
            agency = _arrived(agency, one)
        return agency

    @property
    def distrusted(self) -> bool:
        """Whether nothing may be released to it."""
        return self.standing in DISTRUSTED


def _arrived(agency: ListedAgency, one: Coming) -> ListedAgency:
    numbers = tuple(n for n in agency.numbers if n.key not in one.leaving_numbers)
    domains = tuple(d for d in agency.domains if d not in one.leaving_domains)
    return replace(
        agency,
        numbers=(*numbers, *one.numbers),
        domains=(*domains, *one.domains),
        coming=tuple(c for c in agency.coming if c is not one),
    )
