"""Whether a request was found to be forged, and whether that finding still stands."""

from bot.domain.case import Case
from bot.domain.outcome import GENUINE


def found(case: Case) -> bool:
    """Whether two people ever found that the request was forged. It is never forgotten."""
    return case.fraud is not None and case.fraud.found_at is not None


def stands(case: Case) -> bool:
    """Whether the finding stands: the outcome, by two people, has not shown the request genuine."""
    outcome = case.outcome
    return found(case) and not (outcome is not None and outcome.found in GENUINE)


def proposed(case: Case) -> bool:
    """Whether one person's finding waits for a second person."""
    return case.fraud is not None and case.fraud.waiting
