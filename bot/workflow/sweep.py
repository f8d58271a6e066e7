"""Lets time act: sends `PassTime` to every case whose next due time has come.

A case that cannot be read or written stays due; it is tried again, less and less often.
"""

from datetime import datetime

import structlog

from bot.domain.commands import PassTime
from bot.domain.roster import SYSTEM
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office

log = structlog.get_logger(__name__)


FIRST_REST = 1.0
"""Seconds that a case rests after its first failure; twice as many after each one more."""
LONGEST_REST = 300.0
"""Seconds; what broke may have been mended in between."""


class Resting:
    """Cases that failed, and until when each is left alone. Seconds are monotonic ones."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._rest: dict[str, float] = {}

    def holds(self, case: str, seconds: float) -> bool:
        """Whether `case` still rests at `seconds`."""
        return seconds < self._until.get(case, seconds)

    def failed(self, case: str, seconds: float) -> None:
        """Let `case` rest from `seconds` on, twice as long as the last time."""
        rest = min(self._rest.get(case, FIRST_REST / 2) * 2, LONGEST_REST)
        self._rest[case], self._until[case] = rest, seconds + rest

    def went_well(self, case: str) -> None:
        """Forget that `case` ever failed."""
        self._rest.pop(case, None)
        self._until.pop(case, None)


async def sweep(office: Office, now: datetime, resting: Resting | None = None) -> int:
    """Pass time on all due cases but those `resting`; returns how many it tried.

    One that fails does not hold the others.
    """
    known = resting if resting is not None else Resting()
    rows = await office.database.read(lambda ledger: ledger.cases.due(now))
    due = [row.number for row in rows if not known.holds(row.number, office.clock.monotonic())]
    for number in due:
        try:
            await execute(office, Order(case=number, command=PassTime(), actor=SYSTEM))
        except Exception:  # one broken case must not stop everybody else's clocks
            log.exception("clock.failed", case=number)
            known.failed(number, office.clock.monotonic())
        else:
            known.went_well(number)
    return len(due)


async def next_due(office: Office) -> datetime | None:
    """Return when a case or a task is due next."""
    wall = office.clock.wall()
    due = await office.database.read(
        lambda ledger: (ledger.cases.next_due(), ledger.tasks.next_due(wall))
    )
    return min((d for d in due if d is not None), default=None)
