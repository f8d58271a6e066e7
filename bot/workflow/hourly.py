"""Has the record's head published every hour, even when nothing happened.

An hour without an entry gets one that says so: every checkpoint is then a new one with a time in
it, and a reader outside sees by the next one missing that the record stands still.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.events.anchoring import QuietHour
from bot.domain.roster import SYSTEM
from bot.workflow.anchor_names import HOUR
from bot.workflow.checkpoints import uncovered
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import note
from bot.workflow.ports import Delivered, Done
from bot.workflow.reactions import publish, task
from bot.workflow.rows import LeasedTask

EVERY: Final = timedelta(hours=1)
"""The longest time between two checkpoints."""
QUIET: Final = timedelta(minutes=50)
"""An entry younger than this is not followed by one that says that nothing happened."""


@dataclass(frozen=True, slots=True)
class HourPort:
    """Sends the head to every anchor, and comes back in an hour of the law's clock."""

    office: Office

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Add the tasks of the anchors, an entry first where there is nothing new to sign."""
        del task
        return Done(self._work)

    def _work(self, ledger: Ledger) -> None:
        now, ways = self.office.clock.law(), self.office.ways
        head = ledger.record.head()
        # A clock that was set back makes an age below nought: that hour counts as quiet as well.
        age = now - head.at if head.at is not None else QUIET
        young = timedelta() <= age < QUIET
        if ways.anchors and not young and head.position < uncovered(ledger, ways.anchors):
            note(self.office, ledger, [(SYSTEM, QuietHour())])
        for each in publish(ways, now):
            ledger.tasks.add(each)
        ledger.tasks.add(task(HOUR, None, "head", now + EVERY))


async def publish_hourly(office: Office) -> None:
    """Have the record's head published now, and every hour from now on."""
    now = office.clock.law()
    await office.database.tx(lambda ledger: ledger.tasks.add(task(HOUR, None, "head", now)))
    office.bell.ring()
