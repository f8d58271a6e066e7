"""Before an owner is told two people find it safe; where no mail arrives, two say how it ended."""

from collections.abc import Mapping
from typing import Final

from bot.domain import events as ev
from bot.domain.commands import AnswerSafety, ReportNotice
from bot.workflow.execute import Outcome
from handlers.blocks import told
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.blocks.safety import safety_answers, safety_view
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import NO_CASE, Submitted, errors, file, opened_for, recorded, refused
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


async def reported(edge: Edge, press: Press) -> Payload:
    """Record how a notice ended that could not be delivered."""
    return await file(edge, press, told.read(Answers.of(press.view)), _reported)


def _reported(outcome: Outcome) -> str:
    if any(isinstance(e, ev.NoticeEndProposed) for e in outcome.events):
        number = outcome.case
        return f"on the record. It counts once a second person says the same: /edr told {number}."
    return "two people say so; the notice has ended."


FORMS: Final[Mapping[str, Form]] = {
    "safety.open": Form(surface="safety", draw=drawn(safety_view), files=AnswerSafety),
    "told.open": Form(surface="told", draw=drawn(told.view), files=ReportNotice),
}
VIEWS: Final[Mapping[str, Submitted]] = {"safety.file": answered, told.CALLBACK_ID: reported}
