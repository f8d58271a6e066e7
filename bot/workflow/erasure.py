"""Which cases have been kept long enough, and carrying out what two people agreed on."""

from datetime import timedelta

from bot.domain.case import ENDED
from bot.domain.erasing import EraseCase
from bot.domain.roster import SYSTEM
from bot.domain.rules.erasing import kept_as, over_at, unready
from bot.workflow.erasures import KeptCase
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

_STATES = sorted(state.value for state in ENDED)


async def kept_long_enough(office: Office) -> list[KeptCase]:
    """Return every case whose time is over and that was not erased, oldest first."""
    now, shortest = office.clock.law(), _shortest(office)

    def work(ledger: Ledger) -> list[KeptCase]:
        found = []
        for row in ledger.erasures.readable(_STATES, now - shortest):
            case = office.folds.load(ledger, row).case
            over = over_at(case, office.retention)
            if over is not None and over <= now:
                why = unready(case, office.limits, office.retention, now)
                kept = kept_as(case)
                one = KeptCase(
                    number=row.number, kept=kept, over_at=over, erasing=case.erasing, why=why
                )
                found.append(one)
        return found

    return await office.database.read(work)


def _shortest(office: Office) -> timedelta:
    retention = office.retention
    return min(retention.refused, retention.released, retention.fraud)


async def can_be_read(office: Office, number: str) -> bool:
    """Return whether the case has its key, as the database has it now and nobody remembers it."""
    return await office.database.read(lambda ledger: ledger.cases.secret(number) is not None)


async def erase(office: Office, number: str) -> Outcome:
    """Erase what is personal of a case; the refusal says what keeps it.

    What was opened of it before is forgotten here; another process forgets it as it next looks.
    """
    return await execute(office, Order(case=number, command=EraseCase(), actor=SYSTEM))
