"""What the officer's page says of a case: neutral words, the code, the questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.roster import SYSTEM
from bot.domain.verification import StepKind, counting
from bot.workflow.dossier import Dossier
from bot.workflow.links import STATUS, find
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.blocks.ask import READY
from handlers.intake.status_page import StatusView

_WORKING = (
    "We have your request and people are working on it now. We may call you back through your "
    "agency's published number."
)
_DONE = "The desk has dealt with this request. Please call the desk if you need to speak to us."
WORDS: Mapping[State, str] = MappingProxyType(
    {
        State.RECEIVED: _WORKING,
        State.VERIFYING: _WORKING,
        State.IN_REVIEW: _WORKING,
        State.ESCALATED: _WORKING,
        State.APPROVED: _WORKING,
        State.ON_HOLD: "We need more from you. Please answer the questions below by telephone.",
        State.LAPSED: "This request was not decided in time, and has ended without an answer. If "
        "the danger goes on, call the desk now.",
        State.WITHDRAWN: "This request was withdrawn.",
        State.EMERGENCY_ENDED: "We were told that the emergency is over. The request is closed.",
    }
)
"""Neutral words: they say nothing of accounts, of reviewers, or of what was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStatus:
    """The `StatusSource` over the cases."""

    office: Office
    phone: str

    async def status(self, token: str) -> StatusView | None:
        """Return what the token opens; None when it is unknown or expired."""
        link = await find(self.office, STATUS, token)
        found = await dossier(self.office, link.case, SYSTEM) if link is not None else None
        if found is None:
            return None
        case = found.case
        return StatusView(
            case=case.number,
            words=WORDS.get(case.state, _DONE),
            updated_at=found.history[-1].at,
            code=found.opened.code if _shows_code(case) else None,
            questions=_questions(found),
            phone=self.phone,
        )


def _shows_code(case: Case) -> bool:
    """Show the code until the call-back is done, unless it was spoken to the officer by phone."""
    called = any(s.kind is StepKind.CALLBACK for s in counting(case.steps))
    open_still = WORDS.get(case.state) == _WORKING or case.state is State.ON_HOLD
    return case.logged_by is None and open_still and not called


def _questions(found: Dossier) -> tuple[str, ...]:
    if found.case.asked_at is None:
        return ()
    asked = [h.event for h in found.history if isinstance(h.event, ev.AgencyAsked)][-1]
    own = (asked.own,) if asked.own else ()
    return (*(READY.get(q, q) for q in asked.questions), *own)
