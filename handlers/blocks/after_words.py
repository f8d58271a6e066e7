"""What follows a case in words: in its history, in the escalation channel, on pages and reminders.

Recall, fraud found later, the outcome. What a person wrote of any of it stays in the record.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from bot.domain.case import Case
from bot.domain.defrauding import stands
from bot.domain.events.defrauding import (
    AgencyWarned,
    BreachAnswered,
    FraudConfirmed,
    FraudDropped,
    FraudFound,
    FraudProposed,
    OutcomeRecorded,
    OutcomeSaid,
)
from bot.domain.events.recalling import RecallAnswered, RecallOrdered
from bot.domain.fraud import BreachAnswer
from bot.domain.outcome import AGAIN, CLOCK, Truth
from bot.domain.recall import RecallAnswer, RecallCause
from bot.domain.verification import Reached
from handlers.blocks.text import utc
from handlers.blocks.words import counted

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
        RecallAnswer.NOTHING_LEFT: "nothing had been handed over",
    }
)


BREACH_ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        BreachAnswer.REPORTED: "it was reported to the authority",
        BreachAnswer.NOT_A_BREACH: "it need not be reported",
    }
)
TRUTHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Truth.CONFIRMED: "it truly was an emergency",
        Truth.MISTAKEN: "it was none, and the agency believed it was",
        Truth.MISREPRESENTED: "it was none, and the agency said otherwise",
        Truth.UNKNOWN: "nobody can tell",
    }
)
SURFACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fraud": "to see whether the request was forged",
        "outcome": "to say whether it truly was an emergency",
        "recall": "to see what became of the recall",
    }
)
HISTORY: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        RecallOrdered: lambda e: f"recalled what was handed over: {RECALL_CAUSES[e.cause]}",
        RecallAnswered: lambda e: f"noted of the recall: {RECALL_ANSWERS[e.answer]}",
        FraudProposed: lambda _: "found that the request was forged; a second person is needed",
        FraudConfirmed: lambda _: "agreed that the request was forged",
        FraudDropped: lambda _: "found that it is not known to be forged",
        FraudFound: lambda e: (
            "noted that the request was forged"
            + (", after data had left or may have left" if e.after_release else "")
        ),
        BreachAnswered: lambda e: f"recorded of the breach: {BREACH_ANSWERS[e.answer]}",
        AgencyWarned: lambda e: (
            "called the agency about the forged request, and nobody answered"
            if e.number and e.reached is Reached.NOBODY
            else "warned the agency of the forged request"
        ),
        OutcomeSaid: lambda _: "answered whether it truly was an emergency",
        OutcomeRecorded: lambda e: f"recorded the outcome: {TRUTHS[e.truth]}",
    }
)
HAPPENED: Final[Mapping[type, str]] = MappingProxyType(
    {
        RecallOrdered: "what was handed over is recalled. Call the recipient: every copy is to be"
        " deleted.",
        FraudFound: "two people found that the request was forged. Warn the agency, and see what"
        " else is owed: /edr fraud.",
    }
)
CARD_CLOCKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "recall": "Recipient answers by",
        "fraud_finding": "Second person says by",
        "breach": "Report the breach by",
        "agency_warning": "Warn the agency by",
        "outcome": "Record the outcome by",
        "outcome_again": "We ask for the outcome again",
    }
)
CLOCKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "recall": "the recipient's word that the data is deleted",
        "fraud_finding": "the second person's word on whether the request was forged",
        "breach": "the report of the breach to the authority",
        "agency_warning": "the call that warns the agency",
        "outcome": "recording whether it truly was an emergency",
        "outcome_again": "recording whether it truly was an emergency",
    }
)
BECAUSE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "recall": "what was recalled is not known to be deleted",
        "fraud_finding": "somebody finds that the request was forged: /edr fraud",
        "fraud": "two people found that the request was forged: /edr fraud",
        "breach": "the breach is not reported to the authority yet: /edr fraud",
        "agency_warning": "nobody has warned the agency of the forged request: /edr fraud",
        "outcome": "people differ on whether it truly was an emergency: /edr outcome",
    }
)
CHASED: Final[Mapping[str, str]] = MappingProxyType(
    {"recall": "nobody has said that the data is deleted, and the recipient is asked again."}
)
OUTCOME_CLOCKS: Final = frozenset({CLOCK, AGAIN})


def asks_outcome(number: str) -> str:
    """The question of the thirtieth day, and of the days after it."""
    return f"was it truly an emergency? Two people say, each for themselves: /edr outcome {number}"


def recall_line(case: Case) -> str:
    """How a recall stands, in one sentence."""
    recall = case.recall
    if recall is None:
        return "Nothing is recalled."
    since = f"Recalled on {utc(recall.ordered_at)}, because {RECALL_CAUSES[recall.cause]}"
    if recall.answer is None:
        tried = f" {counted(recall.tries, 'call')} went unanswered." if recall.tries else ""
        return f"{since}; the recipient answers by {utc(recall.due)}.{tried}"
    return f"{since}; {RECALL_ANSWERS[recall.answer]}."


def lines(case: Case, now: datetime) -> Iterator[str]:
    """What the card says of recall, fraud and outcome: counts, days and our own words."""
    if case.recall is not None:
        more = f" /edr recall {case.number}" if case.recall.open else ""
        yield recall_line(case) + more
    fraud, outcome = case.fraud, case.outcome
    if fraud is not None and fraud.waiting:
        yield (
            "One person finds that the request was forged; nothing is released until a second"
            f" says: /edr fraud {case.number}"
        )
    if fraud is not None and fraud.found_at is not None:
        yield _fraud_line(case)
    if outcome is not None and outcome.found is not None:
        yield f"The outcome: {TRUTHS[outcome.found]}."
    elif outcome is not None and (outcome.said or outcome.due <= now):
        differ = "people differ, so a senior is needed" if outcome.disputed else "two people say"
        said = min(len(outcome.said), 2)
        yield f"Was it truly an emergency? {said} of 2, {differ}: /edr outcome {case.number}"


def _fraud_line(case: Case) -> str:
    fraud = case.fraud
    said = "Two people found that the request was forged."
    if not stands(case):
        return f"{said} The outcome showed that it was genuine."
    owed = []
    if fraud is not None and fraud.breach_open and fraud.breach_due and case.released_at:
        owed.append(f"report the breach by {utc(fraud.breach_due)}")
    if fraud is not None and fraud.warning_open and fraud.warn_due:
        owed.append(f"warn the agency by {utc(fraud.warn_due)}")
    return f"{said} Owed: {' and '.join(owed)}. /edr fraud {case.number}" if owed else said


def owing(case: Case) -> bool:
    """Whether something is still owed of a case that has closed, other than its outcome."""
    fraud = case.fraud
    recalled = case.recall is not None and case.recall.open
    return recalled or (fraud is not None and (fraud.breach_open or fraud.warning_open))
