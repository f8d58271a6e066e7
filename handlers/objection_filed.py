"""`objection CASE`: what an authority says of the use of data that an order gave."""

from collections.abc import Mapping
from typing import Final

from bot.domain.events.recalling import RecallOrdered
from bot.domain.ordering import RecordObjection
from bot.workflow.execute import Outcome
from handlers.blocks import orders
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, drawn


async def filed(edge: Edge, press: Press) -> Payload:
    """Record an authority's word; what may not be used is asked back."""
    return await file(edge, press, orders.read(Answers.of(press.view)), _said)


def _said(outcome: Outcome) -> str:
    if any(isinstance(event, RecallOrdered) for event in outcome.events):
        return "it is on the record, and what was given is asked back."
    return "it is on the record."


FORMS: Final[Mapping[str, Form]] = {
    "objection.open": Form(surface="objection", draw=drawn(orders.view), files=RecordObjection)
}
VIEWS: Final[Mapping[str, Submitted]] = {orders.CALLBACK_ID: filed}
