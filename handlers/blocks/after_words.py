"""What follows a case in words: in its history, in the escalation channel, on pages and reminders.

Recall, fraud found later, the outcome. What a person wrote of any of it stays in the record.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.domain.events.recalling import RecallAnswered, RecallOrdered
from bot.domain.recall import RecallAnswer, RecallCause

RECALL_CAUSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        RecallCause.WITHDRAWN: "the agency withdrew its request",
        RecallCause.FRAUD: "the request was forged",
        RecallCause.MISTAKE: "it should not have been handed over",
        RecallCause.NOT_CONFIRMED: "the order was not confirmed in time",
        RecallCause.OBJECTED: "an authority does not allow its use",
    }
)
RECALL_ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        RecallAnswer.DELETED: "it is deleted",
        RecallAnswer.REFUSED: "they will not delete it",
        RecallAnswer.NO_ANSWER: "nobody answers",
    }
)


HISTORY: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        RecallOrdered: lambda e: f"recalled what was handed over: {RECALL_CAUSES[e.cause]}",
        RecallAnswered: lambda e: f"noted of the recall: {RECALL_ANSWERS[e.answer]}",
    }
)
HAPPENED: Final[Mapping[type, str]] = MappingProxyType(
    {
        RecallOrdered: "what was handed over is recalled. Call the recipient: every copy is to be"
        " deleted.",
    }
)
CARD_CLOCKS: Final[Mapping[str, str]] = MappingProxyType({"recall": "Recipient answers by"})
CLOCKS: Final[Mapping[str, str]] = MappingProxyType(
    {"recall": "the recipient's word that the data is deleted"}
)
BECAUSE: Final[Mapping[str, str]] = MappingProxyType(
    {"recall": "what was recalled is not known to be deleted"}
)
CHASED: Final[Mapping[str, str]] = MappingProxyType(
    {"recall": "nobody has said that the data is deleted, and the recipient is asked again."}
)
