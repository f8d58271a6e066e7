"""Cases folded from their entries, remembered while nothing new was appended."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TypeVar

from bot.domain.canonical import Json, parse, parse_all
from bot.domain.case import Case
from bot.domain.codec import join_event, kind_of_class
from bot.domain.decision import Opened
from bot.domain.errors import ExigentError
from bot.domain.events import CaseOpened, Event
from bot.domain.folding import evolve, opened
from bot.domain.opening import open_up
from bot.domain.record import Entry, parse_bodies, parse_body
from bot.domain.stamp import Stamp
from bot.workflow.dossier import Happened
from bot.workflow.ledger import Ledger
from bot.workflow.rows import CaseRow, RecordRow

KEPT = 256
"""Folded cases kept in memory; more than are open at once in any company we know of."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Folded:
    """A case, its opened values, and the position of the last entry in both."""

    case: Case
    opened: Opened
    revision: int


@dataclass(frozen=True, slots=True)
class Read:
    """A stored entry that was parsed, and its sealed values where they are open."""

    row: RecordRow
    entry: Entry
    openings: Mapping[str, Json] | None

    @property
    def opened(self) -> Happened:
        """What happened, with its sealed values. Raises `CodecError`."""
        return self._happened(self.openings)

    @property
    def redacted(self) -> Happened:
        """What happened, as it reads once the sealed values are erased. Raises `CodecError`."""
        return self._happened(None)

    def _happened(self, openings: Mapping[str, Json] | None) -> Happened:
        row, entry = self.row, self.entry
        event: Event = join_event(entry.kind, entry.payload, openings)
        return Happened(
            position=row.position, hash=row.hash, at=entry.at, actor=entry.actor, event=event
        )


def read(row: RecordRow) -> Read:
    """Parse one stored entry. Raises `NotCanonicalError` or `EntryError` for a changed one."""
    openings = parse(row.openings) if row.openings is not None else None
    return Read(row, parse_body(row.body), openings if isinstance(openings, dict) else None)


def read_all(rows: Sequence[RecordRow]) -> Iterator[Callable[[], Read]]:
    """Parse many stored entries at once, which is quicker; each is given, or raises, when called.

    Where one of them cannot be read, they are parsed one by one, and only that one raises.
    """
    sealed = [row.openings for row in rows if row.openings is not None]
    try:
        entries, values = parse_bodies([row.body for row in rows]), iter(parse_all(sealed))
    except ValueError:
        yield from (partial(read, row) for row in rows)
        return
    for row, entry in zip(rows, entries, strict=True):
        openings = next(values) if row.openings is not None else None
        found = openings if isinstance(openings, dict) else None
        yield partial(Read, row, entry, found)


def happened(row: RecordRow) -> Happened:
    """Read one stored entry. Raises `CodecError` or `EntryError` for one that was tampered with."""
    return read(row).opened


def of_no_case(ledger: Ledger, event: type[T]) -> list[tuple[Happened, T]]:
    """Return every entry of one kind that belongs to no case, in order, each with its event.

    Raises as `happened` does.
    """
    entries = map(happened, ledger.record.of_no_case(kind_of_class(event)))
    said: list[tuple[Happened, object]] = [(entry, entry.event) for entry in entries]
    return [(entry, found) for entry, found in said if isinstance(found, event)]


def step(folded: Folded | None, number: str, entry: Happened) -> Folded:
    """Return what one more entry makes of a folded case."""
    stamp = Stamp(entry.at, entry.actor)
    if isinstance(entry.event, CaseOpened):
        case = opened(entry.event, number, stamp)
        return Folded(case, open_up(Opened(), entry.event), entry.position)
    if folded is None:
        raise ExigentError(f"{number} has entries before it was opened")
    return Folded(
        evolve(folded.case, entry.event, stamp),
        open_up(folded.opened, entry.event),
        entry.position,
    )


def fold(number: str, entries: Iterable[Happened], start: Folded | None = None) -> Folded | None:
    """Fold entries onto `start`."""
    for entry in entries:
        start = step(start, number, entry)
    return start


class Folds:
    """The memory of folded cases. The record is the truth; this only saves reading it again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Folded] = OrderedDict()
        self._lock = Lock()

    def load(self, ledger: Ledger, row: CaseRow) -> Folded:
        """Return the case as of `row`, reading only what is new since it was last seen."""
        known = self._kept.get(row.number)
        if known is not None and known.revision == row.revision:
            return known
        if known is not None and known.revision > row.revision:
            known = None
        after = known.revision if known is not None else 0
        entries = read_all(ledger.record.of_case(row.number, after))
        folded = fold(row.number, (entry().opened for entry in entries), known)
        if folded is None:
            raise ExigentError(f"{row.number} has no entries")
        return folded

    def keep(self, folded: Folded) -> None:
        """Remember a case after its transaction has committed; an older look changes nothing."""
        with self._lock:
            known = self._kept.get(folded.case.number)
            if known is None or known.revision <= folded.revision:
                self._kept[folded.case.number] = folded
            self._kept.move_to_end(folded.case.number)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def forget(self, number: str) -> None:
        """Drop a case, such as one whose personal values were erased."""
        with self._lock:
            self._kept.pop(number, None)
