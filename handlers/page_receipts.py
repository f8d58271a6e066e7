"""Acknowledgements of pages, as the paging system sends them back."""

from dataclasses import dataclass

from bot.domain.commands import AcknowledgePage
from bot.domain.roster import SYSTEM
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office

_PARTS = 4


@dataclass(frozen=True, slots=True)
class PageReceipts:
    """The `Pages` over the cases: a page's key is `pager:CASE:POSITION:PERSON`."""

    office: Office

    async def acknowledged(self, key: str, inbound: tuple[str, str]) -> bool:
        """Record that a page was answered; False when no such page is known."""
        parts = key.split(":")
        if len(parts) != _PARTS or parts[0] != "pager":
            return False
        _, case, _, person = parts
        if self.office.roster.get(person) is None:
            return False
        order = Order(
            case=case, command=AcknowledgePage(person=person), actor=SYSTEM, inbound=inbound
        )
        return (await execute(self.office, order)).refused is None
