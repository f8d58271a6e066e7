"""The first shape: cases, the record, approvals, tasks, the directory."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Count, Seconds, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = UtcDateTime()
_LIVE = sa.text("withdrawn = 0")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    _cases()
    _cabinet()
    _record()
    _determinations()
    _approvals()
    _traffic()
    _directory()


def downgrade() -> None:
    for table in (
        "agency_number",
        "agency",
        "refusal_count",
        "inbound",
        "task",
        "clearance",
        "approval",
        "determination",
        "checkpoint",
        "record_entry",
        "record_head",
        "card_place",
        "capability_link",
        "case_file",
        "draft",
        "case_counter",
        "case_key",
        "edr_case",
    ):
        op.drop_table(table)


def _cases() -> None:
    op.create_table(
        "edr_case",
        *_texts("number"),
        sa.Column("revision", Count, nullable=False),
        *_texts("state"),
        sa.Column("version", Count, nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("next_due", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_edr_case")),
        sqlite_strict=True,
    )
    op.create_index("ix_edr_case_next_due", "edr_case", ["next_due"])
    op.create_index("ix_edr_case_state", "edr_case", ["state"])
    op.create_table(
        "case_key",
        *_texts("case_number"),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["edr_case.number"], name=op.f("fk_case_key_edr_case")
        ),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_case_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "case_counter",
        sa.Column("year", Count, nullable=False, autoincrement=False),
        sa.Column("last", Count, nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_case_counter")),
        sqlite_strict=True,
    )


def _cabinet() -> None:
    op.create_table(
        "draft",
        *_texts("case_number"),
        sa.Column("version", Count, nullable=False, autoincrement=False),
        *_texts("person"),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["edr_case.number"], name=op.f("fk_draft_edr_case")
        ),
        sa.PrimaryKeyConstraint("case_number", "version", "person", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_table(
        "case_file",
        *_texts("case_number", "key"),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["edr_case.number"], name=op.f("fk_case_file_edr_case")
        ),
        sa.PrimaryKeyConstraint("case_number", "key", name=op.f("pk_case_file")),
        sqlite_strict=True,
    )
    op.create_table(
        "capability_link",
        *_texts("digest", "kind", "case_number"),
        sa.Column("version", Count, nullable=False),
        sa.Column("person", sa.Text, nullable=True),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_capability_link")),
        sqlite_strict=True,
    )
    op.create_table(
        "card_place",
        *_texts("case_number", "surface", "channel", "ts"),
        sa.Column("drawn", Count, nullable=False),
        sa.PrimaryKeyConstraint("case_number", "surface", name=op.f("pk_card_place")),
        sqlite_strict=True,
    )


def _record() -> None:
    op.create_table(
        "record_head",
        sa.Column("id", Count, nullable=False, autoincrement=False),
        sa.Column("position", Count, nullable=False),
        *_texts("hash"),
        sa.Column("at", _INSTANT, nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_record_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_head")),
        sqlite_strict=True,
    )
    op.create_table(
        "record_entry",
        sa.Column("position", Count, nullable=False, autoincrement=False),
        sa.Column("case_number", sa.Text, nullable=True),
        *_texts("kind"),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        *_texts("hash"),
        sa.Column("sealed", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_record_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_record_entry_hash")),
        sqlite_strict=True,
    )
    op.create_index("ix_record_entry_case", "record_entry", ["case_number", "position"])
    op.create_table(
        "checkpoint",
        *_texts("anchor"),
        sa.Column("size", Count, nullable=False, autoincrement=False),
        *_texts("text"),
        sa.PrimaryKeyConstraint("anchor", "size", name=op.f("pk_checkpoint")),
        sqlite_strict=True,
    )
    zeros = "0" * 64
    op.execute(f"INSERT INTO record_head (id, position, hash) VALUES (1, 0, '{zeros}')")  # noqa: S608 - no input


def _determinations() -> None:
    op.create_table(
        "determination",
        *_texts("case_number"),
        sa.Column("version", Count, nullable=False, autoincrement=False),
        *_texts("person"),
        sa.Column("position", Count, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["edr_case.number"], name=op.f("fk_determination_edr_case")
        ),
        sa.ForeignKeyConstraint(
            ["position"],
            ["record_entry.position"],
            name=op.f("fk_determination_record_entry"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("case_number", "version", "person", name=op.f("pk_determination")),
        sqlite_strict=True,
    )


def _approvals() -> None:
    op.create_table(
        "approval",
        sa.Column("id", Count, nullable=False),
        *_texts("case_number"),
        sa.Column("version", Count, nullable=False),
        sa.Column("slot", Count, nullable=False),
        *_texts("person"),
        sa.Column("withdrawn", Count, nullable=False),
        sa.CheckConstraint("slot IN (1, 2)", name=op.f("ck_approval_slot")),
        sa.CheckConstraint("withdrawn IN (0, 1)", name=op.f("ck_approval_withdrawn")),
        sa.ForeignKeyConstraint(
            ["case_number", "version", "person"],
            ["determination.case_number", "determination.version", "determination.person"],
            name=op.f("fk_approval_determination"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_approval_person",
        "approval",
        ["case_number", "version", "person"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )
    op.create_index(
        "uq_approval_slot",
        "approval",
        ["case_number", "version", "slot"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )
    op.create_table(
        "clearance",
        *_texts("case_number"),
        sa.Column("version", Count, nullable=False, autoincrement=False),
        sa.Column("number", Count, nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["edr_case.number"], name=op.f("fk_clearance_edr_case")
        ),
        sa.PrimaryKeyConstraint("case_number", "version", "number", name=op.f("pk_clearance")),
        sqlite_strict=True,
    )


def _traffic() -> None:
    op.create_table(
        "task",
        sa.Column("id", Count, nullable=False),
        *_texts("key", "port", "lane"),
        sa.Column("case_number", sa.Text, nullable=True),
        *_texts("queue"),
        sa.Column("due_at", _INSTANT, nullable=False),
        *_texts("ids", "state"),
        sa.Column("attempts", Count, nullable=False),
        sa.Column("token", Count, nullable=False),
        sa.Column("leased_until", Seconds, nullable=True),
        sa.Column("again_at", _INSTANT, nullable=True),
        sa.Column("reason", sa.Text, nullable=True),
        sa.CheckConstraint("state IN ('open', 'done', 'buried')", name=op.f("ck_task_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("key", name=op.f("uq_task_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_task_due", "task", ["state", "due_at"])
    op.create_index("ix_task_queue", "task", ["queue", "state", "id"])
    op.create_table(
        "inbound",
        *_texts("source", "inbound", "answer"),
        sa.Column("wall", Seconds, nullable=False),
        sa.PrimaryKeyConstraint("source", "inbound", name=op.f("pk_inbound")),
        sqlite_strict=True,
    )
    op.create_index("ix_inbound_wall", "inbound", ["wall"])
    op.create_table(
        "refusal_count",
        *_texts("source"),
        sa.Column("minute", _INSTANT, nullable=False),
        *_texts("reason"),
        sa.Column("count", Count, nullable=False),
        sa.PrimaryKeyConstraint("source", "minute", "reason", name=op.f("pk_refusal_count")),
        sqlite_strict=True,
    )


def _directory() -> None:
    op.create_table(
        "agency",
        *_texts("key", "name", "folded", "domains", "zone", "standing"),
        *_texts("kind", "country", "state"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agency")),
        sqlite_strict=True,
    )
    op.create_index("ix_agency_folded", "agency", ["folded"])
    op.create_table(
        "agency_number",
        *_texts("agency_key"),
        sa.Column("place", Count, nullable=False, autoincrement=False),
        *_texts("key", "number", "label", "source", "checked"),
        sa.Column("dispatch", Count, nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_key"], ["agency.key"], name=op.f("fk_agency_number_agency")
        ),
        sa.PrimaryKeyConstraint("agency_key", "place", name=op.f("pk_agency_number")),
        sqlite_strict=True,
    )
