"""Compares tasks and cards with the case that they are of, as its entries made it."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.workflow.findings import Note, Sort, Trouble
from bot.workflow.inspection import KeptTask
from bot.workflow.owed import Debts, Owed
from bot.workflow.reactions import CARD, PORTS
from bot.workflow.rows import Ids, Place

OPEN: Final = "open"
DONE: Final = "done"
LENIENCE: Final = timedelta(days=1)
"""How much later than we would have it today a task may be due that was to wait at all."""


def check_task(row: KeptTask, position: int | None = None) -> Iterator[Trouble]:
    """Yield what is wrong with a task by itself; `position` is the entry that calls for it."""
    for what in _by_itself(row):
        yield _wrong(row, what, position)


def _by_itself(row: KeptTask) -> Iterator[str]:
    if row.state == OPEN and row.port not in PORTS:
        yield f"is for the port {row.port}, which there is not"
    if row.queue != f"{row.case}/{row.lane}":
        yield "stands in another queue than its own"
    if row.state != OPEN and row.attempts == 0:
        yield f"is called {row.state}, but nobody ever began it"
    if _ids(row) is None:
        yield "carries no identifiers that can be read"


def check_tasks(
    debts: Debts,
    positions: Collection[int],
    rows: Iterable[KeptTask],
    now: datetime | None = None,
) -> Iterator[Trouble]:
    """Yield where the tasks of a case are not what its entries call for; `now` is UTC."""
    there = {row.key: row for row in rows}
    for row in there.values():
        owed = debts.owed.get(row.key)
        yield from check_task(row, owed.position if owed is not None else None)
        about = (_ids(row) or {}).get("position")
        if about is not None and about not in positions:
            yield _wrong(row, f"is about entry {about}, which is none of this case")
    for key, owed in debts.owed.items():
        found = there.get(key)
        if found is None:
            words = f"Entry {owed.position} calls for the task {key}, which is not there."
            yield _of(owed, words)
        else:
            yield from _differences(owed, found, now)


def _differences(owed: Owed, row: KeptTask, now: datetime | None) -> Iterator[Trouble]:
    wanted, ids = owed.task, _ids(row) or {}
    other = [k for k, v in wanted.ids.items() if k in ids and ids[k] != v]
    if (row.port, row.lane) != (wanted.port, wanted.lane) or other:
        words = f"The task {row.key} is not what entry {owed.position} calls for."
        yield _of(owed, words)
    latest = wanted.due_at if owed.at_once else wanted.due_at + LENIENCE
    if row.attempts:
        # What was tried is tried again after a pause of minutes; without a clock it is not judged.
        latest = max(latest, now + LENIENCE) if now is not None else row.due_at
    if row.state == OPEN and row.due_at > latest:
        words = (
            f"The task {row.key} was put off to {row.due_at:%Y-%m-%d %H:%M} UTC; "
            f"entry {owed.position} has it due at {wanted.due_at:%Y-%m-%d %H:%M} UTC."
        )
        yield _of(owed, words)


def done_early(debts: Debts, rows: Iterable[KeptTask], now: datetime | None) -> Iterator[Note]:
    """Yield the tasks that are called done before they were due; a clock once ahead does that."""
    for row in rows if now is not None else ():
        owed = debts.owed.get(row.key)
        early = owed is not None and owed.once and now is not None and owed.task.due_at > now
        if owed is not None and early and row.state == DONE:
            words = (
                f"The task {row.key} is called done; entry {owed.position} has it due only at "
                f"{owed.task.due_at:%Y-%m-%d %H:%M} UTC."
            )
            case = owed.task.case
            yield Note(position=owed.position, case=case, sort=Sort.TASK, sentence=words)


def check_places(case: str, last: int, rows: Iterable[Place]) -> Iterator[Trouble]:
    """Yield the cards that show more than the case has; `last` is its last entry."""
    for row in rows:
        if row.drawn > last:
            words = f"The card {row.surface} of {case} shows entry {row.drawn}; it ends at {last}."
            yield Trouble(position=row.drawn, case=case, sort=Sort.CARD, sentence=words)


def stale_cards(
    case: str, debts: Debts, places: Iterable[Place], tasks: Iterable[KeptTask]
) -> Iterator[Note]:
    """Yield the card that shows less than the case has, though nobody is about to draw it."""
    drawing = any(row.port == CARD and row.state == OPEN for row in tasks)
    for row in places:
        if row.surface == CARD and row.drawn < debts.shown and not drawing:
            words = f"The card of {case} shows entry {row.drawn}, the case has {debts.shown}."
            yield Note(position=debts.shown, case=case, sort=Sort.CARD, sentence=words)


def _ids(row: KeptTask) -> Ids | None:
    try:
        ids = json.loads(row.ids)
    except ValueError:
        return None
    return ids if isinstance(ids, dict) else None


def _wrong(row: KeptTask, what: str, position: int | None = None) -> Trouble:
    words = f"The task {row.key} {what}."
    return Trouble(position=position, case=row.case or None, sort=Sort.TASK, sentence=words)


def _of(owed: Owed, words: str) -> Trouble:
    return Trouble(position=owed.position, case=owed.task.case, sort=Sort.TASK, sentence=words)
