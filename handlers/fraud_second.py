"""A finding of fraud as a matter for a second person: `fraud:`, the case's number, its own."""

from typing import Final

from bot.domain.case import Case
from bot.domain.commands import ViewCase
from bot.domain.defrauding import found as was_found
from bot.domain.errors import Refused
from bot.domain.events.defrauding import FraudProposed
from bot.domain.fraud import ConfirmFraud, RefuseFraud
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier, Happened
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.blocks.second_person import SecondPersonAnswer, SecondPersonAsk
from handlers.case_matters import place_of
from handlers.edge import Edge
from handlers.ends_filed import said
from handlers.press import Press
from handlers.seconding import GONE, Matter, Told

_BEFORE: Final = "Confirmed, it ends the case as fraud, and a senior warns the agency."
_AFTER: Final = (
    "Confirmed, everything is recalled, every owner is told at once, and the agency is stopped."
)
_FOUND: Final = "Confirmed: two people found that it was forged."
_FELL: Final = "It fell: the request is not known to be forged."


async def ask(office: Office, subject: str) -> SecondPersonAsk | None:
    """Return the finding as it stands; None where there is none."""
    number, place = place_of(subject)
    found = await dossier(office, number, SYSTEM)
    own = _proposal(found, place) if found is not None else None
    if found is None or own is None:
        return None
    settled = _settled(found.case, place)
    return SecondPersonAsk(
        title=f"{number} · second person needed" if settled is None else f"{number} · a finding",
        lines=(
            "Somebody finds that this request was forged. Nothing is released while that waits.",
            _BEFORE if found.case.released_at is None else _AFTER,
        ),
        asked_by=found.names.get(own.actor, ""),
        asked_at=own.at,
        subject=subject,
        settled=settled,
    )


async def told(edge: Edge, press: Press, subject: str) -> Told | Refused:
    """Refuse whoever may not decide it, on the record; else the reason that was given."""
    number, place = place_of(subject)
    look = ViewCase(surface="second_person", files=ConfirmFraud)
    outcome = await edge.carry(press, number, look)
    if outcome.refused is not None:
        return outcome.refused
    found = await dossier(edge.office, number, press.actor)
    if found is None or found.case.fraud is None:
        return GONE
    if _settled(found.case, place) is not None or found.case.fraud.proposer == press.actor:
        # What makes it so never changes back, so this can only be refused, on the record.
        return (await edge.carry(press, number, ConfirmFraud(number=place))).refused or GONE
    made = _proposal(found, place)
    why = made.event.why if made is not None and isinstance(made.event, FraudProposed) else None
    return (f"Reason given: {why}",) if why else ()


async def settle(edge: Edge, press: Press, answer: SecondPersonAnswer) -> str | Refused:
    """Carry the second person's answer out."""
    number, place = place_of(answer.subject)
    command = (
        ConfirmFraud(number=place, why=answer.why)
        if answer.confirmed
        else RefuseFraud(number=place, why=answer.why)
    )
    outcome = await edge.carry(press, number, command)
    if outcome.refused is not None:
        return outcome.refused
    return f"{number}: {said(outcome)} Entry {outcome.position} of the record."


def _proposal(found: Dossier, place: int) -> Happened | None:
    for entry in found.history:
        if isinstance(entry.event, FraudProposed) and entry.event.number == place:
            return entry
    return None


def _settled(case: Case, place: int) -> str | None:
    fraud = case.fraud
    if fraud is not None and fraud.waiting and fraud.proposals == place:
        return None
    confirmed = was_found(case) and fraud is not None and fraud.proposals == place
    return _FOUND if confirmed else _FELL


MATTER: Final = Matter(ask=ask, told=told, settle=settle)
