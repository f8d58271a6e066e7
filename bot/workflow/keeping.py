"""Looks each hour for what was kept long enough, and forgets what another process erased."""

from bot.domain.events.erasing import CaseErased
from bot.workflow.erasure import kept_long_enough
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

KIND = "case.erased"


class Keeping:
    """One look an hour; what App Home and the queue say of it is as old as that."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._seen = 0

    async def look(self) -> None:
        """Find what is due, and drop from memory what was erased since the last look."""
        office, seen = self._office, self._seen

        def erased(ledger: Ledger) -> tuple[list[str], int]:
            rows = ledger.record.of_kind(KIND, seen)
            gone = [row.case for row in rows if isinstance(happened(row).event, CaseErased)]
            return [case for case in gone if case is not None], ledger.record.peek().position

        gone, self._seen = await office.database.read(erased)
        for case in gone:
            office.folds.forget(case)
        due = await kept_long_enough(office)
        office.due.numbers = tuple(one.number for one in due if one.why is None)
