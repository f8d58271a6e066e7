"""Keyed traces of past requests: what came before, findable by its mark and readable by nobody."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trace",
        *[sa.Column(name, sa.Text, nullable=False) for name in ("kind", "mark")],
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("case_number", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "mark", "at", "case_number", name=op.f("pk_trace")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("trace")
