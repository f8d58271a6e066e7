"""What of a case's held notices waits for a second person: the subjects of their cards."""

from collections.abc import Iterable
from typing import Final

from bot.domain.address import unread
from bot.domain.case import Case
from bot.domain.events import restricting as ev
from bot.domain.events.addressing import Addressing
from bot.domain.restriction import proposed
from bot.workflow.dossier import Happened

RESTRICTION: Final = "restriction"
"""Before the case's number and the restriction's: somebody proposed it."""
LIFT: Final = "lift"
"""The same of an early end."""
OWNERS: Final = "owners"
"""Before the case's number and an address's: somebody typed it."""


def subjects(case: Case, entries: Iterable[Happened]) -> list[str]:
    """Return the subjects whose cards may have changed, in their order."""
    holds = {r.number for r in proposed(case)}
    lifts = {r.number for r in case.restrictions if r.lift_by is not None}
    for entry in entries:
        event = entry.event
        if isinstance(event, ev.RestrictionProposed | ev.RestrictionAgreed | ev.RestrictionRefused):
            holds.add(event.number)
        elif isinstance(event, ev.LiftProposed | ev.LiftRefused):
            lifts.add(event.number)
        elif isinstance(event, ev.RestrictionLifted | ev.RestrictionLapsed):
            found = next((r for r in case.restrictions if r.number == event.number), None)
            lifts |= {event.number} if found is not None and found.lift_at is not None else set()
    typed = {a.number for a in unread(case)}
    typed |= {e.event.number for e in entries if isinstance(e.event, Addressing)}
    named = ((RESTRICTION, sorted(holds)), (LIFT, sorted(lifts)), (OWNERS, sorted(typed)))
    return [f"{kind}:{case.number}:{n}" for kind, numbers in named for n in numbers]
