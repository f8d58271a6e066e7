"""Tasks that follow from what is said of a case's legal standard: the second person's cards."""

from collections.abc import Iterable

from bot.domain.case import Case
from bot.domain.events import governing as ev
from bot.workflow.dossier import Happened

_SPOKEN = ev.StandardProposed | ev.StandardSettled | ev.StandardRefused


def proposals(case: Case, entries: Iterable[Happened]) -> list[str]:
    """Return the subjects of the proposals whose cards may have changed."""
    numbers = {p.number for p in case.governing.proposals if p.open}
    numbers |= {e.event.number for e in entries if isinstance(e.event, _SPOKEN)}
    return [f"standard:{case.number}:{number}" for number in sorted(numbers)]
