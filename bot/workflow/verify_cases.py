"""Compares a case's row with the fold of its entries, opened and redacted."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from bot.domain.deadlines import next_due
from bot.domain.errors import ExigentError
from bot.domain.events import ConfigurationRecorded
from bot.domain.limits import Limits
from bot.workflow.findings import Sort, Trouble
from bot.workflow.folds import Folded, happened, step
from bot.workflow.ledger import Ledger
from bot.workflow.rows import CaseRow, RecordRow


class LimitsInForce:
    """The time limits by the position from which the record says they held."""

    def __init__(self, present: Limits) -> None:
        self._present = present
        self._changes: list[tuple[int, Limits]] = []

    def changed(self, position: int, event: ConfigurationRecorded) -> None:
        """Take the limits of a recorded configuration."""
        known = {field.name for field in fields(Limits)}
        limits = Limits(**{one.name: one.length for one in event.limits if one.name in known})
        if not self._changes or self._changes[-1][1] != limits:
            self._changes.append((position, limits))

    def at(self, position: int) -> tuple[Limits, ...]:
        """Return those recorded last before an entry, and the present settings.

        A command line reads the settings anew, and may act on a case before the next start
        records them.
        """
        place = bisect_left(self._changes, position, key=lambda change: change[0])
        return (*(limits for _, limits in self._changes[max(0, place - 1) : place]), self._present)


def check_case(ledger: Ledger, row: CaseRow, limits: LimitsInForce) -> Iterator[Trouble]:
    """Yield what is wrong with a case: entries that do not fold, or a row that differs."""
    try:
        entries = ledger.record.of_case(row.number)
    except ExigentError:
        return  # a sealed value does not open, and its entry was named already
    folded = _fold(row.number, entries)
    if isinstance(folded, Trouble):
        yield folded
    elif folded is None:
        words = f"There is a row of {row.number}, but no entry."
        yield Trouble(position=None, case=row.number, sort=Sort.CASE, sentence=words)
    else:
        yield from _differences(row, folded, limits.at(folded.revision))


def _fold(number: str, entries: Sequence[RecordRow]) -> Folded | Trouble | None:
    """Fold the entries, each also redacted; nothing personal may ever change a state.

    Until an entry differs the two folds are one, so each step starts from the same case.
    """
    folded: Folded | None = None
    for entry in entries:
        try:
            after = redacted = step(folded, number, happened(entry))
            if entry.openings is not None:
                redacted = step(folded, number, happened(replace(entry, openings=None)))
        except Exception:  # noqa: BLE001 - whatever a forged entry does to the fold is a finding
            return _of(entry, "does not fit the case that its entries made before it")
        if after.case != redacted.case:
            return _of(entry, "gives the case another state once its personal values are erased")
        folded = after
    return folded


def _of(entry: RecordRow, words: str) -> Trouble:
    return Trouble(
        position=entry.position,
        case=entry.case,
        sort=Sort.FOLD,
        sentence=f"Entry {entry.position} of {entry.case} {words}.",
    )


def _differences(row: CaseRow, folded: Folded, limits: Sequence[Limits]) -> Iterator[Trouble]:
    case = folded.case
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
            yield Trouble(position=None, case=row.number, sort=Sort.STATE, sentence=words)
