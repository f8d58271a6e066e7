"""In which agencies' names cases were asked for, as the record has it.

An agency that is not trusted any more stops its open cases by this list, so it must be whole: for
cases from before there was such a list too.
"""

from functools import partial
from typing import Final

import structlog

from bot.domain import events as ev
from bot.domain.directory.writing import folded
from bot.domain.errors import ExigentError
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.rows import RecordRow

ASKING: Final = ("case.opened", "request.completed", "request.amended")
"""Entries that say in which agency's name a case is asked for."""

_log: Final = structlog.get_logger(__name__)


def asked_in(row: RecordRow) -> str | None:
    """Return the agency's name of an entry; None for one of another kind, or of none at all."""
    if row.kind not in ASKING:
        return None
    try:
        event = happened(row).event
    except ValueError:
        return None
    if isinstance(event, ev.CaseOpened | ev.RequestCompleted | ev.RequestAmended):
        return event.request.agency.name
    return None


def compared(row: RecordRow) -> tuple[str, str] | None:
    """Return the agency's name as it is compared, and the case that an entry asks for in it."""
    name = asked_in(row)
    return (folded(name), row.case) if name is not None and row.case is not None else None


async def list_older_cases(office: Office) -> int:
    """List every case that is not on the list by its record, and return how many; once is enough.

    A case whose sealed values do not open is left out: verification names it.
    """
    missing = await office.database.read(lambda ledger: ledger.agencies.unasked())
    for number in missing:
        await office.database.tx(partial(_list, number))
    if missing:
        _log.info("agency_cases.listed", cases=len(missing))
    return len(missing)


def _list(number: str, ledger: Ledger) -> None:
    try:
        rows = ledger.record.of_case(number)
    except ExigentError:
        return
    for row in rows:
        name = asked_in(row)
        if name is not None:
            ledger.agencies.asked(name, number, row.at)
