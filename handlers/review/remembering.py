"""Asks each question of a draft once: what a draft means is read many times over in one answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from bot.workflow.dossier import Dossier
from handlers.review.draft import Draft

A = TypeVar("A")
T = TypeVar("T")


def once(work: Callable[[Dossier, Draft, A], T]) -> Callable[[Dossier, Draft, A], T]:
    """Remember the answers for the dossier and the draft asked of last; neither ever changes."""
    last: list[Any] = [None, None, {}]

    @wraps(work)
    def answer(dossier: Dossier, draft: Draft, of: A) -> T:
        if last[0] is not dossier or last[1] is not draft:
            last[:] = [dossier, draft, {}]
        known: dict[A, T] = last[2]
        if of not in known:
            known[of] = work(dossier, draft, of)
        return known[of]

    return answer
