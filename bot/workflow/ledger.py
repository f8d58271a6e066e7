"""What is remembered, in verbs. `storage` implements it; `handlers` and the workflow use it.

Everything on `Ledger` runs inside one database transaction, in a worker thread, synchronously; it
commits when the function given to `Database.tx` returns and rolls back when that raises.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.workflow.erasures import Erasures
from bot.workflow.held_requests import Held
from bot.workflow.inspection import Inspection
from bot.workflow.listings import Agencies, Proposals
from bot.workflow.public import Public
from bot.workflow.published import Published
from bot.workflow.rows import (
    CaseRow,
    FiledRow,
    Head,
    LeasedTask,
    Link,
    NewTask,
    Place,
    RecordRow,
)
from bot.workflow.traces import Traces
from bot.workflow.wrapped_keys import WrappedKeys

T = TypeVar("T")


class Conflict(Exception):  # noqa: N818 — a race lost, not an error of anybody's
    """A row was no longer what was read, or a unique rule of the database was met."""


class Cases(Protocol):
    """Cases and their keys."""

    def new_number(self, year: int) -> str:
        """Return the next number, `EDR-2026-000001`, from a counter that the transaction locks."""

    def create(self, row: CaseRow) -> None:
        """Insert the row and a fresh sealed key and secret for the case."""

    def lock(self, number: str) -> CaseRow | None:
        """Return the row, locked until the transaction ends; None when there is no such case."""

    def get(self, number: str) -> CaseRow | None:
        """Return the row without a lock."""

    def save(self, row: CaseRow, *, expected: int) -> None:
        """Write the row where its revision is still `expected`; raises `Conflict` otherwise."""

    def secret(self, number: str) -> bytes | None:
        """Return the case's 32-byte secret for commitments; None after erasure."""

    def filed(self, row: FiledRow) -> None:
        """Insert a determination's row; raises `Conflict` for a second one by the same person."""

    def approved(self, case: str, version: int, pair: Sequence[str]) -> None:
        """Fill approval slots 1 and 2; the database refuses one person in both.

        It also refuses a person without a determination on that version.
        """

    def unapproved(self, case: str, version: int) -> None:
        """Empty the approval slots of a version whose approval was withdrawn."""

    def cleared(self, case: str, version: int, number: int) -> None:
        """Insert a clearance; the database refuses it without both approval slots."""

    def find(
        self, *, states: Iterable[str] | None = None, ending: str = "", due: datetime | None = None
    ) -> list[CaseRow]:
        """Return rows, newest first, by state (and what acts by `due`), and by last digits."""

    def due(self, now: datetime) -> list[CaseRow]:
        """Return rows whose `next_due` has come."""

    def next_due(self) -> datetime | None:
        """Return the earliest `next_due` of all cases."""


class Record(Public, Published, Protocol):
    """The append-only record."""

    def head(self) -> Head:
        """Return the head, locked until the transaction ends; the next entry goes after it."""

    def peek(self) -> Head:
        """Return the head without a lock."""

    def append(self, rows: Sequence[RecordRow]) -> None:
        """Insert entries (openings are sealed under their case's key) and move the head."""

    def of_case(self, number: str, after: int = 0) -> list[RecordRow]:
        """Return a case's entries in order, with openings where the key still exists."""

    def of_no_case(self, kind: str) -> list[RecordRow]:
        """Return the entries of one kind that belong to no case, in order."""

    def of_kind(self, kind: str, after: int) -> list[RecordRow]:
        """Return the entries of one kind after a position, in order; few, or from near the head."""

    def stream(self, after: int = 0) -> Iterator[RecordRow]:
        """Yield all entries in order, in constant memory; `shut` where openings do not open."""

    def published(self, anchor: str) -> int:
        """Return the size of the largest checkpoint that `anchor` has taken, 0 if none."""

    def checkpoint(self, anchor: str) -> str | None:
        """Return the text of the largest checkpoint that `anchor` has taken."""

    def publish(self, anchor: str, size: int, text: str) -> None:
        """Remember that `anchor` has taken the checkpoint `text` of `size` entries."""


