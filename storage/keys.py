"""The cases' keys as one transaction sees them: unwrapped once, and gone when erased."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from storage import sealing
from storage.sealing import CaseKey
from storage.shape import table
from storage.tables import CaseKey as Kept
from storage.wrapping import RandomBytes, SealError, Wrapping

__all__ = ["CaseKeys", "Unwrap", "Vault"]

_CACHED: Final = 256
_KEYS: Final = table(Kept)
_SEALED: Final = select(_KEYS.c.sealed).where(_KEYS.c.case_number == bindparam("case"))
_INSERT: Final = _KEYS.insert()
_DELETE: Final = delete(_KEYS).where(_KEYS.c.case_number == bindparam("case"))

Unwrap = Callable[[str, bytes], CaseKey]


class Vault:
    """The key ring and the source of chance, with the keys last unwrapped in memory."""

    def __init__(self, ring: Wrapping, random_bytes: RandomBytes) -> None:
        self.ring = ring
        self.random_bytes = random_bytes

        def unwrap(case: str, wrapped: bytes) -> CaseKey:
            return sealing.unwrap(ring, case, wrapped)

        # By the wrapped bytes, which are read each time: a case erased elsewhere stays closed.
        self.unwrap: Unwrap = lru_cache(maxsize=_CACHED)(unwrap)


class CaseKeys:
    """Seals and opens values of cases within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self._known: dict[str, CaseKey | None] = {}

    def create(self, case: str) -> None:
        """Insert a fresh key and secret for the case."""
        fresh = sealing.new_case_key(case, self._vault.random_bytes)
        wrapped = sealing.wrap(self._vault.ring, fresh, self._vault.random_bytes)
        self._connection.execute(_INSERT, {"case_number": case, "sealed": wrapped})
        self._known[case] = fresh

    def of(self, case: str) -> CaseKey | None:
        """Return the case's key; None when there is none, or no longer. Raises SealError."""
        if case not in self._known:
            wrapped = self._connection.scalar(_SEALED, {"case": case})
            self._known[case] = None if wrapped is None else self._vault.unwrap(case, wrapped)
        return self._known[case]

    def drop(self, case: str) -> None:
        """Delete the case's key and secret: this is erasure."""
        self._connection.execute(_DELETE, {"case": case})
        self._known[case] = None

    def seal(self, case: str, table: str, column: str, plaintext: bytes) -> bytes:
        """Seal a value for one place of one case; raises SealError where the key is gone."""
        key = self.of(case)
        if key is None:
            raise SealError(f"case {case} has no key: unknown or erased")
        return sealing.seal(key, table, column, plaintext, self._vault.random_bytes)

    def open(self, case: str, table: str, column: str, sealed: bytes) -> bytes | None:
        """Open a value; None where the key is gone. Raises SealError for a changed one."""
        key = self.of(case)
        return None if key is None else sealing.open_sealed(key, table, column, sealed)
