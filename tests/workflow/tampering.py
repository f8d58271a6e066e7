"""Changes to a database by somebody who owns it: triggers out of the way, then whatever SQL."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection, text

from bot.domain.record import Entry, body, entry_hash, parse_body
from storage import triggers
from storage.engine import one_engine


def tamper(address: str, *statements: str, **values: object) -> None:
    """Run statements in one transaction past triggers and foreign keys; each may name values."""
    with unguarded(address) as connection:
        for statement in statements:
            named = {k: v for k, v in values.items() if f":{k}" in statement}
            connection.execute(text(statement), named)


@contextmanager
def unguarded(address: str) -> Iterator[Connection]:
    """Give a transaction past triggers and foreign keys, which are in force again afterwards."""
    engine = one_engine(address)
    try:
        with engine.connect() as connection:
            lite = connection.dialect.name == "sqlite"
            if lite:  # not within a transaction, where it does nothing
                connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                _out_of_the_way(connection)
                yield connection
                if lite:
                    triggers.create_all(connection)
    finally:
        engine.dispose()


def _out_of_the_way(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        triggers.drop_all(connection)
    else:
        connection.execute(text("SET LOCAL session_replication_role = replica"))


def drop_triggers(address: str) -> None:
    """Drop every trigger."""
    engine = one_engine(address)
    try:
        with engine.begin() as connection:
            triggers.drop_all(connection)
    finally:
        engine.dispose()


def run(address: str, statement: str) -> None:
    """Run one statement as it is, triggers in force."""
    engine = one_engine(address)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def rows(address: str) -> list[dict[str, object]]:
    """Return the rows of the record in order, by column."""
    engine = one_engine(address)
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT * FROM record_entry ORDER BY position"))
            return [dict(row._mapping) for row in found]
    finally:
        engine.dispose()


def set_rows(address: str, after: int, wanted: Sequence[Mapping[str, object]]) -> None:
    """Put these rows, numbered anew, in place of whatever stands after a position."""
    statements = [f"DELETE FROM record_entry WHERE position > {after}"]
    values: dict[str, object] = {}
    for position, row in enumerate(wanted, after + 1):
        names = {name: f"{name}_{position:06d}" for name in row if name != "position"}
        values |= {names[name]: row[name] for name in names}
        places = ", ".join(f":{name}" for name in names.values())
        statements.append(
            f"INSERT INTO record_entry (position, {', '.join(names)}) VALUES ({position}, {places})"
        )
    last = wanted[-1]["hash"]
    head = f"UPDATE record_head SET position = {after + len(wanted)}, hash = '{last}'"
    tamper(address, *statements, head, **values)


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
    statements: list[str] = []
    values: dict[str, object] = {}
    for place in range(position, max(kept) + 1):
        entry = parse_body(kept[place])
        entry = replace(change(entry) if place == position else entry, previous=previous)
        content = body(entry)
        previous = entry_hash(content)
        # Filled up with zeros, so that no name begins another.
        statements.append(
            f"UPDATE record_entry SET body = :c{place:06d}, hash = '{previous}'"
            f" WHERE position = {place}"
        )
        values[f"c{place:06d}"] = content
    head = f"UPDATE record_head SET hash = '{previous}'"
    tamper(address, *statements, head, **values)