class Tasks(Protocol):
    """Timers and outgoing effects: one table. Times are the law clock's unless said otherwise."""

    def add(self, task: NewTask) -> None:
        """Insert the task; where its key exists, make that one due at the earlier of both.

        A finished or buried task with the key is opened again, with `attempts` from nought.
        """

    def move(self, key: str, due_at: datetime) -> None:
        """Set when an unfinished task is due; no effect where there is none."""

    def cancel(self, key: str) -> None:
        """Drop an unfinished task."""

    def claim(self, now: datetime, wall: float, lease: float, limit: int) -> list[LeasedTask]:
        """Lease up to `limit` due tasks for `lease` seconds of the wall clock; counts an attempt.

        Only the oldest unfinished task of each (case, lane) can be claimed; tasks without a case
        are ordered by lane alone. A task re-added while it was leased is due again after `finish`.
        """

    def finish(self, task: LeasedTask) -> bool:
        """Mark done if the token still holds; False when somebody else has it by now."""

    def retry(self, task: LeasedTask, due_at: datetime, reason: str) -> bool:
        """Give the lease back, due again later."""

    def bury(self, task: LeasedTask, reason: str) -> bool:
        """Give up on it: kept, counted as overdue, never claimed again until added anew."""

    def next_due(self, wall: float) -> datetime | None:
        """Return when the next task that is not leased is due."""

    def overdue(self, before: datetime) -> Mapping[str, int]:
        """Count tasks due before `before` and not done, by port; buried ones included."""


class Inbox(Protocol):
    """Ids of what came in, kept 48 hours, in the same commit as its effect."""

    def seen(self, source: str, inbound: str) -> str | None:
        """Return the answer that was given to this id before, or None."""

    def remember(self, source: str, inbound: str, answer: str, wall: float) -> None:
        """Keep the answer; raises `Conflict` when the id is there already."""

    def forget(self, before: float) -> int:
        """Drop ids older than `before` (wall clock, epoch seconds); return how many."""

    def count_refusal(self, source: str, minute: datetime, reason: str) -> None:
        """Count an unauthenticated refusal for its source, minute and reason."""

    def take_refusals(self, before: datetime) -> list[tuple[str, datetime, str, int]]:
        """Remove and return the counts of minutes before `before`."""


class Cabinet(Protocol):
    """Sealed drafts and files, links and places of cards."""

    def put_draft(self, case: str, version: int, person: str, content: bytes) -> None:
        """Keep a draft, sealed under the case's key, in place of an earlier one."""

    def draft(self, case: str, version: int, person: str) -> bytes | None:
        """Return a draft."""

    def drafts_of(self, case: str, person: str) -> list[tuple[int, bytes]]:
        """Return a person's drafts of a case by version, newest first."""

    def drop_draft(self, case: str, version: int, person: str) -> None:
        """Remove a draft."""

    def put_file(self, case: str, key: str, content: bytes) -> None:
        """Keep a file, sealed under the case's key."""

    def file(self, case: str, key: str) -> bytes | None:
        """Return a file's bytes; None when unknown or erased."""

    def put_link(self, link: Link) -> None:
        """Keep a link."""

    def link(self, digest: str, now: datetime) -> Link | None:
        """Return an unexpired link."""

    def place(self, case: str, surface: str) -> Place | None:
        """Return where a card stands."""

    def put_place(self, place: Place) -> None:
        """Remember where a card stands and which revision it shows."""


class Ledger(Protocol):
    """Everything remembered, inside one transaction."""

    @property
    def cases(self) -> Cases:
        """Cases and their keys."""

    @property
    def record(self) -> Record:
        """The record."""

    @property
    def tasks(self) -> Tasks:
        """Timers and effects."""

    @property
    def inbox(self) -> Inbox:
        """Inbound ids."""

    @property
    def held(self) -> Held:
        """Requests that wait."""

    @property
    def cabinet(self) -> Cabinet:
        """Drafts, files, links, places."""

    @property
    def agencies(self) -> Agencies:
        """The directory."""

    @property
    def proposals(self) -> Proposals:
        """Proposed changes of the directory."""

    @property
    def erasures(self) -> Erasures:
        """What makes a case unreadable."""

    @property
    def traces(self) -> Traces:
        """Marks of past requests."""

    @property
    def wrapped_keys(self) -> WrappedKeys:
        """The sealed keys, by what wraps them."""

    @property
    def inspection(self) -> Inspection:
        """Every table, for verification."""


class Database(Protocol):
    """Runs functions in transactions, one thread hop each."""

    async def tx(self, work: Callable[[Ledger], T]) -> T:
        """Run `work` in one writing transaction and commit; re-runs it after a lost race.

        Serialization failures, deadlocks and `Conflict` re-run the whole function, up to 5 times.
        """

    async def read(self, work: Callable[[Ledger], T]) -> T:
        """Run `work` on a reading connection that never blocks a writer."""
