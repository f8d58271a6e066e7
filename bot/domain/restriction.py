"""Restrictions: why an owner is not told yet, on whose word, and until when.

A restriction is typed and dated; one person proposes it and another agrees, and until then it
restricts nothing. That an officer wishes it is no ground: the form has no place for a wish.
An order and a policy ground end by themselves at their day. A safety hold ends when two people
answer anew that it is safe; its day only makes it overdue. Statutory silence ends with the
authority's permission, or on a day of its own where it has one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from bot.domain.roster import Ref
from bot.domain.standard import Ground

MOST: Final = 60
"""Restrictions of one case, those that were refused among them."""


class RestrictionKind(StrEnum):
    """What sort of restriction it is; each ends in its own way."""

    COURT_ORDER = "court_order"
    POLICY = "policy"
    SAFETY_HOLD = "safety_hold"
    STATUTORY_SILENCE = "statutory_silence"


KIND_OF: Final[Mapping[Ground, RestrictionKind]] = MappingProxyType(
    {
        Ground.ENDANGERS_LIFE: RestrictionKind.SAFETY_HOLD,
        Ground.VICTIM_SAFETY: RestrictionKind.SAFETY_HOLD,
        Ground.ACCOUNT: RestrictionKind.SAFETY_HOLD,
        Ground.FLIGHT: RestrictionKind.POLICY,
        Ground.EVIDENCE: RestrictionKind.POLICY,
        Ground.WITNESSES: RestrictionKind.POLICY,
        Ground.INVESTIGATION: RestrictionKind.POLICY,
    }
)
"""What the company's own grounds make: somebody's safety is never left to a timer."""


class OrderCovers(StrEnum):
    """Whether a court's order covers this release, as whoever read it answers."""

    NAMED = "named"
    BY_ITS_TERMS = "by_its_terms"
    NOT = "not"


class RestrictionStatus(StrEnum):
    """Where a restriction stands."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    IN_FORCE = "in_force"
    RENEWED = "renewed"
    LAPSED = "lapsed"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """One restriction. `owner` is an alias, None for every account holder.

    `since` is when the notice was first held by it or by the one that it renews; `until` is the
    first moment (UTC) at which it holds no more. `freed` are owners whom two people found safe.
    `authority` is who may lift it where nobody here may; `lift_by` proposed that it ends early.
    """

    number: int
    owner: str | None
    kind: RestrictionKind
    ground: Ground
    until: datetime | None
    by: Ref
    proposed_at: datetime
    status: RestrictionStatus = RestrictionStatus.PROPOSED
    covers: OrderCovers | None = None
    provision: str = ""
    renews: int | None = None
    agreed_by: Ref | None = None
    agreed_at: datetime | None = None
    since: datetime | None = None
    ended_at: datetime | None = None
    freed: frozenset[str] = frozenset()
    lift_by: Ref | None = None
    lift_at: datetime | None = None

    @property
    def in_force(self) -> bool:
        """Whether two people agreed, or the law itself imposes it, and nothing has ended it."""
        return self.status is RestrictionStatus.IN_FORCE

    @property
    def ends_by_itself(self) -> bool:
        """Whether its day alone ends it; a safety hold's day only makes it overdue."""
        return self.until is not None and self.kind is not RestrictionKind.SAFETY_HOLD

    def concerns(self, owner: str) -> bool:
        """Whether it is about `owner`, and nobody has found that one safe meanwhile."""
        return self.owner in (None, owner) and owner not in self.freed

    def live(self, now: datetime) -> bool:
        """Whether it holds at `now` (UTC), even where every timer is dead."""
        over = self.ends_by_itself and self.until is not None and now >= self.until
        return self.in_force and not over


class Restricted(Protocol):
    """A case, as far as this module looks at one."""

    @property
    def restrictions(self) -> tuple[Restriction, ...]:
        """Everything that was ever proposed or imposed, by number."""


def in_force(case: Restricted, owner: str) -> tuple[Restriction, ...]:
    """Return what is in force about `owner`, whatever the time."""
    return tuple(r for r in case.restrictions if r.in_force and r.concerns(owner))


def held(case: Restricted, owner: str, now: datetime) -> Restriction | None:
    """Return what keeps `owner` from being told at `now` (UTC); None: nothing does.

    Of several it is the one that lasts longest, one without an end before all others.
    """
    live = [r for r in in_force(case, owner) if r.live(now)]
    endless = next((r for r in live if not r.ends_by_itself), None)
    dated = [r for r in live if r.until is not None]
    return endless or max(dated, key=lambda r: (r.until, r.number), default=None)


def held_since(case: Restricted, owner: str) -> datetime | None:
    """Return since when `owner` is not told because of a restriction; None: nothing holds it."""
    begun = [r.since for r in in_force(case, owner) if r.since is not None]
    return min(begun, default=None)


def freed(case: Restricted, owner: str) -> bool:
    """Whether a restriction about `owner` has ended and none is left: the waiting is over."""
    over = (RestrictionStatus.LAPSED, RestrictionStatus.LIFTED)
    ended = any(
        r.owner in (None, owner) and (r.status in over or owner in r.freed)
        for r in case.restrictions
    )
    return ended and not in_force(case, owner)


def waited_until(case: Restricted, owner: str) -> datetime | None:
    """Return when the last restriction about `owner` ended; a notice is overdue anew after it."""
    over = [r.ended_at for r in case.restrictions if r.owner in (None, owner) and r.since]
    return max((at for at in over if at is not None), default=None)


def proposed(case: Restricted) -> tuple[Restriction, ...]:
    """Return what waits for a second person; none of it restricts anything."""
    return tuple(r for r in case.restrictions if r.status is RestrictionStatus.PROPOSED)


def numbered(case: Restricted, number: int) -> Restriction | None:
    """Return a restriction by its number."""
    return next((r for r in case.restrictions if r.number == number), None)
