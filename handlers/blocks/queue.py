"""`queue` and `mine`: the open cases as a list, the most urgent first."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.case import ENDED, UNDECIDED, Case
from bot.domain.roster import Ref
from handlers.blocks.calling import clock_name
from handlers.blocks.card_state import short_state
from handlers.blocks.held_calendar import counts
from handlers.blocks.home import Row, asked_to_call, held_words, still
from handlers.blocks.limits import Payload
from handlers.blocks.parts import context, escaped, message, mrkdwn, plain, section, stamp
from handlers.blocks.text import Markup
from handlers.blocks.words import NATURES, counted

KIND = "exigent_queue"
ROWS = 20
"""Cases listed; the others are counted."""


def listing(
    rows: Iterable[Row], now: datetime, reader: Ref | None = None, *, held: int = 0
) -> Payload:
    """List the open cases at `now` (UTC); with a `reader`, those that wait for that person.

    `held` requests have no case yet.
    """
    every = list(rows)
    left = [row for row in every if still(row)]
    if reader is not None:
        left = [row for row in left if waits_for(row.case, reader)]
    ordered = sorted(left, key=lambda r: (r.deadline is None, _due(r), r.case.number))
    text = _point(ordered, now, mine=reader is not None)
    blocks = [section(plain(text)), *(section(mrkdwn(_row(r, now))) for r in ordered[:ROWS])]
    kept = counts([row.case for row in left], now)
    if kept:
        blocks.insert(1, section(plain(kept)))
    if held:
        blocks.insert(0, section(plain(held_words(held))))
    if len(ordered) > ROWS:
        blocks.append(context(plain(f"And {len(ordered) - ROWS} more, less urgent.")))
    return message(text, blocks, kind=KIND, ids={"cases": len(ordered)})


def waits_for(case: Case, reader: Ref) -> bool:
    """Whether `reader` was called to the case, or took it, and has not done their part yet."""
    if case.state in ENDED:
        return asked_to_call(case, reader)
    called = any(p.person == reader for p in case.paged) or case.taken_by == reader
    filed = case.state in UNDECIDED and case.by(reader) is not None
    return called and not filed and reader not in case.recused


def _due(row: Row) -> float:
    return row.deadline.due.timestamp() if row.deadline is not None else 0.0


def _point(rows: Sequence[Row], now: datetime, *, mine: bool) -> str:
    if not rows:
        return "No case waits for you." if mine else "No case is open."
    late = sum(1 for r in rows if r.deadline is not None and r.deadline.due <= now)
    whose = "waiting for you" if mine else "open"
    return f"{counted(len(rows), 'case')} {whose}, {late or 'none'} overdue."


def _row(row: Row, now: datetime) -> Markup:
    case = row.case
    kind = NATURES[case.nature] if case.nature else "Kind not given yet"
    head = f"*{escaped(case.number)}* · {escaped(kind)} · {escaped(short_state(case))}"
    if row.deadline is None:
        return Markup(head)
    word = "*Overdue*, due" if row.deadline.due <= now else "Due"
    clock = escaped(clock_name(row.deadline.clock), 100)
    return Markup(f"{head}\n{word} {stamp(row.deadline.due)}: {clock}")
