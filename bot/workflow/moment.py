"""The time at which a transaction writes, read once the record's head is locked.

Locked first, so that nothing is decided on an earlier time than an entry before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.events.clocks import ClockWentBack
from bot.domain.roster import SYSTEM, Ref, Standing
from bot.workflow.entries import Place, chain
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.rows import Head

CLOCK_STEP = timedelta(seconds=2)
"""A clock further behind the record than this was set back; decisions go on, loudly."""
NEAR = 1000
"""Entries from the head in which it is looked for: told twice does no harm."""


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
    """Lock the record's head, and then read the time; that it went back is put on the record."""
    head = ledger.record.head()
    law = office.clock.law()
    now = law if head.at is None else max(law, head.at)
    behind = now - law
    if behind > CLOCK_STEP and not _told(ledger, head):
        [row] = chain(
            Place(head=head, blinding=office.site_secret, at=now),
            [(SYSTEM, ClockWentBack(behind=behind))],
        )
        ledger.record.append([row])
        head = Head(position=row.position, hash=row.hash, at=row.at)
    return Moment(head, now, behind)


def _told(ledger: Ledger, head: Head) -> bool:
    """Whether it was: as long as the clock is behind, no entry bears another time."""
    near = ledger.record.of_kind("clock.went_back", max(0, head.position - NEAR))
    return any(row.at == head.at for row in near)
