"""What a wanted agency makes of a listed one: at once, or after a quarantine."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.listed import STANDINGS, Coming, DirectoryNumber, ListedAgency
from bot.domain.rules.verifying import digits

QUARANTINE: Final = timedelta(days=7)
"""How long a new number or domain of a known agency waits. Policy, no law: a week has every shift
of the real agency at its old number at least once, and the fraud on record used fresh numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is wanted beyond what will be once every quarantine is over."""

    new_numbers: tuple[DirectoryNumber, ...]
    old_numbers: tuple[str, ...]
    new_domains: tuple[str, ...]
    old_domains: tuple[str, ...]

    @property
    def reachable(self) -> bool:
        """Whether it changes where the agency is called or writes from."""
        return any((self.new_numbers, self.old_numbers, self.new_domains, self.old_domains))


def rank(standing: str) -> int:
    """Return the place of a standing, the worst being 0."""
    return STANDINGS.index(standing)


def difference(known: ListedAgency, wanted: ListedAgency) -> Difference:
    """Compare by digits and domains; an existing number that becomes dispatch is a new one."""
    will = known.settled
    kept = {n.key for w in wanted.numbers if (n := _same(will, w)) is not None}
    return Difference(
        new_numbers=tuple(w for w in wanted.numbers if _same(will, w) is None),
        old_numbers=tuple(n.key for n in will.numbers if n.key not in kept),
        new_domains=tuple(d for d in wanted.domains if d not in will.domains),
        old_domains=tuple(d for d in will.domains if d not in wanted.domains),
    )


def same(known: ListedAgency, wanted: ListedAgency) -> bool:
    """Whether `wanted` changes nothing of what is known."""
    return not difference(known, wanted).reachable and _plain(known, wanted) == known


def listed(wanted: ListedAgency, now: datetime) -> ListedAgency:
    """Return a new agency: its first numbers and domains wait for nothing."""
    return replace(wanted, coming=(), former=(), listed_at=now, changes=1)


def plain(known: ListedAgency, wanted: ListedAgency, now: datetime) -> ListedAgency:
    """Return the agency with everything that needs no quarantine; numbers and domains stay."""
    return replace(_plain(known.at(now), wanted), changes=known.changes + 1)


def merged(known: ListedAgency, wanted: ListedAgency, now: datetime) -> ListedAgency:
    """Return the agency with all that is wanted; what is new waits for the end of a quarantine.

    What a new number or domain takes the place of stays in force as long; what is only taken
    away, goes at once.
    """
    change = difference(known, wanted)
    after = plain(known, wanted, now)
    numbers = tuple(
        replace(n, key=f"n{after.changes}-{place}") for place, n in enumerate(change.new_numbers, 1)
    )
    gone = _without(after, change, numbers=not numbers, domains=not change.new_domains)
    if not numbers and not change.new_domains:
        return gone
    waits = Coming(
        usable_from=now + QUARANTINE,
        numbers=numbers,
        domains=change.new_domains,
        leaving_numbers=change.old_numbers if numbers else (),
        leaving_domains=change.old_domains if change.new_domains else (),
    )
    return replace(gone, coming=(*gone.coming, waits))


def _same(known: ListedAgency, wanted: DirectoryNumber) -> DirectoryNumber | None:
    for n in known.numbers:
        if digits(n.number) == digits(wanted.number) and (n.dispatch or not wanted.dispatch):
            return n
    return None


def _plain(known: ListedAgency, wanted: ListedAgency) -> ListedAgency:
    renamed = known.name != wanted.name and known.name not in known.former
    return replace(
        known,
        name=wanted.name,
        kind=wanted.kind,
        country=wanted.country,
        state=wanted.state,
        zone=wanted.zone,
        standing=wanted.standing,
        former=(*known.former, known.name) if renamed else known.former,
        numbers=tuple(_worded(n, wanted) for n in known.numbers),
        coming=tuple(
            replace(c, numbers=tuple(_worded(n, wanted) for n in c.numbers)) for c in known.coming
        ),
    )


def _worded(number: DirectoryNumber, wanted: ListedAgency) -> DirectoryNumber:
    """Take over the words about a number, and that it is no dispatch desk any more."""
    for w in wanted.numbers:
        alike = digits(w.number) == digits(number.number)
        if alike and (number.dispatch or not w.dispatch):
            return replace(
                number, label=w.label, source=w.source, checked=w.checked, dispatch=w.dispatch
            )
    return number


def _without(
    agency: ListedAgency, change: Difference, *, numbers: bool, domains: bool
) -> ListedAgency:
    """Take old numbers and domains out of quarantine, and out of force where nothing replaces."""
    coming = []
    for c in agency.coming:
        left = replace(
            c,
            numbers=tuple(n for n in c.numbers if n.key not in change.old_numbers),
            domains=tuple(d for d in c.domains if d not in change.old_domains),
        )
        # What brings nothing any more takes nothing away either.
        left = replace(
            left,
            leaving_numbers=left.leaving_numbers if left.numbers else (),
            leaving_domains=left.leaving_domains if left.domains else (),
        )
        if left.numbers or left.domains:
            coming.append(left)
    kept = agency.numbers
    if numbers:
        kept = tuple(n for n in kept if n.key not in change.old_numbers)
    mail = agency.domains
    if domains:
        mail = tuple(d for d in mail if d not in change.old_domains)
    return replace(agency, numbers=kept, domains=mail, coming=tuple(coming))
