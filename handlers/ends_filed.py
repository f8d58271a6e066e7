"""`fraud`, `outcome` and `recall`: what comes to light of a case, and what became of it."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.commands import Command
from bot.domain.events import defrauding as ev
from bot.domain.events.recalling import RecallAnswered, RecallOrdered
from bot.domain.fraud import ProposeFraud
from bot.domain.outcome import RecordOutcome
from bot.domain.recall import AnswerRecall
from bot.workflow.execute import Outcome
from handlers.blocks import fraud, outcome, recall
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, drawn

FOUND: Final = "two people found it forged. What follows is under way; /edr fraud shows it."
_SAID: Final[Mapping[type, str]] = {
    ev.FraudFound: FOUND,
    ev.FraudProposed: "your finding is kept. Nothing is released while a second person looks.",
    ev.FraudDropped: "the finding fell; the case goes on as it stood.",
    ev.BreachAnswered: "what became of the report is on the record.",
    ev.AgencyWarned: "the call to the agency is on the record.",
    ev.OutcomeRecorded: "two people say the same: the outcome is on the record.",
    ev.OutcomeSaid: "your answer is kept. It counts once a second person says the same.",
    RecallOrdered: "it is recalled. Call the recipient as well.",
    RecallAnswered: "the recipient's answer is on the record.",
}
Reads = Callable[[Answers], Command | FieldErrors]


def _filed(read: Reads) -> Submitted:
    async def submitted(edge: Edge, press: Press) -> Payload:
        return await file(edge, press, read(Answers.of(press.view)), said)

    return submitted


def said(came: Outcome) -> str:
    """Say what came of it, the gravest first."""
    kinds = {type(event) for event in came.events}
    return next((words for kind, words in _SAID.items() if kind in kinds), "it is on the record.")


FORMS: Final[Mapping[str, Form]] = {
    "fraud.open": Form(surface="fraud", draw=drawn(fraud.view), files=ProposeFraud),
    "outcome.open": Form(surface="outcome", draw=drawn(outcome.view), files=RecordOutcome),
    "recall.open": Form(surface="recall", draw=drawn(recall.view), files=AnswerRecall),
}
VIEWS: Final[Mapping[str, Submitted]] = {
    fraud.CALLBACK_ID: _filed(fraud.read),
    outcome.CALLBACK_ID: _filed(outcome.read),
    recall.CALLBACK_ID: _filed(recall.read),
}
