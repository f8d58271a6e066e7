"""The clocks of what follows a case: recall, finding of fraud, breach, warning, outcome.

They run whatever the state is, since a case may have closed before anybody knew.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import Case
from bot.domain.events.timing import Stage
from bot.domain.followup import LAST_AFTER
from bot.domain.fraud import BREACH, FINDING, SECOND_WITHIN, WARNING
from bot.domain.limits import DAY, SENIOR_AFTER
from bot.domain.outcome import AGAIN, DAILY, OutcomeOwed
from bot.domain.outcome import CLOCK as OUTCOME
from bot.domain.recall import CLOCK as RECALL
from bot.domain.recalling import unanswered

Running = tuple[str, datetime, datetime, tuple[tuple[Stage, datetime], ...]]
"""A clock: its name, when it started, when it is due (UTC), and its stages."""
CHASES: Final = (
    (Stage.FIRST_CHASE, DAY),
    (Stage.SECOND_CHASE, 3 * DAY),
    (Stage.LAST_CHASE, LAST_AFTER),
)
"""How long after it was due somebody is asked again for what is owed; the last ends it."""
WEEK: Final = 7 * DAY
OF_ENDS: Final = frozenset({RECALL, FINDING, BREACH, WARNING, OUTCOME, AGAIN})
"""The names of these clocks."""


def afterwards(case: Case) -> Iterator[Running]:
    """Yield every one of them that runs."""
    recall, fraud = unanswered(case), case.fraud
    if recall is not None:
        chases = tuple((stage, recall.due + after) for stage, after in CHASES)
        name, start, due, stages = _running(RECALL, recall.ordered_at, recall.due)
        yield name, start, due, (*stages, *chases)
    if fraud is not None and fraud.waiting and fraud.proposed_at is not None:
        due = fraud.proposed_at + SECOND_WITHIN
        yield _running(FINDING, fraud.proposed_at, due, senior=True)
    if fraud is not None and fraud.found_at is not None:
        if fraud.breach_open and fraud.breach_due is not None and case.released_at is not None:
            yield _running(BREACH, fraud.found_at, fraud.breach_due, senior=True)
        if fraud.warning_open and fraud.warn_due is not None:
            yield _running(WARNING, fraud.found_at, fraud.warn_due, senior=True)
    if case.outcome is not None and case.outcome.open:
        yield from _asking(case, case.outcome)


def _running(name: str, start: datetime, due: datetime, *, senior: bool = False) -> Running:
    length = due - start
    stages = [
        (Stage.HALF, start + length * 0.5),
        (Stage.MOST, start + length * 0.8),
        (Stage.MISSED, due),
    ]
    if senior:
        stages.append((Stage.SENIOR, due + SENIOR_AFTER))
    return name, start, due, tuple(stages)


def _asking(case: Case, owed: OutcomeOwed) -> Iterator[Running]:
    """Ask when it is due, then every day for a week, then every week until two have answered."""
    yield OUTCOME, owed.since, owed.due, ((Stage.REPEAT, owed.due),)
    first = (OUTCOME, Stage.REPEAT.value, owed.since.strftime("%Y%m%dT%H%M%S.%fZ"))
    if first not in case.reached:
        return
    asked = sum(1 for name, _, run in case.reached if name == AGAIN and run >= first[2])
    due = owed.due + _after(asked + 1)
    start = owed.due + _after(asked)
    yield AGAIN, start, due, ((Stage.REPEAT, due),)


def _after(times: int) -> timedelta:
    """How long after the first question the one comes that follows `times` reminders."""
    return DAY * min(times, DAILY) + WEEK * max(0, times - DAILY)
