"""Makes a case unreadable: its key goes, and with it what nobody could open any more."""

from typing import Final

from sqlalchemy import Connection, bindparam, delete

from storage import tables
from storage.keys import CaseKeys
from storage.shape import table

__all__ = ["ErasureStore"]

_DRAFT: Final = table(tables.Draft)
_FILE: Final = table(tables.CaseFile)
_LINK: Final = table(tables.CapabilityLink)
_LASTING: Final = ("status", "copy", "notice")
"""Kinds of links whose pages say what happened, in neutral words, also after erasure."""

_OF_CASE: Final = (
    delete(_DRAFT).where(_DRAFT.c.case_number == bindparam("case")),
    delete(_FILE).where(_FILE.c.case_number == bindparam("case")),
    delete(_LINK).where(_LINK.c.case_number == bindparam("case"), _LINK.c.kind.not_in(_LASTING)),
)


class ErasureStore:
    """Erasing in one transaction."""

    def __init__(self, connection: Connection, keys: CaseKeys) -> None:
        self._connection = connection
        self._keys = keys

    def erase(self, case: str) -> None:
        """Delete key, secret, drafts, files, and links to documents; the record stays whole."""
        self._keys.drop(case)
        for statement in _OF_CASE:
            self._connection.execute(statement, {"case": case})
