"""What a late notice must say of its delay: 18 U.S.C. 2705(a)(5)(B)(ii) to (iv)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Case
from bot.domain.events import Event
from bot.domain.events.restricting import RestrictionProposed
from bot.domain.restriction import Restriction, RestrictionKind
from bot.domain.standard import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayTold:
    """That notice was delayed, until when (UTC), on which ground, who decided, by which provision.

    `authority` is the court of an order, sealed elsewhere; empty where the company decided or the
    law itself forbade it. `provision` is the order's number, or what the standard names.
    """

    kind: RestrictionKind
    ground: Ground
    since: datetime
    until: datetime
    authority: str
    provision: str


def delays(case: Case, owner: str) -> tuple[Restriction, ...]:
    """Return what kept `owner` from being told after the release and has ended, in order of time.

    What was only proposed, or had ended before anything was given, delayed nothing.
    """
    given = case.released_at
    if given is None:
        return ()
    return tuple(
        r
        for r in case.restrictions
        if r.agreed_at is not None and r.owner in (None, owner) and _over(r, owner, given)
    )


def _over(restriction: Restriction, owner: str, given: datetime) -> bool:
    ended = _end(restriction)
    return (ended is not None and ended > given) or owner in restriction.freed


def _end(restriction: Restriction) -> datetime | None:
    """Return when it ended, which may be before somebody noticed it."""
    ended, until = restriction.ended_at, restriction.until
    if ended is not None and until is not None and restriction.ends_by_itself:
        return min(ended, until)
    return ended


def delay_told(case: Case, events: Iterable[Event], owner: str) -> DelayTold | None:
    """Return what the last of the delays was; None where the notice was not held back.

    `events` are the case's, opened for the product itself; an erased issuer is left out.
    """
    held = delays(case, owner)
    if not held:
        return None
    last = held[-1]
    said = next(
        (e for e in events if isinstance(e, RestrictionProposed) and e.number == last.number),
        None,
    )
    issuer, docket = (said.issuer, said.docket) if said is not None else (None, None)
    begun = [r.since for r in held if r.since is not None]
    end = _end(last) or last.until or last.proposed_at
    return DelayTold(
        kind=last.kind,
        ground=last.ground,
        since=max(min(begun, default=end), case.released_at or end),
        until=end,
        authority=issuer or "",
        provision=f"order {docket}" if docket else last.provision,
    )
