"""Recalling what was handed over: ordered, answered for, and in the end counted as unanswered."""

from datetime import datetime

from bot.domain.case import Case
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.events import Event
from bot.domain.events.recalling import RecallAnswered, RecallOrdered
from bot.domain.recall import (
    ANSWER_WITHIN,
    AnswerRecall,
    OrderRecall,
    RecallAnswer,
    RecallCause,
)
from bot.domain.recall import CLOCK as RECALL
from bot.domain.roster import Roster
from bot.domain.rules.paging import page, seniors


def ordered(cause: RecallCause, now: datetime, why: str | None = None) -> RecallOrdered:
    """Return the order: the recipient answers within a day."""
    return RecallOrdered(cause=cause, due=now + ANSWER_WITHIN, why=why)


def handed_over(case: Case) -> bool:
    """Whether anything left the house, or may have: a clearance that nobody answered for yet."""
    return case.released_at is not None or case.clearance is not None


def order(asked: Asked, command: OrderRecall) -> Answered:
    """Recall what should not have been handed over. One person may: nothing is given by it."""
    if asked.case.released_at is None:
        return Refused(Refusal.NOTHING_TO_RECALL)
    if asked.case.recall is not None:
        return Refused(Refusal.NOTHING_CHANGED)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ordered(RecallCause.MISTAKE, asked.now, command.why),)


def answer(asked: Asked, command: AnswerRecall) -> Answered:
    """Write down what the recipient said. Nobody's silence is an end before the last chase."""
    recall = asked.case.recall
    if recall is None:
        return Refused(Refusal.NOTHING_TO_RECALL)
    settled = recall.answer is RecallAnswer.DELETED or recall.answer is command.answer
    if settled or (not recall.open and command.answer is RecallAnswer.NO_ANSWER):
        return Refused(Refusal.NOTHING_CHANGED)
    if command.answer is RecallAnswer.NOTHING_LEFT:
        return Refused(Refusal.NOTHING_CHANGED)
    if not command.how.strip():
        return Refused(Refusal.NO_REASON)
    answered = RecallAnswered(answer=command.answer, how=command.how)
    refused = command.answer is RecallAnswer.REFUSED
    return (answered, *(_called(asked.case, asked.facts.roster) if refused else ()))


def ended(case: Case, roster: Roster) -> tuple[Event, ...]:
    """Return what the last chase brings: nobody answered, it is counted, and seniors are called."""
    return (RecallAnswered(answer=RecallAnswer.NO_ANSWER), *_called(case, roster))


def _called(case: Case, roster: Roster) -> tuple[Event, ...]:
    return page(seniors(case, roster), "senior", RECALL)
