"""The tables of requests that wait because too many came: who came when, and what is held."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy import LargeBinary as Bytes

from storage.columns import Count, UtcDateTime
from storage.shape import STRICT, Row, column
from storage.shape import key as key_of

__all__ = ["Arrival", "HeldCounter", "HeldRequest"]


class Arrival(Row, table=True):
    """How many requests came from one source, a keyed digest, in one minute."""

    __tablename__ = "arrival"
    __table_args__ = (Index("ix_arrival_minute", "minute"), STRICT)
    source: str = key_of()
    minute: datetime = key_of(UtcDateTime)
    count: int = column(Count)


class HeldRequest(Row, table=True):
    """A request without a case yet, sealed under a key of its own; lifting deletes the row."""

    __tablename__ = "held_request"
    number: int = key_of(Count, autoincrement=False)
    channel: str = column()
    reason: str = column()
    at: datetime = column(UtcDateTime)
    token_digest: str = column()
    case_key: bytes = column(Bytes)
    sealed: bytes = column(Bytes)


class HeldCounter(Row, table=True):
    """The last number given to a held request."""

    __tablename__ = "held_counter"
    id: int = key_of(Count, autoincrement=False)
    last: int = column(Count)
