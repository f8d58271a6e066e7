"""Requests that wait because too many came, and how many came from where."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Count, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INSTANT = UtcDateTime()


def upgrade() -> None:
    op.create_table(
        "arrival",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("minute", _INSTANT, nullable=False),
        sa.Column("count", Count, nullable=False),
        sa.PrimaryKeyConstraint("source", "minute", name=op.f("pk_arrival")),
        sqlite_strict=True,
    )
    op.create_index("ix_arrival_minute", "arrival", ["minute"])
    op.create_table(
        "held_request",
        sa.Column("number", Count, nullable=False, autoincrement=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("channel", "reason")],
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("token_digest", sa.Text, nullable=False),
        *[sa.Column(name, sa.LargeBinary, nullable=False) for name in ("case_key", "sealed")],
        sa.PrimaryKeyConstraint("number", name=op.f("pk_held_request")),
        sqlite_strict=True,
    )
    op.create_table(
        "held_counter",
        sa.Column("id", Count, nullable=False, autoincrement=False),
        sa.Column("last", Count, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_counter")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in ("held_counter", "held_request", "arrival"):
        op.drop_table(table)
