"""Changes to a database by somebody who owns it: triggers dropped, then whatever SQL they like."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import text

from bot.domain.record import Entry, body, entry_hash, parse_body
from storage import triggers
from storage.engine import one_engine


def tamper(address: str, *statements: str, **values: object) -> None:
    """Drop every trigger and run statements in one transaction; each may name the values."""
    engine = one_engine(address)
    try:
        with engine.begin() as connection:
            triggers.drop_all(connection)
            for statement in statements:
                named = {k: v for k, v in values.items() if f":{k}" in statement}
                connection.execute(text(statement), named)
    finally:
        engine.dispose()


def bodies(address: str) -> dict[int, bytes]:
    """Return the stored bodies by position."""
    engine = one_engine(address)
    try:
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT position, body FROM record_entry"))
            return {position: bytes(content) for position, content in rows}
    finally:
        engine.dispose()


def set_body(address: str, position: int, content: bytes) -> None:
    """Replace one stored body."""
    statement = "UPDATE record_entry SET body = :content WHERE position = :position"
    tamper(address, statement, content=content, position=position)


def forge(address: str, position: int, change: Callable[[Entry], Entry]) -> None:
    """Change one entry as an insider would: every later link, every hash and the head anew."""
    kept = bodies(address)
    previous = parse_body(kept[position]).previous
    for place in range(position, max(kept) + 1):
        entry = parse_body(kept[place])
        entry = replace(change(entry) if place == position else entry, previous=previous)
        content = body(entry)
        previous = entry_hash(content)
        tamper(
            address,
            "UPDATE record_entry SET body = :content, hash = :hash WHERE position = :position",
            "UPDATE record_head SET hash = :hash",
            content=content,
            hash=previous,
            position=place,
        )
