"""Wraps the keys of cases under keys that stand elsewhere: a key ring on disk, or a KMS.

`Wrapping` is all that the product asks of either: encrypt and decrypt a few bytes under a key that
it knows by name alone. A key management system takes the place of the ring by answering the same
two calls; its keys then never come here. AES-256-GCM (NIST SP 800-38D) is what the ring uses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.domain.errors import ExigentError

__all__ = [
    "KEY_LENGTH",
    "NONCE_LENGTH",
    "KeyRing",
    "RandomBytes",
    "RingOnDisk",
    "SealError",
    "UnknownKeyError",
    "Wrapping",
    "decrypt",
    "encrypt",
]

KEY_LENGTH: Final = 32
"""Bytes of a ring key."""

NONCE_LENGTH: Final = 12
"""Bytes of a nonce, drawn at random (SP 800-38D, section 8.2.2)."""

_TAG_LENGTH: Final = 16

RandomBytes = Callable[[int], bytes]
"""Draws that many unpredictable bytes."""


class SealError(ExigentError):
    """Something sealed does not open; names its place and the likely cause, never a content."""


class UnknownKeyError(SealError):
    """Something is wrapped under a key that the ring does not hold."""


class Wrapping(Protocol):
    """Keys that wrap other keys, known by their ids (1 to 255 bytes of UTF-8)."""

    @property
    def current(self) -> str:
        """The id of the key that wraps from now on."""

    def encrypt(
        self, key_id: str, plaintext: bytes, associated: bytes, random_bytes: RandomBytes
    ) -> bytes:
        """Return the plaintext sealed and bound to the associated bytes.

        `random_bytes` is for whoever draws nonces here; a KMS draws its own. Raises
        UnknownKeyError.
        """

    def decrypt(self, key_id: str, sealed: bytes, associated: bytes) -> bytes:
        """Return what was sealed.

        Raises UnknownKeyError, and SealError for bytes that were changed or bound otherwise.
        """


def encrypt(key: bytes, plaintext: bytes, associated: bytes, random_bytes: RandomBytes) -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = random_bytes(NONCE_LENGTH)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, associated)


def decrypt(key: bytes, sealed: bytes, associated: bytes, where: str) -> bytes:
    """Return the plaintext; raises SealError that names `where`."""
    if len(sealed) < NONCE_LENGTH + _TAG_LENGTH:
        raise SealError(f"{where} is cut short")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], associated)
    except InvalidTag:
        raise SealError(f"{where} does not open: changed, moved, or another key") from None


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """A `Wrapping` of keys in memory, by id.

    Raises SealError for a key of another length, an id that is not 1 to 255 bytes, or a current
    id that the ring does not hold.
    """

    keys: Mapping[str, bytes]
    current: str

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise SealError(f"the key ring holds no key {self.current}")
        for key_id, key in self.keys.items():
            if len(key) != KEY_LENGTH or not 1 <= len(key_id.encode()) <= 255:  # noqa: PLR2004  # one byte holds the length
                raise SealError(f"ring key {key_id[:16]} is not {KEY_LENGTH} bytes, or has no id")

    def encrypt(
        self, key_id: str, plaintext: bytes, associated: bytes, random_bytes: RandomBytes
    ) -> bytes:
        """Seal under one of the keys."""
        return encrypt(self._key(key_id), plaintext, associated, random_bytes)

    def decrypt(self, key_id: str, sealed: bytes, associated: bytes) -> bytes:
        """Open what one of the keys sealed."""
        return decrypt(self._key(key_id), sealed, associated, "a wrapped key")

    def _key(self, key_id: str) -> bytes:
        key = self.keys.get(key_id)
        if key is None:
            raise UnknownKeyError(f"the key ring holds no key {key_id[:16]}")
        return key


class RingOnDisk:
    """The ring of `key_dir`, read again whenever it was changed.

    So a replica that was started before a rotation wraps under the new key at once, and never
    under one that was destroyed since. `stamp` says of the file whether it is still the same.
    """

    def __init__(self, read: Callable[[], KeyRing], stamp: Callable[[], object]) -> None:
        self._read = read
        self._stamp = stamp
        self._seen = stamp()
        self._ring = read()

    @property
    def current(self) -> str:
        """The key that wraps now."""
        return self._fresh().current

    def encrypt(
        self, key_id: str, plaintext: bytes, associated: bytes, random_bytes: RandomBytes
    ) -> bytes:
        """Seal under one of the keys."""
        return self._fresh().encrypt(key_id, plaintext, associated, random_bytes)

    def decrypt(self, key_id: str, sealed: bytes, associated: bytes) -> bytes:
        """Open what one of the keys sealed, also one that came since."""
        ring = self._ring if key_id in self._ring.keys else self._fresh()
        return ring.decrypt(key_id, sealed, associated)

    def _fresh(self) -> KeyRing:
        seen = self._stamp()
        if seen != self._seen:
            # The stamp first: a change between the two is seen the next time.
            self._ring, self._seen = self._read(), seen
        return self._ring
