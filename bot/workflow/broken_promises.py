"""The ports that lower an agency's standing for what came out of a case: one task for each.

A promise of legal process that was never kept, an emergency that was none, a request that was
forged in its name.
"""

from dataclasses import dataclass

from bot.domain.directory.commands import DistrustAgency, WatchAgency, WatchCause
from bot.domain.roster import SYSTEM
from bot.workflow.agencies import DirectoryOrder, change_directory
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.rows import LeasedTask

FORGED = "forged_request"
SOURCE = "broken_promise"
"""The source of our ids in the inbox: one case lowers a standing once, however often it is sent."""


@dataclass(frozen=True, slots=True)
class BrokenPromises:
    """Lowers the standing of the task's agency; one that is on no list is only counted."""

    office: Office

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Carry it out; done twice, it lowers once."""
        number, why = task.case or "", WatchCause(str(task.ids.get("why", WatchCause.NO_PROCESS)))
        key = await agency_of(self.office, number)
        if key is not None:
            command = WatchAgency(agency=key, case=number, why=why)
            once = number if why is WatchCause.NO_PROCESS else f"{number}:{why}"
            order = DirectoryOrder(command=command, actor=SYSTEM, inbound=(SOURCE, once))
            await change_directory(self.office, order)
        return Done()


@dataclass(frozen=True, slots=True)
class ForgedAgencies:
    """Stops everything of the task's agency; one that is on no list cannot be stopped."""

    office: Office

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Carry it out; done twice, it stops once."""
        number = task.case or ""
        key = await agency_of(self.office, number)
        if key is not None:
            command = DistrustAgency(agency=key, case=number)
            order = DirectoryOrder(command=command, actor=SYSTEM, inbound=(FORGED, number))
            await change_directory(self.office, order)
        return Done()


async def agency_of(office: Office, number: str) -> str | None:
    """Return the key of the listed agency in whose name a case was asked for."""

    def work(ledger: Ledger) -> str | None:
        row = ledger.cases.get(number)
        if row is None:
            return None
        case = office.folds.load(ledger, row).case
        listed = ledger.agencies.named(case.agency.name)
        return listed.key if listed is not None else None

    return await office.database.read(work)
