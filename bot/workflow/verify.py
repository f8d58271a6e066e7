"""Verifies the record as somebody would who does not trust us, in one look at the database.

1. The anchors: every checkpoint is signed by a key of this record, and none contradicts another.
2. The entries, in order: position, link, hash, canonical body, columns, time, kind, openings, and
   the root at the size of every checkpoint (bot.domain.audit).
3. The end: the head row names the last entry, and no checkpoint covers more than there is.
4. The directory: its tables are the fold of its entries, and list every case by its agency.
5. The cases: each row is the fold of its entries, and erasing personal values changes nothing.
Memory does not grow with the record, but with the list of cases and of checkpoints.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

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
from bot.workflow.findings import Report, Sort, Trouble, Troubles
from bot.workflow.ledger import Database, Ledger
from bot.workflow.rows import CaseRow, RecordRow
from bot.workflow.verify_anchors import Anchored, read_anchors
from bot.workflow.verify_cases import LimitsInForce, check_case
from bot.workflow.verify_directory import check_asked, check_directory

Progress = Callable[[int, int], None]
"""Told of (entries read, entries there are), from a worker thread."""
STEP = 1000
"""Entries between two reports of progress."""
OPENED = "case.opened"


async def verify(
    database: Database,
    keys: Sequence[VerifierKey],
    limits: Limits,
    *,
    anchors: Sequence[str] = (),
    case: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Verify the record; `keys` are all that ever signed it, `anchors` texts of file anchors.

    With `case`, only that case is opened and folded; the chain is always checked whole. Raises
    ExigentError for a case that neither the record nor the database knows.
    """
    anchored = read_anchors(anchors, keys)
    return await database.read(
        lambda ledger: _Run(ledger, anchored, LimitsInForce(limits), case, progress).report()
    )


@dataclass(slots=True)
class _Run:
    """One verification inside one reading transaction."""

    ledger: Ledger
    anchored: Anchored
    limits: LimitsInForce
    only: str | None
    progress: Progress | None
    troubles: Troubles = field(default_factory=Troubles)
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
        for trouble in check_directory(self.ledger, self.directory):
            self.troubles.add(trouble)
        for trouble in check_asked(self.ledger, self.asked):
            self.troubles.add(trouble)
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
            notes=tuple(self.anchored.notes),
        )

    def _entries(self) -> None:
        audit = Audit(kinds=kinds(), roots=self.anchored.roots)
        try:
            for finding in audit.check(self._rows()):
                self._found(finding)
        except (ValueError, TypeError, LookupError):
            # The database gives a column back that is none: nothing behind it can be read.
            position = self.last.position + 1 if self.last else 1
            self._add(position, None, Sort.UNREADABLE, f"Entry {position} cannot be read.")
        for finding in audit.finish():
            self._found(finding)

    def _rows(self) -> Iterator[Row]:
        total = self.ledger.record.peek().position
        for row in self.ledger.record.stream():
            self.last = row
            if self.progress is not None and row.position % STEP == 0:
                self.progress(row.position, total)
            self._outside(row)
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
        if isinstance(event, ConfigurationRecorded):
            self.limits.changed(row.position, event)
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
            after = max((size for size in self.anchored.roots if size < position), default=0)
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
        head, last = self.ledger.record.peek(), self.last
        position, digest = (last.position, last.hash) if last else (0, head.hash)
        if (head.position, head.hash) != (position, digest):
            words = f"The head names entry {head.position} as the last one, not entry {position}."
            self._add(position + 1, None, Sort.HEAD, words)

    def _cases(self) -> int:
        rows = self._wanted()
        for row in rows:
            for trouble in check_case(self.ledger, row, self.limits):
                self.troubles.add(trouble)
        return len(rows)

    def _wanted(self) -> list[CaseRow]:
        if self.only is None:
            return self.ledger.cases.find()
        row = self.ledger.cases.get(self.only)
        if row is None and not self.ledger.record.of_case(self.only):
            raise ExigentError(f"expected the number of a case, got {self.only}, which is none")
        return [row] if row is not None else []

    def _covered(self, troubles: Sequence[Trouble]) -> int:
        bad = {t.position for t in troubles if t.sort == Reason.ROOT}
        end = self.last.position if self.last else 0
        return max((s for s in self.anchored.roots if s <= end and s not in bad), default=0)

    def _add(self, position: int | None, case: str | None, sort: str, words: str) -> None:
        self.troubles.add(Trouble(position=position, case=case, sort=sort, sentence=words))
