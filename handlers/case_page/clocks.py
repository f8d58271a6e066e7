"""The clocks of a case, from its entries: when each began and was due, and what ended it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.deadlines import NOTICE, Clock, clocks
from bot.domain.events.restricting import RestrictionAgreed, RestrictionImposed
from bot.domain.folding import evolve, opened
from bot.domain.stamp import Stamp
from handlers.blocks.calling import clock_name
from handlers.blocks.times import lasting
from handlers.blocks.words import counted
from handlers.case_page.reading import Entry, Reading

LIMITS = frozenset({ev.Stage.MISSED})
"""A clock without this stage asks or ends something, and is no limit that anybody keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """One running of a clock. `ended` is the entry that stopped it, None while it runs.

    `instead` says why it was neither kept nor missed: a restriction or another day took its
    place.
    """

    name: str
    start: datetime
    due: datetime
    now: datetime
    ended: Entry | None = None
    instead: str = ""

    @property
    def missed(self) -> bool:
        """Whether it ended, or still runs, when it was due: to the very moment is too late."""
        return not self.instead and (self.ended.at if self.ended else self.now) >= self.due

    @property
    def verdict(self) -> str:
        """Kept or missed and by how much, in words."""
        if self.instead:
            return self.instead
        if self.ended is None:
            left = lasting(self.due - self.now)
            return f"Missed: {left} over, and it still runs" if self.missed else "Still runs"
        if self.missed:
            return f"Missed, by {lasting(self.ended.at - self.due)}"
        return f"Kept, {lasting(self.due - self.ended.at)} to spare"


def clock_rows(reading: Reading) -> tuple[ClockRow, ...]:
    """Return every running of every limit, in order of its start.

    The limits are those of the settings at the export. Where entries are left out, only what still
    runs can be said: from the rest a reader could tell what they may not see yet.
    """
    if not reading.whole:
        return _running_now(reading)
    rows: dict[tuple[str, datetime], ClockRow] = {}
    for entry, case in _replayed(reading.entries):
        running = {(c.name, c.start): c for c in clocks(case, reading.dossier.limits) if _limit(c)}
        for key, row in rows.items():
            if key in running:
                rows[key] = replace(row, due=running[key].due, ended=None, instead="")
            elif row.ended is None:
                rows[key] = replace(row, ended=entry, instead=_instead(row, entry))
        rows |= {k: _row(c, reading) for k, c in running.items() if k not in rows}
    named = (replace(row, name=clock_name(row.name)) for row in rows.values() if _ran(row))
    return tuple(sorted(named, key=lambda row: (row.start, row.due, row.name)))


def _replayed(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, Case]]:
    """Yield the case as each entry left it."""
    case: Case | None = None
    for entry in entries:
        stamp = Stamp(entry.at, entry.actor)
        if isinstance(entry.event, ev.CaseOpened):
            case = opened(entry.event, "", stamp)
        elif case is not None:
            case = evolve(case, entry.event, stamp)
        if case is not None:
            yield entry, case


def _limit(clock: Clock) -> bool:
    return any(stage in LIMITS for stage, _ in clock.stages)


def _ran(row: ClockRow) -> bool:
    """Whether it ran at all: one that the same moment began and ended is nobody's limit."""
    return bool(row.instead) or row.ended is None or row.ended.at > row.start


def _instead(row: ClockRow, entry: Entry) -> str:
    """Return what took the place of a notice's limit; empty where it came to its end."""
    if not row.name.startswith(NOTICE):
        return ""
    if isinstance(entry.event, RestrictionAgreed | RestrictionImposed):
        return "Put off by a restriction"
    return "Moved to another day" if isinstance(entry.event, ev.NoticeDueSet) else ""


def _row(clock: Clock, reading: Reading) -> ClockRow:
    return ClockRow(name=clock.name, start=clock.start, due=clock.due, now=reading.dossier.now)


def _running_now(reading: Reading) -> tuple[ClockRow, ...]:
    return tuple(
        ClockRow(name=clock_name(d.clock), start=d.start, due=d.due, now=reading.dossier.now)
        for d in sorted(reading.dossier.deadlines, key=lambda d: d.start)
    )


def tally(rows: tuple[ClockRow, ...]) -> str:
    """Return how many limits were kept and missed, in a sentence."""
    missed = sum(row.missed for row in rows)
    put_off = sum(bool(row.instead) for row in rows)
    running = sum(row.ended is None and not (row.missed or row.instead) for row in rows)
    kept = len(rows) - missed - put_off - running
    said = [f"{kept} kept", f"{missed} missed"]
    said += [f"{put_off} put off"] if put_off else []
    said += [f"{running} still running"] if running else []
    return f"{counted(len(rows), 'limit')} ran: {', '.join(said)}."
