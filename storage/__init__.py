"""Everything that is remembered, on SQLite and on PostgreSQL alike."""

from storage.backup import BackupError, backup_to
from storage.errors import SchemaError
from storage.migrate import check_schema, head_of, migrate
from storage.opening import open_database
from storage.scrubbing import scrub
from storage.unit_of_work import SqlDatabase
from storage.wrapping import KeyRing, RingOnDisk, SealError, Wrapping

__all__ = [
    "BackupError",
    "KeyRing",
    "RingOnDisk",
    "SchemaError",
    "SealError",
    "SqlDatabase",
    "Wrapping",
    "backup_to",
    "check_schema",
    "head_of",
    "migrate",
    "open_database",
    "scrub",
]
