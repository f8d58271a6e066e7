"""The agency directory as a projection of the record: quarantines, proposals, whose case it is."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Count, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INSTANT = UtcDateTime()
_ADDED = ("coming", "former", "listed_at", "changes")


def upgrade() -> None:
    for name in ("coming", "former"):
        op.add_column("agency", sa.Column(name, sa.Text, nullable=False, server_default="[]"))
    op.add_column("agency", sa.Column("listed_at", _INSTANT, nullable=True))
    op.add_column("agency", sa.Column("changes", Count, nullable=False, server_default="0"))
    op.create_table(
        "agency_former_name",
        *[sa.Column(name, sa.Text, nullable=False) for name in ("folded", "agency_key")],
        sa.ForeignKeyConstraint(
            ["agency_key"], ["agency.key"], name=op.f("fk_agency_former_name_agency")
        ),
        sa.PrimaryKeyConstraint("folded", "agency_key", name=op.f("pk_agency_former_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "agency_case",
        *[sa.Column(name, sa.Text, nullable=False) for name in ("folded", "case_number")],
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("folded", "case_number", name=op.f("pk_agency_case")),
        sqlite_strict=True,
    )
    op.create_table(
        "directory_proposal",
        sa.Column("number", Count, nullable=False, autoincrement=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("state", "content")],
        sa.PrimaryKeyConstraint("number", name=op.f("pk_directory_proposal")),
        sqlite_strict=True,
    )
    op.create_index("ix_directory_proposal_state", "directory_proposal", ["state"])


def downgrade() -> None:
    for table in ("directory_proposal", "agency_case", "agency_former_name"):
        op.drop_table(table)
    with op.batch_alter_table("agency") as batch:
        for name in _ADDED:
            batch.drop_column(name)
