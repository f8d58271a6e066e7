"""Before an owner is told: two people say whether it is safe, each for themselves."""

from collections.abc import Mapping
from typing import Final

from bot.domain.commands import AnswerSafety
from handlers.blocks.limits import Payload
from handlers.blocks.second_person import safety_answers, safety_view
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import NO_CASE, Submitted, errors, opened_for, recorded, refused
from handlers.views_open import Form, drawn


async def answered(edge: Edge, press: Press) -> Payload:
    """Record one person's answers, one entry for each owner."""
    opened = await opened_for(edge, press)
    if opened is None:
        return refused(press, NO_CASE)
    commands = safety_answers(opened, press.view.get("state", {}).get("values", {}))
    if isinstance(commands, dict):
        return errors(commands)
    number = opened.case.number
    for command in commands:
        outcome = await edge.carry(press, number, command, f":{command.owner}")
        if outcome.refused is not None:
            return refused(press, outcome.refused)
    return await recorded(edge, press, f"{number}: your answers are on the record.")


FORMS: Final[Mapping[str, Form]] = {
    "safety.open": Form(surface="safety", draw=drawn(safety_view), files=AnswerSafety),
}
VIEWS: Final[Mapping[str, Submitted]] = {"safety.file": answered}
