"""`flag CASE`: red flags that a person raises, or lifts once they were explained."""

from collections.abc import Mapping
from typing import Final

from bot.domain.flagging import RaiseFlag
from bot.workflow.execute import Outcome
from handlers.blocks import flags
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, drawn


async def filed(edge: Edge, press: Press) -> Payload:
    """Raise a flag, or lift one."""
    return await file(edge, press, flags.read(Answers.of(press.view)), _said)


def _said(_: Outcome) -> str:
    return "the flag is on the record. A block is lifted once a second person lifts it too."


FORMS: Final[Mapping[str, Form]] = {
    "flag.open": Form(surface="flag", draw=drawn(flags.view), files=RaiseFlag)
}
VIEWS: Final[Mapping[str, Submitted]] = {flags.CALLBACK_ID: filed}
