"""What all tables share: names of constraints, STRICT on SQLite, and how columns are written."""

from typing import Any, ClassVar, Final

from sqlalchemy import Column, MetaData, Table
from sqlalchemy import Row as FoundRow
from sqlalchemy import Text as Words
from sqlmodel import Field, SQLModel

__all__ = ["METADATA", "STRICT", "Found", "Row", "column", "columns", "key", "table"]

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
STRICT: Final = {"sqlite_strict": True}


Found = FoundRow[*tuple[Any, ...]]
"""A row that was read, of whatever columns."""


class Row(SQLModel):
    """A table of this database; STRICT on SQLite."""

    metadata: ClassVar[MetaData] = METADATA
    __table_args__: ClassVar[Any] = STRICT


def key(kind: Any = Words, *, autoincrement: bool = True, **more: Any) -> Any:  # noqa: ANN401 - as SQLModel's own Field
    """Return a column of the primary key."""
    counted = {"autoincrement": "auto" if autoincrement else False}
    return Field(sa_type=kind, primary_key=True, sa_column_kwargs=counted, **more)


def column(kind: Any = Words, **more: Any) -> Any:  # noqa: ANN401 - as SQLModel's own Field
    """Return a column of a kind that both engines know."""
    return Field(sa_type=kind, **more)


def table(row: type[Row]) -> Table:
    """Return the Core table behind a class."""
    return METADATA.tables[str(row.__tablename__)]


def columns(row: type[Row]) -> list[Column[Any]]:
    """Return the table's columns in order."""
    return list(table(row).columns)
