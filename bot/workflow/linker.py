"""Tells a case of another that belongs to it: one task a case, safe to repeat."""

from dataclasses import dataclass

from bot.domain.linking import Link, LinkCase, LinkReason
from bot.domain.roster import SYSTEM
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done, GiveUp
from bot.workflow.rows import LeasedTask


@dataclass(frozen=True, slots=True)
class Linker:
    """The port that links: the command changes nothing where the link is there already."""

    office: Office

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Carry the link to the case that the task names."""
        link = Link(other=str(task.ids["other"]), why=LinkReason(str(task.ids["why"])))
        order = Order(case=task.case or "", command=LinkCase(link=link), actor=SYSTEM)
        outcome = await execute(self.office, order)
        return GiveUp(outcome.refused.reason.value) if outcome.refused is not None else Done()
