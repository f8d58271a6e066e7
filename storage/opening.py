"""Opens the database for the product."""

from storage.engine import open_engines
from storage.grants import refuse_owner
from storage.keys import Vault
from storage.migrate import check_schema
from storage.unit_of_work import SqlDatabase
from storage.wrapping import RandomBytes, Wrapping

__all__ = ["open_database"]


def open_database(
    url: str,
    *,
    owner_url: str = "",
    ring: Wrapping,
    random_bytes: RandomBytes,
    guards: bool = True,
) -> SqlDatabase:
    """Open a database that was migrated; raises SchemaError where its shape is not ours.

    Where `owner_url` is given, the role of `url` must be a lesser one: it raises SchemaError when
    that role could change the record. Without `guards`, its triggers are not looked at: for
    verification, which changes nothing and tells of them.
    """
    engines = open_engines(url)
    try:
        check_schema(engines.read, guards=guards)
        if owner_url:
            refuse_owner(engines.read)
    except BaseException:
        engines.dispose()
        raise
    return SqlDatabase(engines, Vault(ring, random_bytes))
