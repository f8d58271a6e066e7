"""The next sixty days of held notices: what ends, and what is looked at again, day by day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import Case, State
from bot.domain.hold_clocks import ASKING, HOLD, holding
from bot.domain.restriction import Restriction, held, numbered
from handlers.blocks.holds import overdue
from handlers.blocks.limits import Payload
from handlers.blocks.parts import context, header, plain, section
from handlers.blocks.restriction_words import KINDS
from handlers.blocks.words import counted

DAYS: Final = timedelta(days=60)
"""How far ahead the calendar looks."""
LINES: Final = 20
"""Lines shown; the others are counted."""


@dataclass(frozen=True, slots=True, order=True)
class Coming:
    """Something that falls on a day (UTC) of a case."""

    at: datetime
    case: str
    what: str


def held_notices(cases: Iterable[Case], now: datetime) -> list[tuple[Case, str, Restriction]]:
    """Return every notice that a restriction holds at `now`, with what holds it longest."""
    released = [c for c in cases if c.state is State.RELEASED]
    found = ((c, n.owner, held(c, n.owner, now)) for c in released for n in c.notices if n.open)
    return [(case, owner, hold) for case, owner, hold in found if hold is not None]


def counts(cases: Iterable[Case], now: datetime) -> str:
    """Say how many notices are held, and how many of them past their day; empty for none."""
    found = held_notices(cases, now)
    late = sum(1 for _, _, hold in found if overdue(hold, now))
    if not found:
        return ""
    past = f"{late} of them past the day of its hold" if late else "none past its day"
    return f"Held: {counted(len(found), 'notice')}, {past}."


def coming(cases: Iterable[Case], now: datetime) -> list[Coming]:
    """Return what falls within the next sixty days, or should have already, in order of time."""
    found = held_notices(cases, now)
    distinct = {case.number: case for case, _, _ in found}
    days = [day for case in distinct.values() for day in _of(case, now)]
    return sorted(day for day in days if day.at <= now + DAYS)


def _of(case: Case, now: datetime) -> Iterator[Coming]:
    for name, _, due, _ in holding(case):
        if name.startswith(ASKING):
            owner = name.removeprefix(ASKING)
            yield Coming(due, case.number, f"{owner} is looked at again by two people")
        elif name.startswith(HOLD):
            hold = numbered(case, int(name.removeprefix(HOLD)))
            if hold is not None:
                yield Coming(due, case.number, _end(hold, now))


def _end(hold: Restriction, now: datetime) -> str:
    named = f"hold {hold.number} ({KINDS[hold.kind]})"
    if hold.ends_by_itself:
        return f"{named} ends by itself; the notice goes out"
    late = "is past its day" if overdue(hold, now) else "comes to its day"
    return f"{named} {late}; two people must find it safe"


def calendar(cases: Iterable[Case], now: datetime) -> list[Payload]:
    """Return the blocks of the calendar; none where nothing is held."""
    every = list(cases)
    found, days = held_notices(every, now), coming(every, now)
    if not found:
        return []
    undated = [(case, owner) for case, owner, hold in found if hold.until is None]
    lines = [_line(day, now) for day in days[:LINES]]
    blocks = [header(f"Held notices ({len(found)})"), section(plain(counts(every, now)))]
    if lines:
        blocks.append(section(plain("\n".join(lines))))
    if len(days) > LINES:
        blocks.append(context(plain(f"and {len(days) - LINES} more days within sixty.")))
    if undated:
        said = f"Without an end of ours: {counted(len(undated), 'notice')}."
        blocks.append(context(plain(said)))
    return blocks


def _line(day: Coming, now: datetime) -> str:
    late = "Overdue since " if day.at <= now else ""
    return f"{late}{day.at.day} {day.at:%b %Y}: {day.case}, {day.what}."
