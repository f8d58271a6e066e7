"""What an owner is told of a request that was forged: as the record has it when they are told."""

from bot.domain.case import Case
from bot.domain.defrauding import found, stands
from bot.domain.fraud import BreachAnswer
from bot.domain.recalling import recalled
from handlers.notices.content import Fraud


def fraud_of(case: Case) -> Fraud | None:
    """Return what was found and done since; None where nothing was found, or it was wrong."""
    fraud = case.fraud
    if fraud is None or fraud.found_at is None or not stands(case):
        return None
    return Fraud(
        found=fraud.found_at,
        recalled=recalled(case),
        agency_told=fraud.warned_at is not None,
        authority_told=fraud.breach is BreachAnswer.REPORTED,
    )


def round_of(case: Case, owner: str) -> str:
    """Return what tells a letter about a fraud from one that was sent before; empty for none.

    Without it both would have one Message-ID, and a mail reader may show but the first.
    """
    if not found(case):
        return ""
    owed = next((n.owed_at for n in case.notices if n.owner == owner), None)
    return f":{owed:%Y%m%dT%H%M%S.%fZ}" if owed is not None else ""
