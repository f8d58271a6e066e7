"""Whether a case's data was recalled, and which recall still waits for the recipient's answer."""

from bot.domain.case import Case
from bot.domain.recall import Recall


def recalled(case: Case) -> bool:
    """Whether a recall was ordered: nothing of the case may be fetched any more.

    It stays so whatever the recipient answered.
    """
    return case.recall is not None


def unanswered(case: Case) -> Recall | None:
    """Return the recall to which nobody has answered yet; None where none waits."""
    return case.recall if case.recall is not None and case.recall.open else None
