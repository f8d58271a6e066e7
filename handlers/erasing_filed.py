"""`erase CASE` and `hold CASE`: two people erase what was kept long enough; one keeps it longer."""

from collections.abc import Mapping
from typing import Final

from bot.domain.case import Case
from bot.domain.erasing import (
    AgreeErasure,
    LegalHold,
    LiftLegalHold,
    PlaceLegalHold,
    ProposeErasure,
    RefuseErasure,
    RefuseHoldLift,
)
from bot.domain.errors import Refusal, Refused
from bot.domain.events.erasing import LegalHoldLiftProposed
from bot.domain.rules.erasing import unready
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from bot.workflow.reactions_erasing import ERASURE, UNHOLD
from handlers.blocks import erasing
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.case_matters import Kind
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, drawn


async def _drawn(edge: Edge, _press: Press, found: Dossier) -> Payload | Refused:
    """Draw the form where nothing keeps the case, else say what does."""
    office, stands = edge.office, found.case.erasing
    why = unready(found.case, office.limits, office.retention, found.now)
    if why is None and (stands.waiting or stands.agreed(found.now)):
        why = Refused(Refusal.ERASURE_WAITS)
    return why if why is not None else erasing.erase_view(found, office.retention)


async def _erase_filed(edge: Edge, press: Press) -> Payload:
    return await file(edge, press, erasing.read_erase(Answers.of(press.view)), _proposed)


async def _hold_filed(edge: Edge, press: Press) -> Payload:
    return await file(edge, press, erasing.read_hold(Answers.of(press.view)), _held)


def _proposed(_: Outcome) -> str:
    return "the erasure is proposed. Nothing is erased until a colleague agrees on its card."


def _held(outcome: Outcome) -> str:
    if any(isinstance(event, LegalHoldLiftProposed) for event in outcome.events):
        return "its end is proposed. The hold stands until a colleague agrees on its card."
    return "the legal hold is in force. Two people end it."


def _numbered(case: Case, number: int) -> int | None:
    return number if 1 <= number <= case.erasing.number else None


_ERASURES: Final[Kind[int]] = Kind(
    find=_numbered,
    out=lambda case, _: case.recused | {case.erasing.proposer},
    waits=lambda case, number: erasing.settled(case, number) is None,
    ask=erasing.ask_erasure,
    told=erasing.told_erasure,
    yes=lambda number, why: AgreeErasure(number=number, why=why),
    no=lambda number, why: RefuseErasure(number=number, why=why),
    done=("agreed. The operator carries it out on the server.", "refused: it is kept."),
)
_HOLDS: Final[Kind[LegalHold]] = Kind(
    find=lambda case, number: case.erasing.hold(number),
    out=lambda case, hold: case.recused | {hold.lift_by},
    waits=lambda _, hold: hold.lifting,
    ask=erasing.ask_unhold,
    told=erasing.told_unhold,
    yes=lambda number, why: LiftLegalHold(number=number, why=why),
    no=lambda number, why: RefuseHoldLift(number=number, why=why),
    done=("the legal hold has ended.", "the legal hold stays."),
)
MATTERS: Final = {ERASURE: _ERASURES.matter, UNHOLD: _HOLDS.matter}
"""By the word before the colon of their subjects."""
FORMS: Final[Mapping[str, Form]] = {
    "erase.open": Form(surface="erase", draw=_drawn, files=ProposeErasure),
    "hold.open": Form(surface="hold", draw=drawn(erasing.hold_view), files=PlaceLegalHold),
}
VIEWS: Final[Mapping[str, Submitted]] = {
    erasing.ERASE_ID: _erase_filed,
    erasing.HOLD_ID: _hold_filed,
}
