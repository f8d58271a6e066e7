"""`restrict CASE`: hold a notice on a ground, renew a hold, or propose that one ends early."""

from collections.abc import Mapping
from typing import Final

from bot.domain.events import restricting as ev
from bot.domain.restricting import ProposeRestriction
from bot.workflow.execute import Outcome
from handlers.blocks import restrict
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import NO_CASE, Submitted, file, opened_for, refused
from handlers.views_open import Form, drawn


async def filed(edge: Edge, press: Press) -> Payload:
    """Carry out what was proposed; it counts once a second person agrees."""
    opened = await opened_for(edge, press)
    if opened is None:
        return refused(press, NO_CASE)
    return await file(edge, press, restrict.read(Answers.of(press.view), opened), _said)


def _said(outcome: Outcome) -> str:
    if any(isinstance(e, ev.OrderNotCovering) for e in outcome.events):
        return "the order is on the record; it does not cover this release, so nothing is held."
    if any(isinstance(e, ev.LiftProposed) for e in outcome.events):
        return "the early end is proposed. The hold stands until a second person agrees."
    return "the hold is proposed. Until a second person agrees, nothing is held."


FORMS: Final[Mapping[str, Form]] = {
    "restrict.open": Form(surface="restrict", draw=drawn(restrict.view), files=ProposeRestriction)
}
VIEWS: Final[Mapping[str, Submitted]] = {restrict.CALLBACK_ID: filed}
