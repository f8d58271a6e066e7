"""What a finding of fraud brings before anything has left: the agency is warned."""

from datetime import datetime

from bot.domain.case import Case
from bot.domain.events import Event
from bot.domain.events.defrauding import FraudFound
from bot.domain.fraud import FOUND, WARN_WITHIN
from bot.domain.roster import Role, Roster
from bot.domain.rules.paging import page


def found_early(case: Case, roster: Roster, now: datetime) -> tuple[Event, ...]:
    """Return what follows where nothing has left: somebody forged an agency's name all the same."""
    finding = FraudFound(after_release=False, warn_due=now + WARN_WITHIN)
    return (finding, *seniors_called(case, roster))


def seniors_called(case: Case, roster: Roster) -> tuple[Event, ...]:
    """Page every senior on duty, also who decided the case: they report, and call the agency."""
    return page(roster.rota(Role.SENIOR, 0, case.recused), "senior", FOUND)
