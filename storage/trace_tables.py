"""The table of traces: one row for each mark that a request left."""

from datetime import datetime

from storage.columns import UtcDateTime
from storage.shape import Row
from storage.shape import key as key_of

__all__ = ["Trace"]


class Trace(Row, table=True):
    """A mark and the case that left it. The key is the index by which traces are found."""

    __tablename__ = "trace"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)
    kind: str = key_of()
    mark: str = key_of()
    at: datetime = key_of(UtcDateTime)
    case_number: str = key_of()
