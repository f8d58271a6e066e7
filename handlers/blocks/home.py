"""App Home: the queue of one person, with what is overdue first."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.domain.afterwards import OF_ENDS
from bot.domain.case import ENDED, Case, State
from bot.domain.roster import Ref, Roster
from bot.domain.safety import objects
from bot.domain.unfinished import outliving, unfinished
from bot.workflow.dossier import Deadline
from handlers.blocks import words
from handlers.blocks.after_words import OUTCOME_CLOCKS
from handlers.blocks.calling import clock_name
from handlers.blocks.card_state import short_state
from handlers.blocks.channel_words import by_owner
from handlers.blocks.held_calendar import calendar
from handlers.blocks.limits import checked
from handlers.blocks.parts import (
    Markup,
    Payload,
    button,
    context,
    escaped,
    header,
    mrkdwn,
    plain,
    section,
    stamp,
)
from handlers.blocks.telling import unanswered

OWNERS: Final = 3
"""Owners of a released case whose notices are said one by one."""
ROWS: Final = 6
"""Cases shown under each heading; the others are counted."""


class Row(Protocol):
    """A case in a list: the fold and the clock that is due first."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def deadline(self) -> Deadline | None:
        """The clock that is due first."""


def held_words(held: int) -> str:
    """How many requests wait without a case, and who lets them through."""
    many = words.counted(held, "request")
    return (
        f"Held back: {many}, because too many came at once. When an agency or its dispatch calls,"
        " let its request through: /edr held"
    )


def home(
    rows: Iterable[Row], reader: Ref, now: datetime, roster: Roster, *, held: int = 0
) -> Payload:
    """The queue as a view: each open case once, under the first heading that fits it.

    `held` requests have no case yet.
    """
    every = list(rows)
    left = [row for row in every if still(row)]
    headings: tuple[tuple[str, Callable[[Row], bool]], ...] = (
        ("Overdue", lambda row: _late(row, now) and not _asked_about(row)),
        ("Yours", lambda row: _mine(row.case, reader)),
        ("Notices waiting", lambda row: row.case.state is State.RELEASED),
        ("Outcome to record", _asked_about),
        ("Waiting for somebody", lambda _: True),
    )
    blocks: list[Payload] = []
    for title, fits in headings:
        here = [row for row in left if fits(row)]
        left = [row for row in left if row not in here]
        if here:
            blocks += _group(f"{title} ({len(here)})", here, roster)
    blocks += calendar([row.case for row in every], now)
    if not blocks:
        blocks = [section(plain("No case is open. Log a request taken by phone with /edr new."))]
    if held:
        blocks.insert(0, section(plain(held_words(held))))
    blocks.append(context(plain("All words: /edr help")))
    return checked({"type": "home", "callback_id": "home", "blocks": blocks}, "home")


def _late(row: Row, now: datetime) -> bool:
    return row.deadline is not None and row.deadline.due <= now


def _asked_about(row: Row) -> bool:
    """Whether nothing but the outcome of an ended case is to be recorded."""
    outcome = row.deadline is not None and row.deadline.clock in OUTCOME_CLOCKS
    return outcome and row.case.state in ENDED


def still(row: Row) -> bool:
    """Whether a case goes on, or still owes a call, an answer, or by now its outcome."""
    later = row.deadline is not None and row.deadline.clock in OF_ENDS
    return later or unfinished(row.case)


def asked_to_call(case: Case, reader: Ref) -> bool:
    """Whether `reader` is one of the seniors who owe the agency or an owner something."""
    return any(p.person == reader and p.role in outliving(case) for p in case.paged)


def _mine(case: Case, reader: Ref) -> bool:
    if case.state in ENDED:
        return asked_to_call(case, reader)
    called = any(p.person == reader for p in case.paged) or case.taken_by == reader
    return called and case.state is not State.RELEASED and case.by(reader) is None


def _group(title: str, rows: Sequence[Row], roster: Roster) -> list[Payload]:
    ordered = sorted(rows, key=lambda row: (row.deadline is None, _due(row)))
    blocks = [header(title), *(_row(row, roster) for row in ordered[:ROWS])]
    if len(rows) > ROWS:
        blocks.append(context(plain(f"and {len(rows) - ROWS} more: /edr queue")))
    return blocks


def _due(row: Row) -> float:
    return row.deadline.due.timestamp() if row.deadline is not None else 0.0


def _row(row: Row, roster: Roster) -> Payload:
    case = row.case
    kind = words.NATURES[case.nature] if case.nature else "Kind not given yet"
    clock = (
        f"\nDue {stamp(row.deadline.due)}: {escaped(clock_name(row.deadline.clock), 100)}"
        if row.deadline is not None
        else ""
    )
    state = escaped(short_state(case) + _held(case, roster))
    said = f"*{escaped(case.number)}* · {escaped(kind)}\n{state}{escaped(_owners(case))}"
    shown = section(mrkdwn(Markup(said + clock)))
    shown["accessory"] = button(
        "Show Case", "case.show", f"{case.number}:{case.version}", label=f"Show case {case.number}"
    )
    return shown


def _owners(case: Case) -> str:
    """Where the notice of each owner stands, by alias and role; of many the first."""
    lines = list(by_owner(case)) if case.state is State.RELEASED else []
    left = [f"and {len(lines) - OWNERS} more"] if len(lines) > OWNERS else []
    return "".join(f"\n{line}" for line in (*lines[:OWNERS], *left))


def _held(case: Case, roster: Roster) -> str:
    waiting = unanswered(case, roster) if case.state is State.RELEASED else ()
    if any(objects(case, owner, roster) for owner in waiting):
        return "; the notice is held"
    return "; is it safe to tell the owner?" if waiting else ""
