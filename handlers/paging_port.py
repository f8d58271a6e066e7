"""Calls people by the company's paging system, beside Slack."""

from dataclasses import dataclass

from bot.domain.case import ENDED
from bot.domain.events import PeoplePaged
from bot.domain.roster import SYSTEM
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.reactions import PAGER
from bot.workflow.rows import LeasedTask
from handlers.blocks.calling import PAGED_BECAUSE, PAGED_FOR
from handlers.outcomes import delivered
from handlers.paging import Page, PagingDesk


@dataclass(frozen=True, slots=True)
class PagerPort:
    """Delivers pages; one whose case has ended meanwhile wakes nobody."""

    office: Office
    desk: PagingDesk

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Page one person about one case."""
        number = task.case or ""

        def ended(ledger: Ledger) -> bool:
            row = ledger.cases.get(number)
            return row is None or row.state in ENDED

        if await self.office.database.read(ended):
            return Done()
        page = Page(
            key=task.key,
            case=number,
            person=str(task.ids["person"]),
            summary=summary(number, str(task.ids["role"]), str(task.ids["why"])),
        )
        return delivered(await self.desk.trigger(page))


@dataclass(frozen=True, slots=True)
class PageEnder:
    """Ends pages whose reason is gone: their person came, or the case has ended."""

    office: Office
    desk: PagingDesk

    async def deliver(self, task: LeasedTask) -> Delivered:
        """End every page of the case, or of the one person who came."""
        found = await dossier(self.office, task.case or "", SYSTEM)
        only = task.ids.get("person")
        for entry in found.history if found is not None else ():
            if not isinstance(entry.event, PeoplePaged):
                continue
            for person in entry.event.people:
                if only in (None, person):
                    key = f"{PAGER}:{task.case}:{entry.position}:{person}"
                    said = summary(task.case or "", entry.event.role, entry.event.why)
                    page = Page(key=key, case=task.case or "", person=person, summary=said)
                    outcome = delivered(await self.desk.resolve(page))
                    if not isinstance(outcome, Done):
                        return outcome
        return Done()


def summary(number: str, role: str, why: str) -> str:
    """Return the line that a lock screen shows: case, what is wanted, why; nothing personal."""
    wanted = PAGED_FOR.get(role, "you are needed")
    because = PAGED_BECAUSE.get(why, "a time limit was missed")
    return f"{number}: {wanted}; {because}."
