"""`consent CASE`: two people find that no account holder is involved, and the owners are asked."""

from collections.abc import Mapping
from typing import Final

from bot.domain.consent import AnswerInvolvement
from bot.workflow.execute import Outcome
from handlers.blocks import consent
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, drawn


async def filed(edge: Edge, press: Press) -> Payload:
    """Record one person's answer; with the second the owners are asked."""
    return await file(edge, press, consent.read(Answers.of(press.view)), _said)


def _said(_: Outcome) -> str:
    return "your answer is on the record. Owners are asked once two people answered no."


FORMS: Final[Mapping[str, Form]] = {
    "consent.open": Form(surface="consent", draw=drawn(consent.view), files=AnswerInvolvement)
}
VIEWS: Final[Mapping[str, Submitted]] = {consent.CALLBACK_ID: filed}
