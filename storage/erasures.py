"""Makes a case unreadable: its key goes, and with it what nobody could open any more."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from bot.workflow.rows import CaseRow
from storage import tables
from storage.columns import UtcDateTime
from storage.keys import CaseKeys
from storage.shape import table

__all__ = ["ErasureStore"]

_CASE: Final = table(tables.EdrCase)
_KEY: Final = table(tables.CaseKey)
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
_READABLE: Final = (
    select(_CASE)
    .join(_KEY, _KEY.c.case_number == _CASE.c.number)
    .where(
        _CASE.c.state.in_(bindparam("states", expanding=True)),
        _CASE.c.opened_at <= bindparam("before", type_=UtcDateTime()),
    )
    .order_by(_CASE.c.opened_at, _CASE.c.number)
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

    def readable(self, states: Iterable[str], opened_before: datetime) -> list[CaseRow]:
        """Return the rows of cases that have a key, by state and time of opening, oldest first."""
        wanted = {"states": list(states), "before": opened_before}
        found = self._connection.execute(_READABLE, wanted).all()
        return [CaseRow(**row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's public name
