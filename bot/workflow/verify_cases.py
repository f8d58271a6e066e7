"""Compares a case's row, and every row beside it, with the fold of its entries.

The fold is made twice, opened and redacted: nothing personal may ever change a state.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from bot.domain.case import Case
from bot.domain.deadlines import next_due
from bot.domain.errors import ExigentError
from bot.domain.events import ConfigurationRecorded
from bot.domain.limits import Limits
from bot.domain.roster import Person, Roster
from bot.workflow.findings import Note, Sort, Trouble
from bot.workflow.folds import Folded, read_all, step
from bot.workflow.ledger import Ledger
from bot.workflow.owed import Debts
from bot.workflow.rows import CaseRow, RecordRow
from bot.workflow.verify_beside import Beside
from bot.workflow.verify_kept import Brought, check_files, check_links
from bot.workflow.verify_rows import Called, check_cleared, check_filed, check_slots
from bot.workflow.verify_tasks import check_places, check_tasks, done_early, stale_cards

ERASED = "case.erased"
"""The kind of the entry that says that a case's key was destroyed."""


class InForce:
    """Time limits and people by the position from which the record says they held.

    `now` (UTC) is when whoever looks does so, where they have a clock.
    """

    def __init__(self, present: Limits, now: datetime | None = None) -> None:
        self._present = present
        self.now = now
        self._changes: list[tuple[int, Limits, Roster]] = []

    def changed(self, position: int, event: ConfigurationRecorded) -> None:
        """Take the limits and the people of a recorded configuration."""
        known = {field.name for field in fields(Limits)}
        limits = Limits(**{one.name: one.length for one in event.limits if one.name in known})
        roster = Roster(people=tuple(Person(ref=p.person, roles=p.roles) for p in event.people))
        if not self._changes or self._changes[-1][1:] != (limits, roster):
            self._changes.append((position, limits, roster))

    def limits(self, position: int) -> tuple[Limits, ...]:
        """Return those recorded last before an entry, and the present settings.

        A command line reads the settings anew, and may act on a case before the next start
        records them.
        """
        return (*(limits for _, limits, _ in self._before(position)), self._present)

    def roster(self, position: int) -> Roster:
        """Return the people recorded last before an entry."""
        return next((roster for _, _, roster in self._before(position)), Roster(people=()))

    def _before(self, position: int) -> Sequence[tuple[int, Limits, Roster]]:
        place = bisect_left(self._changes, position, key=lambda change: change[0])
        return self._changes[max(0, place - 1) : place]


@dataclass(slots=True)
class _Told:
    """What the entries of a case say of everything beside them."""

    folded: Folded | None = None
    positions: list[int] = field(default_factory=list)
    erased: int | None = None
    called: Called = field(default_factory=Called)
    debts: Debts = field(default_factory=Debts)
    brought: Brought = field(default_factory=Brought)


def check_case(
    ledger: Ledger, row: CaseRow, beside: Beside, known: InForce
) -> Iterator[Trouble | Note]:
    """Yield what is wrong with a case: entries that do not fold, or a row that differs."""
    try:
        entries = ledger.record.of_case(row.number)
    except ExigentError:
        return  # a sealed value does not open, and its entry was named already
    if not entries:
        words = f"There is a row of {row.number}, but no entry."
        yield Trouble(position=None, case=row.number, sort=Sort.CASE, sentence=words)
        return
    told = _Told()
    trouble = _fold(row.number, entries, told)
    yield from _key(row.number, told, keyed=beside.keyed)
    if trouble is not None or told.folded is None:
        yield from () if trouble is None else (trouble,)
        return
    yield from _beside(row, told.folded, told, beside, known)


def _beside(
    row: CaseRow, folded: Folded, told: _Told, beside: Beside, known: InForce
) -> Iterator[Trouble | Note]:
    number, case, last = row.number, folded.case, folded.revision
    yield from _differences(row, folded, known.limits(last))
    yield from check_filed(number, told.called, beside.filed)
    yield from check_slots(number, told.called, beside.slots)
    yield from check_cleared(number, told.called, beside.cleared)
    told.debts.ends(case, known.roster(last), last)
    yield from check_tasks(told.debts, {*told.positions}, beside.tasks, known.now)
    yield from done_early(told.debts, beside.tasks, known.now)
    yield from check_places(number, last, beside.places)
    yield from stale_cards(number, told.debts, beside.places, beside.tasks)
    if beside.keyed and told.erased is None:  # an erasure takes the files with the key
        yield from check_files(number, told.brought, {file.key for file in beside.files})
    yield from check_links(number, told.brought, beside.links)


def _fold(number: str, entries: Sequence[RecordRow], told: _Told) -> Trouble | None:
    """Fold the entries, each also redacted, and return the first that does not fit.

    Until an entry differs the two folds are one, so each step starts from the same case.
    """
    for entry, read in zip(entries, read_all(entries), strict=True):
        folded = told.folded
        before = folded.case if folded is not None else None
        try:
            this = read().opened
            after = redacted = step(folded, number, this)
            if entry.openings is not None:
                redacted = step(folded, number, read().redacted)
            told.called.saw(before, after.case, this)
            told.debts.saw(after.case, this)
            told.brought.saw(this)
        except Exception:  # noqa: BLE001 - whatever a forged entry does to the fold is a finding
            return _of(entry, "does not fit the case that its entries made before it")
        if after.case != redacted.case:
            return _of(entry, "gives the case another state once its personal values are erased")
        told.folded = after
        told.positions.append(entry.position)
        told.erased = entry.position if entry.kind == ERASED else told.erased
    return None


def _of(entry: RecordRow, words: str) -> Trouble:
    return Trouble(
        position=entry.position,
        case=entry.case,
        sort=Sort.FOLD,
        sentence=f"Entry {entry.position} of {entry.case} {words}.",
    )


def _key(number: str, told: _Told, *, keyed: bool) -> Iterator[Trouble]:
    if keyed and told.erased is not None:
        words = f"Entry {told.erased} says that {number} was erased, but its key is still there."
        yield Trouble(position=told.erased, case=number, sort=Sort.KEY, sentence=words)
    if not keyed and told.erased is None and told.positions:
        words = f"The key of {number} is gone, and no entry says that the case was erased."
        yield Trouble(position=told.positions[0], case=number, sort=Sort.KEY, sentence=words)


def _differences(row: CaseRow, folded: Folded, limits: Sequence[Limits]) -> Iterator[Trouble]:
    case: Case = folded.case
    due = [next_due(case, each) for each in limits]
    pairs = (
        ("state", row.state, case.state.value),
        ("version", row.version, case.version),
        ("last entry", row.revision, folded.revision),
        ("time of opening", row.opened_at, case.opened_at),
        ("next due time", row.next_due, row.next_due if row.next_due in due else due[0]),
    )
    for name, said, is_so in pairs:
        if said != is_so:
            words = f"The row of {row.number} has {name} {said}, its entries say {is_so}."
            position = max(row.revision, folded.revision)
            yield Trouble(position=position, case=row.number, sort=Sort.STATE, sentence=words)
