"""`standard CASE`: which legal standard applies; one person proposes it, a second confirms it."""

from collections.abc import Mapping
from typing import Final

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.events.governing import StandardProposed
from bot.domain.governing import (
    ProposedStandard,
    ProposeStandard,
    RefuseStandard,
    SettleStandard,
)
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from handlers.blocks import governing
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.blocks.second_person import SecondPersonAsk
from handlers.case_matters import Kind
from handlers.edge import Edge
from handlers.press import Press
from handlers.seconding import Told
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


def _ask(found: Dossier, proposal: ProposedStandard, subject: str) -> SecondPersonAsk:
    doubted = governing.doubt_words(found)
    now = f"in doubt, since {doubted}" if doubted else governing.title(found, found.case.standard)
    return SecondPersonAsk(
        title=f"{found.case.number} · which law applies",
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


def _proposal(case: Case, number: int) -> ProposedStandard | None:
    return next((p for p in case.governing.proposals if p.number == number), None)


def _settled(case: Case, proposal: ProposedStandard) -> str | None:
    if proposal.confirmed:
        return _CONFIRMED
    if not proposal.open:
        return _REFUSED
    return None if case.state in UNDECIDED | {State.APPROVED} else _MOVED_ON


def _told(found: Dossier, proposal: ProposedStandard) -> Told:
    said = [h.event for h in found.history if isinstance(h.event, StandardProposed)]
    why = next((e.why for e in said if e.number == proposal.number), None)
    return (f"Reason given: {why}",) if why else ()


MATTER: Final = Kind(
    find=_proposal,
    out=lambda case, proposal: frozenset({proposal.by, case.logged_by}),
    waits=lambda _, proposal: proposal.open,
    ask=_ask,
    told=_told,
    yes=lambda number, why: SettleStandard(number=number, why=why),
    no=lambda number, why: RefuseStandard(number=number, why=why),
    done=(_CONFIRMED, _REFUSED),
).matter
FORMS: Final[Mapping[str, Form]] = {
    governing.OPEN: Form(surface="standard", draw=drawn(governing.view), files=ProposeStandard)
}
VIEWS: Final[Mapping[str, Submitted]] = {governing.CALLBACK_ID: filed}
