"""Why an owner hears late, as the record has it: what 18 U.S.C. 2705(a)(5)(B) asks to be said."""

from datetime import datetime

from bot.domain.events.restricting import RestrictionProposed
from bot.domain.notice_kind import held_back
from bot.domain.restriction import Restriction, RestrictionKind
from bot.workflow.dossier import Dossier
from handlers.notices.content import Delay


def delay_of(found: Dossier, owner: str) -> Delay | None:
    """Return what held this owner's notice back; None where nothing did.

    An empty `authorised_by` means two people of the company, an empty provision its own rules.
    """
    held = held_back(found.case, owner)
    if held is None:
        return None
    return Delay(
        ground=held.ground.value,
        authorised_by=_issuer(found, held),
        provision=held.provision.partition(":")[0],
        until=_until(held, found.now),
        by_law=held.kind is RestrictionKind.STATUTORY_SILENCE,
    )


def _until(held: Restriction, now: datetime) -> datetime:
    """Return until when it held: it may have ended before its day, and by its day alone."""
    ends = [at for at in (held.ended_at, held.until) if at is not None]
    return min(ends, default=now)


def _issuer(found: Dossier, held: Restriction) -> str:
    """Return the court of an order; where that was erased, nobody."""
    if held.kind is not RestrictionKind.COURT_ORDER:
        return ""
    events = [h.event for h in found.history]
    proposed = [e for e in events if isinstance(e, RestrictionProposed)]
    return next((e.issuer or "" for e in proposed if e.number == held.number), "")
