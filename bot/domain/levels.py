"""Which identity level a case has and needs, and when the life safety exception holds."""

from datetime import timedelta

from bot.domain.case import Case
from bot.domain.flag import heavy
from bot.domain.request import DataClass
from bot.domain.roster import Ref
from bot.domain.scope import Scope
from bot.domain.verification import CALLS, counting, level

EXCEPTION_REACH = timedelta(minutes=10)
"""Under the life safety exception nothing further than this from the event may go out."""
EXCEPTION_PEOPLE = 3
"""Two reviewers and a senior."""


def exception_granted(case: Case) -> bool:
    """Whether two reviewers and a senior hold that the level 3 gate itself would cost a life."""
    everybody = case.supporters | case.senior_supporters
    return bool(case.senior_supporters) and len(everybody) >= EXCEPTION_PEOPLE


def needed(case: Case) -> int:
    """Return the level needed: 3 for contents, strangers, the protected, and a high score."""
    strict = (
        not case.complete
        or case.agency_first_seen
        or DataClass.CONTENTS in case.classes
        or case.protected
        or heavy(case.flags)
    )
    return 3 if strict and not exception_granted(case) else 2


def reached(case: Case, *, deciding: frozenset[Ref] = frozenset()) -> int:
    """Return the level reached if `deciding` were reviewers of the case besides those who filed."""
    return level(vouched=case.vouched, steps=case.steps, reviewers=case.filers | deciding)


def verified(case: Case, *, deciding: frozenset[Ref] = frozenset()) -> bool:
    """Whether the level reached is the level needed."""
    return reached(case, deciding=deciding) >= needed(case)


def within_exception(case: Case, scope: Scope) -> bool:
    """Whether `scope` is as narrow as the life safety exception demands, where it is used."""
    if not exception_granted(case) or reached(case) > 2:  # noqa: PLR2004 — the level it lowers to
        return True
    if case.occurred_at is None:
        return all(w.end - w.start <= 2 * EXCEPTION_REACH for w in scope)
    low, high = case.occurred_at - EXCEPTION_REACH, case.occurred_at + EXCEPTION_REACH
    return all(low <= w.start and w.end <= high for w in scope)


def people_who_called(case: Case) -> frozenset[Ref]:
    """Everybody whose call counts towards the level."""
    return frozenset(s.by for s in counting(case.steps) if s.kind in CALLS)
