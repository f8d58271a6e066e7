"""`complaint CASE`: answering what an owner complained of; the answer goes to the owner."""

from collections.abc import Mapping
from typing import Final

from bot.domain.complaining import AnswerComplaint
from handlers.blocks import complaint
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, drawn

SAID: Final = "answered and closed. The owner reads it on their page, and gets it by mail."


async def filed(edge: Edge, press: Press) -> Payload:
    """Record the answer, which sends it."""
    return await file(edge, press, complaint.read(Answers.of(press.view)), lambda _: SAID)


FORMS: Final[Mapping[str, Form]] = {
    "complaint.open": Form(surface="complaint", draw=drawn(complaint.view), files=AnswerComplaint)
}
VIEWS: Final[Mapping[str, Submitted]] = {complaint.CALLBACK_ID: filed}
