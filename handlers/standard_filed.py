"""`standard CASE`: which legal standard applies; one person proposes it, a second confirms it."""

from collections.abc import Mapping
from typing import Final

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.commands import ViewCase
from bot.domain.errors import Refused
from bot.domain.events.governing import StandardProposed
from bot.domain.governing import (
    ProposedStandard,
    ProposeStandard,
    RefuseStandard,
    SettleStandard,
)
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.blocks import governing
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.blocks.second_person import SecondPersonAnswer, SecondPersonAsk
from handlers.edge import Edge
from handlers.press import Press
from handlers.seconding import GONE, Matter, Told
from handlers.submitting import Submitted, file
from handlers.views_open import Form, drawn

_CONFIRMED: Final = "Confirmed: two people say that this standard applies."
_REFUSED: Final = "Refused: this standard was not confirmed."
_MOVED_ON: Final = "The case has moved on: nothing is changed."


async def filed(edge: Edge, press: Press) -> Payload:
    """Propose a standard."""
    return await file(edge, press, governing.read(Answers.of(press.view)), _said)


def _said(_: Outcome) -> str:
    return "your proposal is on the record. It counts once a colleague confirms it on its card."


def numbers_of(subject: str) -> tuple[str, int]:
    """Return the case's number and the proposal's from `standard:EDR-2026-000001:1`."""
    _, _, rest = subject.partition(":")
    case, _, number = rest.partition(":")
    return case, int(number) if number.isascii() and number.isdecimal() else 0


async def ask(office: Office, subject: str) -> SecondPersonAsk | None:
    """Return the proposal as it stands; None where there is none."""
    number, place = numbers_of(subject)
    found = await dossier(office, number, SYSTEM)
    proposal = _proposal(found.case, place) if found is not None else None
    if found is None or proposal is None:
        return None
    doubted = governing.doubt_words(found)
    now = f"in doubt, since {doubted}" if doubted else governing.title(found, found.case.standard)
    return SecondPersonAsk(
        title=f"{number} · which law applies",
        lines=(
            f"To apply: {governing.title(found, proposal.standard)}.",
            f"The case stands under: {now}.",
            "Whoever confirms has asked counsel. What was filed under another standard is void.",
        ),
        asked_by=found.names.get(proposal.by, ""),
        asked_at=proposal.at,
        subject=subject,
        settled=_settled(found.case, proposal),
    )


async def told(edge: Edge, press: Press, subject: str) -> Told | Refused:
    """Refuse whoever may not decide it, on the record; else the reason that was given."""
    number, place = numbers_of(subject)
    look = ViewCase(surface="second_person", files=SettleStandard)
    outcome = await edge.carry(press, number, look)
    if outcome.refused is not None:
        return outcome.refused
    found = await dossier(edge.office, number, press.actor)
    proposal = _proposal(found.case, place) if found is not None else None
    if found is None or proposal is None:
        return GONE
    if not proposal.open or press.actor in {proposal.by, found.case.logged_by}:
        # What makes it so never changes back, so this can only be refused, on the record.
        refused = (await edge.carry(press, number, SettleStandard(number=place))).refused
        return refused or GONE
    why = _why(found, place)
    return (f"Reason given: {why}",) if why else ()


async def settle(edge: Edge, press: Press, answer: SecondPersonAnswer) -> str | Refused:
    """Carry the second person's answer out."""
    case, number = numbers_of(answer.subject)
    command = (
        SettleStandard(number=number, why=answer.why)
        if answer.confirmed
        else RefuseStandard(number=number, why=answer.why)
    )
    outcome = await edge.carry(press, case, command)
    if outcome.refused is not None:
        return outcome.refused
    said = _CONFIRMED if answer.confirmed else _REFUSED
    return f"{case}: {said} Entry {outcome.position} of the record."


def _proposal(case: Case, number: int) -> ProposedStandard | None:
    return next((p for p in case.governing.proposals if p.number == number), None)


def _settled(case: Case, proposal: ProposedStandard) -> str | None:
    if proposal.confirmed:
        return _CONFIRMED
    if not proposal.open:
        return _REFUSED
    return None if case.state in UNDECIDED | {State.APPROVED} else _MOVED_ON


def _why(found: Dossier, number: int) -> str | None:
    said = [h.event for h in found.history if isinstance(h.event, StandardProposed)]
    return next((e.why for e in said if e.number == number), None)


MATTER: Final = Matter(ask=ask, told=told, settle=settle)
FORMS: Final[Mapping[str, Form]] = {
    governing.OPEN: Form(surface="standard", draw=drawn(governing.view), files=ProposeStandard)
}
VIEWS: Final[Mapping[str, Submitted]] = {governing.CALLBACK_ID: filed}
