"""Which proposals to skip a step have a card that may have changed."""

from collections.abc import Iterable

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.verification import StepKind
from bot.workflow.dossier import Happened


def skips(case: Case, entries: Iterable[Happened]) -> set[int]:
    """Return the proposals to skip a step whose cards may have changed."""
    numbers = {skip.number for skip in case.open_skips}
    for entry in entries:
        event = entry.event
        if isinstance(event, ev.SkipProposed | ev.SkipRefused):
            numbers.add(event.number)
        elif isinstance(event, ev.StepRecorded | ev.DocumentExamined):
            kind = event.step if isinstance(event, ev.StepRecorded) else StepKind.DOCUMENT
            numbers |= {s.number for s in case.skips if s.step is kind}
    return numbers
