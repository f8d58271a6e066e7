"""The clocks of notices that are held: each hold's end, and every week the question of safety."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import Case
from bot.domain.events.timing import Stage
from bot.domain.limits import DAY, SENIOR_AFTER
from bot.domain.notice import NoticeOwed
from bot.domain.restriction import Restriction, RestrictionKind, held_since, in_force

HOLD: Final = "hold:"
"""Before a restriction's number: the time until its day."""
ASKING: Final = "re_review:"
"""Before an owner's alias: the week until two people are asked anew."""
ANSWERING: Final = "re_reviewed:"
"""Before an owner's alias: the day in which both answer."""
EVERY: Final = timedelta(days=7)
"""How often a held notice is looked at again."""
WITHIN: Final = DAY
"""How long the two have for their answers."""
_PEOPLE: Final = 2

Running = tuple[str, datetime, datetime, tuple[tuple[Stage, datetime], ...]]
"""A clock's name, its start, when it is due (UTC), and its stages in order of time."""


def holding(case: Case) -> Iterator[Running]:
    """Yield the clocks of every hold in force that has a day, and of every notice that is held."""
    for restriction in case.restrictions:
        if restriction.in_force and restriction.until is not None:
            yield _end(restriction, restriction.until)
    for notice in case.notices:
        since = held_since(case, notice.owner)
        if notice.open and since is not None:
            yield from _reviews(case, notice, max(since, notice.owed_at))


def _end(restriction: Restriction, until: datetime) -> Running:
    start = min(restriction.agreed_at or restriction.proposed_at, until)
    reminded = (Stage.MOST, start + (until - start) * 0.8)
    if restriction.ends_by_itself:
        stages: tuple[tuple[Stage, datetime], ...] = (reminded, (Stage.ENDS, until))
    else:
        stages = (reminded, (Stage.MISSED, until), (Stage.SENIOR, until + SENIOR_AFTER))
    return f"{HOLD}{restriction.number}", start, until, stages


def _reviews(case: Case, notice: NoticeOwed, since: datetime) -> Iterator[Running]:
    name = ASKING + notice.owner
    begun = since.strftime("%Y%m%dT%H%M%S.%fZ")
    asked = sum(1 for clock, _, run in case.reached if clock == name and run >= begun)
    due = since + EVERY * (asked + 1)
    yield name, due - EVERY, due, ((Stage.ASKED, due),)
    if asked and len(_answered(case, notice.owner, due - EVERY)) < _PEOPLE:
        start, late = due - EVERY, due - EVERY + WITHIN
        yield (
            ANSWERING + notice.owner,
            start,
            late,
            (
                (Stage.HALF, start + WITHIN * 0.5),
                (Stage.MOST, start + WITHIN * 0.8),
                (Stage.MISSED, late),
                (Stage.SENIOR, late + SENIOR_AFTER),
            ),
        )


def answers_since(case: Case, owner: str) -> datetime | None:
    """Return since when answers about a held `owner` are wanted anew; None: any answer counts.

    Since the latest hold began that only answers end, and since two people were last asked.
    """
    ending = [
        r.agreed_at
        for r in in_force(case, owner)
        if r.kind is RestrictionKind.SAFETY_HOLD and r.agreed_at is not None
    ]
    asked = [start for name, start, _, _ in holding(case) if name == ANSWERING + owner]
    return max([*ending, *asked], default=None)


def _answered(case: Case, owner: str, since: datetime) -> set[str]:
    return {a.by for a in case.safety if a.owner == owner and a.at is not None and a.at >= since}
