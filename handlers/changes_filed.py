"""`confirm CASE`: what the agency wants changed by its status page, once it was called back."""

from collections.abc import Mapping
from typing import Final

from bot.domain.changing import ConfirmChange
from bot.domain.errors import Refusal, Refused
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from handlers.blocks import changes
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form


async def draw(_edge: Edge, _press: Press, opened: Dossier) -> Payload | Refused:
    """Draw what waits, or say that nothing does."""
    if not opened.case.open_changes:
        return Refused(Refusal.NO_SUCH_CHANGE)
    return changes.view(opened)


async def filed(edge: Edge, press: Press) -> Payload:
    """Confirm a change, or drop it."""
    return await file(edge, press, changes.read(Answers.of(press.view)), _said)


def _said(outcome: Outcome) -> str:
    if outcome.state is not None and outcome.state.value == "withdrawn":
        return "the agency's withdrawal is on the record."
    return f"it is on the record; version {outcome.version} counts."


FORMS: Final[Mapping[str, Form]] = {
    "confirm.open": Form(surface="confirm", draw=draw, files=ConfirmChange)
}
VIEWS: Final[Mapping[str, Submitted]] = {changes.CALLBACK_ID: filed}
