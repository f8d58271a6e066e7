"""What stands in the record for a personal value, and how one value is opened alone.

`salt = HMAC-SHA256(case secret, position ‖ 0x00 ‖ JSON pointer)` and
`commitment = HMAC-SHA256(salt, canonical value)`. The salt of one place says nothing of another,
and when the case's secret is erased no value can be guessed and tried any more. Pointers are
relative to the entry's payload.
"""

import hmac
from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.canonical import Json, canonical, escaped
from bot.domain.shapes import COMMITMENT

SECRET_LENGTH: Final = 32
"""Bytes of a case's secret."""

_BLIND: Final = 16

_COMMITTED: Final = b'{"%b":"' % COMMITMENT.encode()


def salt_of(case_secret: bytes, position: int, pointer: str) -> bytes:
    """Return the salt of one place of one entry, 32 bytes.

    Raises ValueError for a secret that is not SECRET_LENGTH bytes, OverflowError for a position
    outside 0 to 2^64 - 1.
    """
    if len(case_secret) != SECRET_LENGTH:
        raise ValueError(f"expected a case secret of {SECRET_LENGTH} bytes")
    place = position.to_bytes(8, "big") + b"\0" + pointer.encode()
    return hmac.digest(case_secret, place, "sha256")


def blind_of(secret: bytes, position: int) -> str:
    """Return what makes an entry's hash unguessable: 128 bits of HMAC-SHA256(secret, place) in hex.

    Whoever is shown a proof sees the hashes of neighbours. Without a blind the body of one that
    says little could be found by trying; no JSON pointer is `blind`, so it tells nothing of salts.
    """
    return salt_of(secret, position, "blind")[:_BLIND].hex()


def commitment_of(salt: bytes, value: Json) -> str:
    """Return the commitment to a value, 64 hex digits; raises NotCanonicalError."""
    return hmac.digest(salt, canonical(value), "sha256").hex()


def check_opening(commitment: str, salt: bytes, value: Json) -> bool:
    """Say whether salt and value open the commitment; raises NotCanonicalError."""
    return hmac.compare_digest(commitment.encode(), commitment_of(salt, value).encode())


def commit(
    public: Mapping[str, Json], personal: Mapping[str, Json], salt_for: Callable[[str], bytes]
) -> dict[str, Json]:
    """Return the public payload with every place filled that the codec left for a commitment.

    Raises ValueError when the places left and the personal values are not the same pointers.
    """
    filled: set[str] = set()

    def fill(value: Json, pointer: str) -> Json:
        if isinstance(value, dict):
            if value.keys() == {COMMITMENT}:
                if value[COMMITMENT] != "" or pointer not in personal:
                    raise ValueError(f"no personal value for the place at {pointer}")
                filled.add(pointer)
                return {COMMITMENT: commitment_of(salt_for(pointer), personal[pointer])}
            return {name: fill(item, f"{pointer}/{escaped(name)}") for name, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [fill(item, f"{pointer}/{i}") for i, item in enumerate(value)]
        return value

    committed = {name: fill(value, f"/{escaped(name)}") for name, value in public.items()}
    if filled != personal.keys():
        raise ValueError(f"no place for {len(personal) - len(filled)} personal values")
    return committed


def commitments_in(payload: Json) -> dict[str, str]:
    """Return the commitments of a payload by JSON pointer, members in their order."""
    found: dict[str, str] = {}
    _gather(payload, "", found)
    return found


def places_in(body: bytes) -> int:
    """Return how many commitments canonical bytes have at most; none where it is 0."""
    return body.count(_COMMITTED)


def commitment_at(payload: Json, pointer: str) -> str | None:
    """Return the commitment at a pointer; None where there is none, or only a search can tell."""
    value = payload
    for token in pointer.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(token)
        elif isinstance(value, list) and token.isdecimal() and int(token) < len(value):
            # An index has one text; "01" beside "1" would be two names of one place.
            value = value[int(token)] if str(int(token)) == token else None
        else:
            return None
    found = value.get(COMMITMENT) if isinstance(value, dict) and len(value) == 1 else None
    return found if isinstance(found, str) and pointer[:1] == "/" and "~" not in pointer else None


def _gather(value: Json, pointer: str, found: dict[str, str]) -> None:
    if isinstance(value, dict):
        commitment = value.get(COMMITMENT) if len(value) == 1 else None
        if isinstance(commitment, str):
            found[pointer] = commitment
            return
        for name, item in value.items():
            if isinstance(item, (dict, list)):
                _gather(item, f"{pointer}/{escaped(name)}", found)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            if isinstance(item, (dict, list)):
                _gather(item, f"{pointer}/{i}", found)
