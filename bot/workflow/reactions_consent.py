"""Which owners are asked now to share of their own will, one task for each attempt."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import Case
from bot.domain.roster import Roster
from bot.domain.rules.consenting import to_ask
from bot.workflow.rows import NewTask

CONSENT: Final = "consent"
BACKOFF: Final = (timedelta(), timedelta(minutes=2), timedelta(minutes=10))
"""How long to wait before each attempt: while the emergency lasts, or not at all."""


def asking(case: Case, now: datetime, roster: Roster) -> Iterator[NewTask]:
    """Yield the tasks; each owner has a lane of their own."""
    for owner, attempt in to_ask(case, roster):
        yield NewTask(
            key=f"{CONSENT}:{case.number}:{owner}:{attempt}",
            port=CONSENT,
            lane=f"{CONSENT}:{owner}",
            case=case.number,
            due_at=now + BACKOFF[min(attempt, len(BACKOFF)) - 1],
            ids={"owner": owner, "attempt": attempt},
        )
