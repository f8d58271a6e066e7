"""Tasks that follow from what is said of keeping and erasing a case: the second person's cards."""

from collections.abc import Iterable
from typing import Final

from bot.domain.case import Case
from bot.domain.events import erasing as ev
from bot.workflow.dossier import Happened

ERASURE: Final = "erasure"
"""Before the case's number and the proposal's: somebody proposed to erase it."""
UNHOLD: Final = "unhold"
"""Before the case's number and a legal hold's: somebody proposed that it ends."""


def asked_to_erase(case: Case, entries: Iterable[Happened]) -> list[str]:
    """Return the subjects whose cards may have changed: a proposal falls with any change."""
    events = [entry.event for entry in entries]
    proposals = {e.number for e in events if isinstance(e, ev.OfErasure)}
    if case.erasing.number and case.erasing.erased_at is None:
        proposals.add(case.erasing.number)
    ending = ev.LegalHoldLiftProposed | ev.LegalHoldLiftRefused | ev.LegalHoldLifted
    holds = {hold.number for hold in case.erasing.holds if hold.lifting}
    holds |= {e.number for e in events if isinstance(e, ending)}
    named = ((ERASURE, sorted(proposals)), (UNHOLD, sorted(holds)))
    return [f"{kind}:{case.number}:{n}" for kind, numbers in named for n in numbers]
