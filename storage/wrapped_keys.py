"""Under which key of the ring each sealed key is wrapped, and wrapping them anew."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, Update, bindparam, select, update

from storage import sealing
from storage.held_tables import HeldRequest
from storage.keys import Vault
from storage.shape import table
from storage.tables import CaseKey

__all__ = ["WrappedKeyStore"]

_CASES: Final = table(CaseKey)
_HELD: Final = table(HeldRequest)


class _Kind(NamedTuple):
    """One table of wrapped keys: whose they are, how they are read, how one is replaced."""

    prefix: str
    every: Select[Any]
    replace: Update


_KINDS: Final = (
    _Kind(
        "",
        select(_CASES.c.case_number, _CASES.c.sealed).order_by(_CASES.c.case_number),
        update(_CASES)
        .where(_CASES.c.case_number == bindparam("of"), _CASES.c.sealed == bindparam("old"))
        .values(sealed=bindparam("new")),
    ),
    _Kind(
        "held:",
        select(_HELD.c.number, _HELD.c.case_key).order_by(_HELD.c.number),
        update(_HELD)
        .where(_HELD.c.number == bindparam("of"), _HELD.c.case_key == bindparam("old"))
        .values(case_key=bindparam("new")),
    ),
)


class WrappedKeyStore:
    """The keys of cases and of held requests, as the ring wraps them. Raises SealError."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def wrapped(self) -> Counter[str]:
        """Count sealed keys by the ring key that wraps them."""
        return Counter(sealing.wrapped_under(sealed) for _, _, sealed in self._every())

    def rewrap(self, most: int) -> int:
        """Wrap up to `most` keys anew that an older ring key wraps; return how many."""
        ring, done = self._vault.ring, 0
        for kind, of, sealed in self._every():
            if done == most:
                break
            if sealing.wrapped_under(sealed) != ring.current:
                name = f"{kind.prefix}{of}"
                fresh = sealing.rewrap(ring, name, sealed, self._vault.random_bytes)
                # Only what was read is replaced: a key erased meanwhile does not come back.
                row = {"of": of, "old": sealed, "new": fresh}
                done += self._connection.execute(kind.replace, row).rowcount
        return done

    def _every(self) -> Iterator[tuple[_Kind, Any, bytes]]:
        for kind in _KINDS:
            for row in self._connection.execute(kind.every).all():
                yield kind, row[0], row[1]
