"""Recording the call that a senior owes an agency."""

from collections.abc import Mapping
from typing import Final

from bot.domain.events import SeniorCallRecorded
from bot.domain.senior_call import owed_call
from bot.domain.senior_calling import MOST_TRIES, RecordSeniorCall
from bot.domain.verification import Reached
from bot.workflow.execute import Outcome
from handlers.blocks import senior_call
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file, opened_for
from handlers.views_open import Form, drawn

TOLD: Final = "the agency was told; no more is owed to it."
LAST: Final = "the call is recorded. Nobody ever answered, and nobody is chased any more."
AGAIN: Final = "the call is recorded. Nobody answered, so the agency must be called again."


async def called(edge: Edge, press: Press) -> Payload:
    """Record the call; where nobody answered it is owed still."""
    found = await opened_for(edge, press)
    call = owed_call(found.case) if found is not None else None
    last = call is not None and call.tries + 1 >= MOST_TRIES

    def said(outcome: Outcome) -> str:
        made = [e for e in outcome.events if isinstance(e, SeniorCallRecorded)]
        if any(e.reached is not Reached.NOBODY for e in made):
            return TOLD
        return LAST if last else AGAIN

    return await file(edge, press, senior_call.read(Answers.of(press.view)), said)


FORMS: Final[Mapping[str, Form]] = {
    senior_call.OPEN: Form(
        surface="senior_call", draw=drawn(senior_call.view), files=RecordSeniorCall
    )
}
VIEWS: Final[Mapping[str, Submitted]] = {senior_call.CALLBACK_ID: called}
