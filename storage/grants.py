"""What the role that runs the product may do on PostgreSQL: add to the record, never change it."""

from typing import Final

from sqlalchemy import Connection, Engine, text

from storage.engine import one_engine
from storage.errors import SchemaError
from storage.shape import METADATA

__all__ = ["grant", "refuse_owner"]

# Rows that are locked need UPDATE; nothing that is append-only is locked.
_LESS: Final = {
    "record_entry": "SELECT, INSERT",
    "determination": "SELECT, INSERT",
    "clearance": "SELECT, INSERT",
    "checkpoint": "SELECT, INSERT",
    "trace": "SELECT, INSERT",
    "agency_case": "SELECT, INSERT",
    "agency_former_name": "SELECT, INSERT",
    "approval": "SELECT, INSERT, UPDATE (withdrawn)",
    "record_head": "SELECT, UPDATE",
    "alembic_version": "SELECT",
}
_USUAL: Final = "SELECT, INSERT, UPDATE, DELETE"


def grant(owner: Connection, url: str) -> None:
    """Give the role of `url` what running takes, and no more; the owner itself is left alone."""
    role = _role(url)
    if role == owner.scalar(text("SELECT current_user")):
        return
    quoted = owner.dialect.identifier_preparer.quote(role)
    schema = str(owner.scalar(text("SELECT quote_ident(current_schema())")))
    _run(owner, f"GRANT USAGE ON SCHEMA {schema} TO {quoted}")
    for name in [*METADATA.tables, "alembic_version"]:
        _run(owner, f"REVOKE ALL ON {schema}.{name} FROM PUBLIC, {quoted}")
        _run(owner, f"GRANT {_LESS.get(name, _USUAL)} ON {schema}.{name} TO {quoted}")
    _run(owner, f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {quoted}")


def refuse_owner(engine: Engine) -> None:
    """Raise SchemaError where the role of this engine may change the record on PostgreSQL."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect() as connection:
        may = connection.scalar(
            text(
                "SELECT has_table_privilege('record_entry', 'UPDATE')"
                " OR has_table_privilege('record_entry', 'DELETE')"
            )
        )
    if may:
        raise SchemaError(
            "the role of database_url may change the record: expected another role than that of "
            "database_owner_url; give it one of its own, then run the migration"
        )


def _role(url: str) -> str:
    # Asked of the server, since an address may leave the user to the socket or a service file.
    engine = one_engine(url)
    try:
        with engine.connect() as connection:
            return str(connection.scalar(text("SELECT current_user")))
    finally:
        engine.dispose()


def _run(connection: Connection, sql: str) -> None:
    connection.exec_driver_sql(sql)
