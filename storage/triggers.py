"""Rules that the database keeps by itself, in one list for both engines.

SQLite's triggers vanish when a migration rebuilds a table, so every migration drops and re-creates
them from this list, and the application refuses to start when the database holds anything else.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

__all__ = ["create_all", "drop_all", "expected", "found", "wrong"]


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses an event on a row where `where` holds, which is SQL that both engines read."""

    name: str
    table: str
    event: str
    reason: str
    where: str = "1 = 1"


_APPEND_ONLY: Final = ("record_entry", "determination", "clearance", "checkpoint", "trace")
_NEVER_DELETED: Final = (*_APPEND_ONLY, "approval", "record_head")
_SAME_APPROVAL: Final = " AND ".join(
    f"NEW.{name} = OLD.{name}" for name in ("id", "case_number", "version", "slot", "person")
)
_TWO_APPROVALS: Final = (
    "(SELECT count(*) FROM approval WHERE case_number = NEW.case_number"
    " AND version = NEW.version AND withdrawn = 0)"
)

GUARDS: Final = (
    *(Guard(f"{t}_no_update", t, "UPDATE", f"{t} is append-only") for t in _APPEND_ONLY),
    *(Guard(f"{t}_no_delete", t, "DELETE", f"{t} keeps its rows") for t in _NEVER_DELETED),
    Guard(
        "approval_withdrawal",
        "approval",
        "UPDATE",
        "an approval can only be withdrawn",
        f"NOT (OLD.withdrawn = 0 AND NEW.withdrawn = 1 AND {_SAME_APPROVAL})",
    ),
    Guard(
        "clearance_approvals",
        "clearance",
        "INSERT",
        "a clearance needs both approvals",
        f"{_TWO_APPROVALS} <> 2",
    ),
    Guard(
        "record_entry_follows",
        "record_entry",
        "INSERT",
        "an entry follows the head",
        "NOT EXISTS (SELECT 1 FROM record_head WHERE position + 1 = NEW.position)",
    ),
    Guard(
        "record_head_forward",
        "record_head",
        "UPDATE",
        "the head moves by one",
        "NOT (NEW.id = OLD.id AND NEW.position = OLD.position + 1)",
    ),
)
_MOVE: Final = "record_entry_moves_head"
_MOVED: Final = (
    "UPDATE record_head SET position = NEW.position, hash = NEW.hash, at = NEW.at WHERE id = 1;"
)


def create_all(connection: Connection) -> None:
    """Create every trigger; none may exist."""
    for sql in _created(connection):
        connection.exec_driver_sql(sql)


def drop_all(connection: Connection) -> None:
    """Drop every trigger of this schema, known or not, with our functions on PostgreSQL."""
    for name, table in connection.execute(text(_LISTED[connection.dialect.name])).all():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        else:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON "{table}"')
            connection.exec_driver_sql(f'DROP FUNCTION IF EXISTS "{name}"()')


def expected(connection: Connection) -> dict[str, str]:
    """Return what `found` returns where nothing was changed."""
    if connection.dialect.name == "sqlite":
        return {sql.split()[2]: sql for sql in _created(connection)}
    return {name: f"O {definition} {body}" for name, definition, body in _postgresql()}


def found(connection: Connection) -> dict[str, str]:
    """Return the triggers of this schema by name, as the engine describes them."""
    rows = connection.execute(text(_DESCRIBED[connection.dialect.name])).all()
    return {row[0]: row[1] for row in rows}


def wrong(connection: Connection) -> list[str]:
    """Return the names of those that are missing, changed, or none of ours."""
    wanted, there = expected(connection), found(connection)
    return sorted(name for name in wanted.keys() | there if wanted.get(name) != there.get(name))


_LISTED: Final = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    ),
}
_DESCRIBED: Final = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, t.tgenabled::text || ' '"
        " || replace(pg_get_triggerdef(t.oid), ' ON ' || current_schema() || '.', ' ON ')"
        " || ' ' || p.prosrc"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    ),
}


def _created(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        return _sqlite()
    statements = []
    for name, definition, body in _postgresql():
        statements += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
            definition,
        ]
    return statements


def _sqlite() -> list[str]:
    refusals = [
        f"CREATE TRIGGER {g.name} BEFORE {g.event} ON {g.table}"
        f" BEGIN SELECT RAISE(ABORT, '{g.reason}') WHERE {g.where}; END"
        for g in GUARDS
    ]
    return [*refusals, f"CREATE TRIGGER {_MOVE} AFTER INSERT ON record_entry BEGIN {_MOVED} END"]


def _postgresql() -> list[tuple[str, str, str]]:
    """Return name, definition as the server prints it, and body of each trigger."""
    made = [
        (g.name, f"BEFORE {g.event}", g.table, "ROW", _refusal(g.reason, g.where)) for g in GUARDS
    ]
    made += [
        (f"{t}_no_truncate", "BEFORE TRUNCATE", t, "STATEMENT", _refusal(f"{t} keeps its rows"))
        for t in _NEVER_DELETED
    ]
    made.append((_MOVE, "AFTER INSERT", "record_entry", "ROW", f"BEGIN {_MOVED} RETURN NULL; END"))
    return [
        (
            name,
            f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
            body,
        )
        for name, when, table, each, body in made
    ]


def _refusal(reason: str, where: str = "1 = 1") -> str:
    # OLD has no row in an insertion's trigger and must pass on a deletion; NEW the other way round.
    return (
        f"BEGIN IF {where} THEN RAISE EXCEPTION '{reason}' USING ERRCODE = 'check_violation';"
        " END IF; RETURN NEW; END"
    )
