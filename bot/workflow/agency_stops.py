"""The port that stops a case because its agency is not trusted any more: one task for each case."""

from dataclasses import dataclass

from bot.domain.distrusting import StopForAgency
from bot.domain.roster import SYSTEM
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.rows import LeasedTask


@dataclass(frozen=True, slots=True)
class AgencyStops:
    """Stops the task's case; a case that has ended meanwhile needs no stopping."""

    office: Office

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Carry the stop out; done twice, it stops once."""
        command = StopForAgency(agency=str(task.ids["agency"]))
        await execute(self.office, Order(case=task.case or "", command=command, actor=SYSTEM))
        return Done()
