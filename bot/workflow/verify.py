"""Verifies the record as somebody would who does not trust us, in one look at the database.

1. The checkpoints, outside and kept: each is signed by a key of this record, none contradicts
   another, and the file outside does not end before what was published there.
2. The entries, in order: position, link, hash, canonical body, columns, time, kind, openings, and
   the root at the size of every checkpoint (bot.domain.audit); none claims a time to come.
3. The end: the head row names the last entry, and no checkpoint covers more than there is.
4. The cases: each row is the fold of its entries, and erasing personal values changes nothing;
   determinations, approvals, clearances, tasks and cards are what its entries call for; its key is
   there unless an entry says that it was erased; drafts and files open in their own place.
5. The directory: its tables are the fold of its entries, and list every case by its agency.
6. The triggers are those of this version.
Memory does not grow with the record, but with the names of cases and the number of checkpoints.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.audit import Audit, Finding, Opened, Reason, Row
from bot.domain.canonical import parse
from bot.domain.checkpoint import VerifierKey
from bot.domain.codec import join_event, kinds
from bot.domain.directory.state import Directory, evolve
from bot.domain.errors import ExigentError
from bot.domain.events import ConfigurationRecorded
from bot.domain.limits import Limits
from bot.domain.record import parse_body
from bot.domain.stamp import Stamp
from bot.workflow.agency_cases import compared
from bot.workflow.findings import KEPT, UNREADABLE, Note, Report, Sort, Trouble, Troubles
from bot.workflow.ledger import Database, Ledger
from bot.workflow.rows import CaseRow, RecordRow
from bot.workflow.verify_anchors import Anchored, Outside, read_anchors
from bot.workflow.verify_beside import Beside, Walk
from bot.workflow.verify_cases import InForce, check_case
from bot.workflow.verify_confessed import former_origins, ran_ahead, said_of_itself
from bot.workflow.verify_directory import check_asked, check_directory

Progress = Callable[[int, int], None]
"""Told of (entries read, entries there are), from a worker thread."""
AHEAD = timedelta(minutes=1)
"""How far the clock of whoever wrote may be before that of whoever looks."""
STEP = 1000
"""Entries between two reports of progress."""
OPENED = "case.opened"


async def verify(
    database: Database,
    keys: Sequence[VerifierKey],
    limits: Limits,
    *,
    outside: Outside | None = None,
    case: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Verify the record; `keys` are all that ever signed it, `outside` is what else is known.

    With `case`, only that case is opened and folded; the chain is always checked whole. Raises
    ExigentError for a case that neither the record nor the database knows.
    """
    held = outside or Outside()

    def work(ledger: Ledger) -> Report:
        anchored = read_anchors(held.files, keys, former_origins(ledger))
        anchored.stored(ledger.inspection.checkpoints())
        anchored.compare(complete=held.complete)
        return _Run(ledger, anchored, InForce(limits, held.now), case, held.now, progress).report()

    return await database.read(work)


