"""Keeps personal data readable only while its case's key exists.

Each case has a random data key and a random secret (for the record's commitments), kept together
in one row, wrapped by a key of the ring. Deleting that row is erasure: what was sealed stays where
it is and nobody can read it. AES-256-GCM (NIST SP 800-38D) throughout; a value is bound to its
case, table and column, so that it opens nowhere else.
"""

from dataclasses import dataclass
from typing import Final

from storage.wrapping import (
    KEY_LENGTH,
    RandomBytes,
    SealError,
    UnknownKeyError,
    Wrapping,
    decrypt,
    encrypt,
)

_VERSION: Final = b"\1"


@dataclass(frozen=True, slots=True, repr=False)
class CaseKey:
    """A case's data key, and the secret of its commitments."""

    case: str
    data_key: bytes
    secret: bytes


def new_case_key(case: str, random_bytes: RandomBytes) -> CaseKey:
    """Draw the key of a new case."""
    return CaseKey(case, random_bytes(KEY_LENGTH), random_bytes(KEY_LENGTH))


def wrap(ring: Wrapping, case_key: CaseKey, random_bytes: RandomBytes) -> bytes:
    """Return the case's key sealed under the ring's current key."""
    key_id = ring.current.encode()
    header = _VERSION + bytes([len(key_id)]) + key_id
    both = case_key.data_key + case_key.secret
    place = header + _of_case(case_key.case)
    return header + ring.encrypt(ring.current, both, place, random_bytes)


def wrapped_under(wrapped: bytes) -> str:
    """Return the id of the ring key that a case key is wrapped under; raises SealError."""
    length = wrapped[1] if len(wrapped) > 1 and wrapped[:1] == _VERSION else 0
    key_id = wrapped[2 : 2 + length]
    if not length or len(key_id) != length:
        raise SealError("not a wrapped case key")
    try:
        return key_id.decode()
    except UnicodeDecodeError:
        raise SealError("not a wrapped case key") from None


def unwrap(ring: Wrapping, case: str, wrapped: bytes) -> CaseKey:
    """Return the case's key; raises SealError for a foreign case, a missing key or a change."""
    key_id = wrapped_under(wrapped)
    split = 2 + len(key_id.encode())
    header, sealed = wrapped[:split], wrapped[split:]
    try:
        both = ring.decrypt(key_id, sealed, header + _of_case(case))
    except UnknownKeyError:
        words = f"the key of case {case} is wrapped under a key the ring does not hold"
        raise SealError(words) from None
    except SealError:
        words = f"the key of case {case} does not open: changed, moved, or another key"
        raise SealError(words) from None
    if len(both) != 2 * KEY_LENGTH:
        raise SealError(f"the key of case {case} has a wrong length")
    return CaseKey(case, both[:KEY_LENGTH], both[KEY_LENGTH:])


def rewrap(ring: Wrapping, case: str, wrapped: bytes, random_bytes: RandomBytes) -> bytes:
    """Return the same case key wrapped under the ring's current key; raises SealError."""
    return wrap(ring, unwrap(ring, case, wrapped), random_bytes)


def seal(
    case_key: CaseKey, table: str, column: str, plaintext: bytes, random_bytes: RandomBytes
) -> bytes:
    """Return the plaintext sealed for one column of one case: version, nonce, ciphertext, tag."""
    place = _VERSION + _of_place(table, column, case_key.case)
    return _VERSION + encrypt(case_key.data_key, plaintext, place, random_bytes)


def open_sealed(case_key: CaseKey, table: str, column: str, sealed: bytes) -> bytes:
    """Return what was sealed for this column of this case; raises SealError for anything else."""
    place = _VERSION + _of_place(table, column, case_key.case)
    if sealed[:1] != _VERSION:
        raise SealError(f"{table}.{column} of case {case_key.case} has an unknown sealed form")
    where = f"{table}.{column} of case {case_key.case}"
    return decrypt(case_key.data_key, sealed[1:], place, where)


def _of_case(case: str) -> bytes:
    return b"case_key|" + case.encode()


def _of_place(table: str, column: str, case: str) -> bytes:
    # The separator keeps "a" + "bc" apart from "ab" + "c".
    if "\0" in table + column:
        raise SealError("a table or column name holds a NUL")
    return b"\0".join((table.encode(), column.encode(), case.encode()))
