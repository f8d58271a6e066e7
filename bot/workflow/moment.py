"""The time at which a transaction writes, read once the record's head is locked.

Locked first, so that nothing is decided on an earlier time than an entry before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.roster import Ref, Standing
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.rows import Head


@dataclass(frozen=True, slots=True)
class Moment:
    """The head, the time of the next entry (UTC), and how far the clock is behind the record."""

    head: Head
    now: datetime
    behind: timedelta

    def aged(self, standings: Mapping[Ref, Standing]) -> dict[Ref, Standing]:
        """Keep what Slack said as old as it is where the clock went back behind the record."""
        return {
            ref: replace(s, observed_at=s.observed_at + self.behind) for ref, s in standings.items()
        }


def moment(office: Office, ledger: Ledger) -> Moment:
    """Lock the record's head, and then read the time."""
    head = ledger.record.head()
    law = office.clock.law()
    now = law if head.at is None else max(law, head.at)
    return Moment(head, now, now - law)