@dataclass(slots=True)
class _Run:
    """One verification inside one reading transaction."""

    ledger: Ledger
    anchored: Anchored
    known: InForce
    only: str | None
    now: datetime | None
    progress: Progress | None
    troubles: Troubles = field(default_factory=Troubles)
    notes: list[Note] = field(default_factory=list)
    last: RecordRow | None = None
    erased: int = 0
    directory: Directory = field(default_factory=Directory)
    asked: set[tuple[str, str]] = field(default_factory=set)

    def report(self) -> Report:
        for trouble in self.anchored.troubles:
            self.troubles.add(trouble)
        self._entries()
        self._end()
        cases = self._cases()
        self._beside()
        for name in self.ledger.inspection.guards():
            words = f"The trigger {name} is not this version's: missing, changed, or put there."
            self._add(None, None, Sort.TRIGGER, words)
        troubles = self.troubles.sorted()
        return Report(
            entries=self.last.position if self.last else 0,
            head=self.last.hash if self.last else "",
            cases=cases,
            erased=self.erased,
            checkpoints=len(self.anchored.roots),
            covered=self._covered(troubles),
            troubles=troubles,
            more=self.troubles.more,
            notes=(*self.anchored.notes, *self.notes),
        )

    def _entries(self) -> None:
        audit = Audit(kinds=kinds(), roots=self.anchored.every)
        try:
            for finding in audit.check(self._rows()):
                self._found(finding)
        except UNREADABLE:
            # The database gives a column back that is none: nothing behind it can be read.
            position = self.last.position + 1 if self.last else 1
            self._add(position, None, Sort.UNREADABLE, f"Entry {position} cannot be read.")
        for finding in audit.finish():
            self._found(finding)

    def _rows(self) -> Iterator[Row]:
        head = self.ledger.inspection.head()
        total = head.position if head is not None else 0
        latest = self._latest()
        for row in self.ledger.record.stream():
            self.last = row
            if self.progress is not None and row.position % STEP == 0:
                self.progress(row.position, total)
            self._outside(row)
            if latest is not None and row.at > latest:
                words = (
                    f"Entry {row.position} claims {row.at:%Y-%m-%d %H:%M:%S} UTC, which is to come."
                )
                self._add(row.position, row.case, Reason.TIME, words)
            asked = compared(row)
            if asked is not None:
                self.asked.add(asked)
            if row.kind == OPENED and row.case and self.ledger.cases.get(row.case) is None:
                words = f"Entry {row.position} opens {row.case}, of which there is no row."
                self._add(row.position, row.case, Sort.CASE, words)
            opened = self._opened(row) if self.only in (None, row.case) else None
            yield Row(row.position, row.case, row.kind, row.at, row.body, row.hash, opened)
        if self.progress is not None:
            self.progress(total, total)

    def _latest(self) -> datetime | None:
        """Return the latest time that an entry may claim; None where nobody knows the present."""
        if self.now is None:
            return None
        latest = self.now + AHEAD
        return max(latest, ran_ahead(self.ledger, latest) or latest)

    def _outside(self, row: RecordRow) -> None:
        """Read an entry of no case, which no fold will read."""
        if row.case is not None:
            return
        try:
            entry = parse_body(row.body)
            event = join_event(row.kind, entry.payload, None)
        except ValueError:
            words = f"Entry {row.position} is none of its kind, {row.kind}."
            self._add(row.position, None, Reason.FORM, words)
            return
        self.notes += said_of_itself(row.position, event)
        if isinstance(event, ConfigurationRecorded):
            self.known.changed(row.position, event)
        self.directory = evolve(self.directory, event, Stamp(entry.at, entry.actor))

    def _opened(self, row: RecordRow) -> Opened | None:
        if row.case is None:
            return None
        try:
            secret = self.ledger.cases.secret(row.case)
            values = parse(row.openings) if row.openings is not None else {}
        except (ExigentError, ValueError):
            secret, values = None, None
        if row.shut or not isinstance(values, dict):
            words = f"Entry {row.position}: its sealed values were changed, or the key is another."
            self._add(row.position, row.case, Reason.OPENING, words)
            return None
        if secret is None:
            self.erased += row.kind == OPENED
            return None
        return Opened(secret, values)

    def _found(self, finding: Finding) -> None:
        position, reason, detail = finding
        words = f"Entry {position} {detail}."
        if reason is Reason.ROOT:
            after = max((size for size in self.anchored.every if size < position), default=0)
            words = (
                f"Entries {after + 1} to {position} are not what a checkpoint over {position} "
                "entries covers: at least one was changed and chained anew."
            )
        elif reason is Reason.SHORT:
            words = f"Entry {position} is missing: {detail}."
        elif reason in (Reason.FORM, Reason.COLUMNS, Reason.OPENING, Reason.HASH):
            words = f"Entry {position}: {detail}."
        self._add(position, None, reason, words)

    def _end(self) -> None:
        head, last = self.ledger.inspection.head(), self.last
        if head is None:
            words = "There is no head that would name the last entry: its row was deleted."
            self._add((last.position if last else 0) + 1, None, Sort.HEAD, words)
            return
        position, digest = (last.position, last.hash) if last else (0, head.hash)
        at = last.at if last else head.at
        if (head.position, head.hash, head.at) != (position, digest, at):
            words = f"The head names entry {head.position} as the last one, not entry {position}."
            self._add(position + 1, None, Sort.HEAD, words)

    def _cases(self) -> int:
        if self.only is not None and not self._is_known(self.only):
            raise ExigentError(f"expected the number of a case, got {self.only}, which is none")
        count = 0
        try:
            for found in Walk(self.ledger.inspection, self.only):
                if isinstance(found, Trouble):
                    self.troubles.add(found)
                    continue
                count += 1
                self._case(*found)
        except UNREADABLE:
            words = "A row of a case, or one beside it, holds what its column cannot."
            self._add(None, None, Sort.UNREADABLE, words)
        return count

    def _is_known(self, number: str) -> bool:
        row = self.ledger.cases.get(number)
        return row is not None or bool(self.ledger.record.of_case(number))

    def _case(self, row: CaseRow, beside: Beside) -> None:
        for found in check_case(self.ledger, row, beside, self.known):
            if isinstance(found, Note):
                self.notes += [found] if len(self.notes) < KEPT else []
            else:
                self.troubles.add(found)

    def _beside(self) -> None:
        """Look at what is not walked case by case, each table by itself."""
        looks: tuple[tuple[str, Callable[[], Iterator[Trouble]]], ...] = (
            ("drafts and files", self._sealed),
            ("the directory", lambda: check_directory(self.ledger, self.directory)),
            ("cases by agency", lambda: check_asked(self.ledger, self.asked)),
        )
        for table, look in looks:
            try:
                for trouble in look():
                    self.troubles.add(trouble)
            except UNREADABLE:
                words = f"A row of {table} holds what its column cannot."
                self._add(None, None, Sort.UNREADABLE, words)

    def _sealed(self) -> Iterator[Trouble]:
        for row in self.ledger.inspection.sealed(self.only):
            if not row.opens:
                words = f"In {row.case} {row.what} does not open: changed, moved, or another key."
                yield Trouble(position=None, case=row.case, sort=Sort.SEALED, sentence=words)

    def _covered(self, troubles: Sequence[Trouble]) -> int:
        bad = {t.position for t in troubles if t.sort == Reason.ROOT}
        end = self.last.position if self.last else 0
        good = self.anchored.roots.keys() & self.anchored.proven
        return max((s for s in good if s <= end and s not in bad), default=0)

    def _add(self, position: int | None, case: str | None, sort: str, words: str) -> None:
        self.troubles.add(Trouble(position=position, case=case, sort=sort, sentence=words))
