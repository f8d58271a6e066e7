"""The part of `evolve` for the recall of what was handed over."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import Case
from bot.domain.events.recalling import RecallAnswered, RecallOrdered
from bot.domain.recall import Recall, RecallAnswer
from bot.domain.replacing import replace
from bot.domain.roster import SYSTEM
from bot.domain.stamp import Stamp


def _ordered(case: Case, event: RecallOrdered, stamp: Stamp) -> Case:
    return replace(case, recall=Recall(cause=event.cause, ordered_at=stamp.at, due=event.due))


def _answered(case: Case, event: RecallAnswered, stamp: Stamp) -> Case:
    recall = case.recall
    if recall is None:
        return case
    if event.answer is RecallAnswer.NO_ANSWER and stamp.actor != SYSTEM:
        return replace(case, recall=replace(recall, tries=recall.tries + 1))
    answered = replace(recall, answer=event.answer, answered_at=stamp.at)
    return replace(case, recall=answered)


RECALLING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    RecallOrdered: _ordered,
    RecallAnswered: _answered,
}
