"""The tables. They carry no rules beyond keys and checks: `SQLModel(table=True)` validates nothing.

What outside readers may rely on: `record_entry` and `task`.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy import LargeBinary as Bytes

from storage.columns import Count, Seconds, UtcDateTime
from storage.shape import STRICT, Row, column
from storage.shape import key as key_of

_LIVE = text("withdrawn = 0")


def _of_case(name: str = "case_number") -> ForeignKeyConstraint:
    return ForeignKeyConstraint([name], ["edr_case.number"])


class EdrCase(Row, table=True):
    """A case: what `decide` locks, and when to look at it next."""

    __tablename__ = "edr_case"
    # The sweep reads the second index, the board the first.
    __table_args__ = (
        Index("ix_edr_case_state", "state"),
        Index("ix_edr_case_next_due", "next_due"),
        STRICT,
    )
    number: str = key_of()
    revision: int = column(Count)
    state: str = column()
    version: int = column(Count)
    opened_at: datetime = column(UtcDateTime)
    next_due: datetime | None = column(UtcDateTime, nullable=True)


class CaseKey(Row, table=True):
    """A case's key and secret, sealed; erasing a case is deleting this row."""

    __tablename__ = "case_key"
    __table_args__ = (_of_case(), STRICT)
    case_number: str = key_of()
    sealed: bytes = column(Bytes)


class CaseCounter(Row, table=True):
    """The last number given in a year."""

    __tablename__ = "case_counter"
    year: int = key_of(Count, autoincrement=False)
    last: int = column(Count)


class RecordHead(Row, table=True):
    """The last entry of the record: one row, locked by whoever appends, moved by a trigger."""

    __tablename__ = "record_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), STRICT)
    id: int = key_of(Count, autoincrement=False)
    position: int = column(Count)
    hash: str = column()
    at: datetime | None = column(UtcDateTime, nullable=True)


class RecordEntry(Row, table=True):
    """One entry: the body as stored is what is hashed. No key to the case: the record stands."""

    __tablename__ = "record_entry"
    __table_args__ = (Index("ix_record_entry_case", "case_number", "position"), STRICT)
    position: int = key_of(Count, autoincrement=False)
    case_number: str | None = column(nullable=True)
    kind: str = column()
    at: datetime = column(UtcDateTime)
    body: bytes = column(Bytes)
    hash: str = column(unique=True)
    sealed: bytes | None = column(Bytes, nullable=True)


class Checkpoint(Row, table=True):
    """A signed checkpoint that an anchor has taken."""

    __tablename__ = "checkpoint"
    anchor: str = key_of()
    size: int = key_of(Count, autoincrement=False)
    text: str = column()


class Determination(Row, table=True):
    """Who determined on which version, once; and no row without its entry in the record."""

    __tablename__ = "determination"
    __table_args__ = (
        _of_case(),
        # Deferred: the entry is appended at the end of the same transaction.
        ForeignKeyConstraint(
            ["position"], ["record_entry.position"], deferrable=True, initially="DEFERRED"
        ),
        STRICT,
    )
    case_number: str = key_of()
    version: int = key_of(Count, autoincrement=False)
    person: str = key_of()
    position: int = column(Count)


class Approval(Row, table=True):
    """Slots 1 and 2 of a version: two people, each with a determination on that version."""

    __tablename__ = "approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["case_number", "version", "person"],
            ["determination.case_number", "determination.version", "determination.person"],
        ),
        CheckConstraint("slot IN (1, 2)", name="slot"),
        CheckConstraint("withdrawn IN (0, 1)", name="withdrawn"),
        *(
            Index(
                f"uq_approval_{one}",
                "case_number",
                "version",
                one,
                unique=True,
                sqlite_where=_LIVE,
                postgresql_where=_LIVE,
            )
            for one in ("slot", "person")
        ),
        STRICT,
    )
    id: int | None = key_of(Count, default=None)
    case_number: str = column()
    version: int = column(Count)
    slot: int = column(Count)
    person: str = column()
    withdrawn: int = column(Count)


class Clearance(Row, table=True):
    """Items cleared for release; a trigger wants both approval slots of the version."""

    __tablename__ = "clearance"
    __table_args__ = (_of_case(), STRICT)
    case_number: str = key_of()
    version: int = key_of(Count, autoincrement=False)
    number: int = key_of(Count, autoincrement=False)


class Task(Row, table=True):
    """A timer or an outgoing effect; `queue` is the case and the lane, in which `id` is the order.

    `leased_until` is wall-clock seconds; `again_at` is when a task re-added while leased is due.
    """

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'done', 'buried')", name="state"),
        Index("ix_task_due", "state", "due_at"),
        Index("ix_task_queue", "queue", "state", "id"),
        # An id is never given twice, so that an old lease cannot hold for a new task.
        {**STRICT, "sqlite_autoincrement": True},
    )
    id: int | None = key_of(Count, default=None)
    key: str = column(unique=True)
    port: str = column()
    lane: str = column()
    case_number: str | None = column(nullable=True)
    queue: str = column()
    due_at: datetime = column(UtcDateTime)
    ids: str = column()
    state: str = column()
    attempts: int = column(Count)
    token: int = column(Count)
    leased_until: float | None = column(Seconds, nullable=True)
    again_at: datetime | None = column(UtcDateTime, nullable=True)
    reason: str | None = column(nullable=True)


class Inbound(Row, table=True):
    """An id that came in, and the answer it was given; `wall` in seconds since 1970."""

    __tablename__ = "inbound"
    __table_args__ = (Index("ix_inbound_wall", "wall"), STRICT)
    source: str = key_of()
    inbound: str = key_of()
    answer: str = column()
    wall: float = column(Seconds)


class RefusalCount(Row, table=True):
    """Unauthenticated refusals of one source, minute and reason."""

    __tablename__ = "refusal_count"
    source: str = key_of()
    minute: datetime = key_of(UtcDateTime)
    reason: str = key_of()
    count: int = column(Count)


class Draft(Row, table=True):
    """A reviewer's unfinished answers, sealed."""

    __tablename__ = "draft"
    __table_args__ = (_of_case(), STRICT)
    case_number: str = key_of()
    version: int = key_of(Count, autoincrement=False)
    person: str = key_of()
    sealed: bytes = column(Bytes)


class CaseFile(Row, table=True):
    """A file of a case, sealed."""

    __tablename__ = "case_file"
    __table_args__ = (_of_case(), STRICT)
    case_number: str = key_of()
    key: str = key_of()
    sealed: bytes = column(Bytes)


class CapabilityLink(Row, table=True):
    """A link that opens one thing for its bearer; `digest` is the token's SHA-256."""

    __tablename__ = "capability_link"
    digest: str = key_of()
    kind: str = column()
    case_number: str = column()
    version: int = column(Count)
    person: str | None = column(nullable=True)
    expires_at: datetime = column(UtcDateTime)


class CardPlace(Row, table=True):
    """Where a card was posted, and which revision it shows."""

    __tablename__ = "card_place"
    case_number: str = key_of()
    surface: str = key_of()
    channel: str = column()
    ts: str = column()
    drawn: int = column(Count)
