"""Proposed changes of the directory, as the fold of the record has them."""

import json
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, func, select

from bot.domain.codec import read, write
from bot.domain.directory.state import Proposal, ProposalState
from storage.directory_tables import DirectoryProposal
from storage.shape import table
from storage.statements import put

__all__ = ["ProposalStore"]

_PROPOSAL: Final = table(DirectoryProposal)
_PUT: Final = put(DirectoryProposal)
_ALL: Final = select(_PROPOSAL.c.content).order_by(_PROPOSAL.c.number)
_OPEN: Final = _ALL.where(_PROPOSAL.c.state == ProposalState.OPEN.value)
_ONE: Final = _ALL.where(_PROPOSAL.c.number == bindparam("of_number"))
_LAST: Final = select(func.coalesce(func.max(_PROPOSAL.c.number), 0))


class ProposalStore:
    """Proposals in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, proposal: Proposal) -> None:
        """Insert a proposal, or write it over what it was."""
        row = {
            "number": proposal.number,
            "state": proposal.state.value,
            "content": json.dumps(write(proposal)),
        }
        self._connection.execute(_PUT, row)

    def get(self, number: int) -> Proposal | None:
        """Return one proposal."""
        return next(iter(self._read(_ONE, {"of_number": number})), None)

    def open(self) -> list[Proposal]:
        """Return what still waits, oldest first."""
        return self._read(_OPEN, {})

    def all(self) -> list[Proposal]:
        """Return every proposal there ever was, oldest first."""
        return self._read(_ALL, {})

    def numbers(self) -> list[int]:
        """Return the number of every proposal, whether or not it can be read."""
        return list(self._connection.scalars(select(_PROPOSAL.c.number)))

    def last(self) -> int:
        """Return the number given last, 0 if none."""
        return int(self._connection.scalar(_LAST) or 0)

    def _read(self, wanted: Select[Any], values: dict[str, int]) -> list[Proposal]:
        return [
            read(Proposal, json.loads(content))
            for content in self._connection.scalars(wanted, values)
        ]
