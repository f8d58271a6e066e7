"""Column types that mean the same on both engines, and that SQLite's STRICT tables take."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION
from sqlalchemy.types import REAL, TypeDecorator, TypeEngine

__all__ = ["Count", "Seconds", "UtcDateTime"]

# Fixed width, so that texts sort as the instants do.
_SHAPE: Final = "%Y-%m-%dT%H:%M:%S.%fZ"

Count: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
"""Positions and revisions: 64 bits on both engines."""

Seconds: TypeEngine[float] = REAL().with_variant(DOUBLE_PRECISION(), "postgresql")
"""Wall-clock seconds since 1970; PostgreSQL's REAL would lose whole minutes of them."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant with microseconds: timestamptz on PostgreSQL, sortable text on SQLite.

    Raises ValueError for a naive datetime, and gives back UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Take text where the engine has no type for an instant."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Write an instant; the years under 1000 have no fixed width and no use."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("expected an aware datetime, got a naive one; add its zone")
        moment = value.astimezone(UTC)
        return moment.strftime(_SHAPE) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | str | None,
        dialect: Dialect,  # noqa: ARG002 - as inherited
    ) -> datetime | None:
        """Read an instant back as UTC."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)
