"""The port that puts an agency on watch whose legal process never came: one task for each case."""

from dataclasses import dataclass

from bot.domain.directory.commands import WatchAgency
from bot.domain.roster import SYSTEM
from bot.workflow.agencies import DirectoryOrder, change_directory
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.rows import LeasedTask

SOURCE = "broken_promise"
"""The source of our ids in the inbox: one case lowers a standing once, however often it is sent."""


@dataclass(frozen=True, slots=True)
class BrokenPromises:
    """Lowers the standing of the task's agency; one that is on no list is only counted."""

    office: Office

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Carry it out; done twice, it lowers once."""
        number = task.case or ""
        key = await self.office.database.read(lambda ledger: self._agency(ledger, number))
        if key is not None:
            command = WatchAgency(agency=key, case=number)
            order = DirectoryOrder(command=command, actor=SYSTEM, inbound=(SOURCE, number))
            await change_directory(self.office, order)
        return Done()

    def _agency(self, ledger: Ledger, number: str) -> str | None:
        row = ledger.cases.get(number)
        if row is None:
            return None
        case = self.office.folds.load(ledger, row).case
        listed = ledger.agencies.named(case.agency.name)
        return listed.key if listed is not None else None
