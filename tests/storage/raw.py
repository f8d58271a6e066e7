"""SQL past the ledger, as somebody with the database's password would send it."""

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.engine import one_engine

Refused = DBAPIError


def run(address: str, *statements: str) -> list[tuple[object, ...]]:
    """Run statements in one transaction; return the rows of the last, if it has any."""
    engine = one_engine(address)
    try:
        with engine.begin() as connection:
            for statement in statements:
                last = connection.execute(text(statement))
            return [tuple(row) for row in last] if last.returns_rows else []
    finally:
        engine.dispose()
