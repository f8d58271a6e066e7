"""The keys on disk: what signs the record, what wraps case keys, what hides people's names.

`key_dir` (mode 0700) holds four files of mode 0600:
- `record.pem`: the Ed25519 key that signs checkpoints, PKCS 8 without a password;
- `record.keys`: the public half of every key that ever signed, each endorsed by an earlier one,
  with what was revoked (bot.key_chain), for whoever checks old checkpoints;
- `ring.json`: the keys that wrap case keys, with the current one named; older ones stay, since
  case keys may still be wrapped under them;
- `site.secret`: the secret behind the record's opaque ids of people.
Rotating the signing key forgets the old private half, so that nobody can sign as it any more.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from bot.key_chain import (
    RECORD_KEYS,
    ChainedKey,
    instant,
    key_line,
    read_chain,
    revocation_line,
)
from bot.key_files import KeyFileError, make_key_dir, read_private, write_private

RECORD_KEY: Final = "record.pem"
RING: Final = "ring.json"
SITE_SECRET: Final = "site.secret"  # noqa: S105  # a file's name

KEY_LENGTH: Final = 32
"""Bytes of every secret here: Ed25519 seed, ring key, site secret."""

RandomBytes = Callable[[int], bytes]
"""Draws that many unpredictable bytes."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything that was loaded; secrets stay out of its repr.

    `sign` gives 64 bytes of Ed25519 under `public`; `chained` are all keys that ever signed,
    oldest first, and `chain` the same as a text to give away; `ring` holds the wrapping keys by
    id, `ring_made` when each was made (UTC, as written).
    """

    sign: Callable[[bytes], bytes] = field(repr=False)
    public: bytes
    chained: tuple[ChainedKey, ...]
    chain: str
    ring: Mapping[str, bytes] = field(repr=False)
    ring_current: str
    ring_made: Mapping[str, str]
    site_secret: bytes = field(repr=False)

    @property
    def publics(self) -> tuple[bytes, ...]:
        """The public half of every key that ever signed, oldest first."""
        return tuple(key.public for key in self.chained)


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether an Ed25519 signature is good (RFC 8032); never raises."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def new_keys(key_dir: Path, *, created: datetime, random_bytes: RandomBytes) -> Keys:
    """Write a first set of keys and return it; raises KeyFileError where there are keys already."""
    make_key_dir(key_dir)
    for name in (RECORD_KEY, RECORD_KEYS, RING, SITE_SECRET):
        if (key_dir / name).exists():
            raise KeyFileError(
                f"{key_dir / name} is there already: rotate keys, never replace them"
            )
    private = Ed25519PrivateKey.from_private_bytes(random_bytes(KEY_LENGTH))
    write_private(key_dir / SITE_SECRET, random_bytes(KEY_LENGTH).hex() + "\n")
    write_private(key_dir / RING, _ring_text({}, created, random_bytes))
    line = key_line(created, private.public_key().public_bytes_raw(), private.sign)
    write_private(key_dir / RECORD_KEYS, line)
    write_private(key_dir / RECORD_KEY, _pem(private))
    return load_keys(key_dir)


def load_keys(key_dir: Path) -> Keys:
    """Read the keys; raises KeyFileError, in words for the operator, for anything wrong."""
    private = _private(key_dir)
    public = private.public_key().public_bytes_raw()
    chain = read_private(key_dir / RECORD_KEYS)
    chained = read_chain(chain, verify)
    if not any(key.public == public and key.covers is None for key in chained):
        raise KeyFileError(f"{key_dir / RECORD_KEY} is not among the good keys of {RECORD_KEYS}")
    keys, current = _ring(read_private(key_dir / RING))
    return Keys(
        sign=private.sign,
        public=public,
        chained=chained,
        chain=chain,
        ring={key_id: _secret(key["key"], RING) for key_id, key in keys.items()},
        ring_current=current,
        ring_made={key_id: str(key.get("created", "")) for key_id, key in keys.items()},
        site_secret=_secret(read_private(key_dir / SITE_SECRET).strip(), SITE_SECRET),
    )


def ring_stamp(key_dir: Path) -> tuple[int, int, int]:
    """Return what changes whenever the ring is written; raises KeyFileError where it is missing."""
    try:
        found = (key_dir / RING).stat()
    except OSError as error:
        raise KeyFileError(f"cannot read {key_dir / RING}: {error.strerror}") from None
    return found.st_ino, found.st_mtime_ns, found.st_size


def rotate_record_key(key_dir: Path, *, created: datetime, random_bytes: RandomBytes) -> Keys:
    """Sign with a new key from now on, endorsed by the present one; raises KeyFileError."""
    present = _private(key_dir)
    private = Ed25519PrivateKey.from_private_bytes(random_bytes(KEY_LENGTH))
    endorsed = read_private(key_dir / RECORD_KEYS)
    # In this order: a crash between the two leaves an endorsed key that never signs, which harms
    # nobody, instead of a signing key that nobody vouched for.
    line = key_line(created, private.public_key().public_bytes_raw(), present.sign)
    write_private(key_dir / RECORD_KEYS, endorsed + line)
    write_private(key_dir / RECORD_KEY, _pem(private))
    return load_keys(key_dir)


def revoke_record_key(key_dir: Path, public: bytes, *, entries: int, when: datetime) -> Keys:
    """Say that what a key signed over more than so many entries counts for nothing.

    Raises KeyFileError for the present key, which must be rotated first, and for a key that is
    none or was revoked before.
    """
    present, keys = _private(key_dir), load_keys(key_dir)
    if public == keys.public:
        raise KeyFileError("expected a key that signs no more, got the present one: rotate first")
    if not any(key.public == public and key.covers is None for key in keys.chained):
        raise KeyFileError("expected a key of the record that is not revoked yet: see `keys list`")
    line = revocation_line(when, public, entries, present.sign)
    write_private(key_dir / RECORD_KEYS, keys.chain + line)
    return load_keys(key_dir)


def drop_ring_key(key_dir: Path, key_id: str) -> Keys:
    """Destroy a ring key that wraps nothing any more; raises KeyFileError for the current one.

    What an old backup holds under it opens never again.
    """
    keys, current = _ring(read_private(key_dir / RING))
    if key_id not in keys or key_id == current:
        raise KeyFileError(f"expected an older key of the ring, got {key_id}: see `keys list`")
    left = {known: key for known, key in keys.items() if known != key_id}
    write_private(key_dir / RING, json.dumps({"current": current, "keys": left}, indent=1) + "\n")
    return load_keys(key_dir)


def rotate_ring_key(key_dir: Path, *, created: datetime, random_bytes: RandomBytes) -> Keys:
    """Wrap new case keys under a new ring key from now on; the old ones stay in the ring."""
    keys, _ = _ring(read_private(key_dir / RING))
    write_private(key_dir / RING, _ring_text(keys, created, random_bytes))
    return load_keys(key_dir)


def _pem(private: Ed25519PrivateKey) -> str:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _private(key_dir: Path) -> Ed25519PrivateKey:
    path = key_dir / RECORD_KEY
    try:
        private = load_pem_private_key(read_private(path).encode(), password=None)
    except (ValueError, TypeError):
        raise KeyFileError(f"{path} is not an Ed25519 key without a password") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyFileError(f"{path} is not an Ed25519 key")
    return private


def _ring_text(keys: dict[str, Any], created: datetime, random_bytes: RandomBytes) -> str:
    # Past the greatest, not the count: an operator may have taken a retired key out.
    numbers = [int(key_id[1:]) for key_id in keys if key_id[1:].isdecimal()]
    current = f"k{max(numbers, default=0) + 1}"
    fresh = {"created": instant(created), "key": random_bytes(KEY_LENGTH).hex()}
    return json.dumps({"current": current, "keys": {**keys, current: fresh}}, indent=1) + "\n"


def _ring(text: str) -> tuple[dict[str, Any], str]:
    try:
        ring = json.loads(text)
        keys, current = dict(ring["keys"]), str(ring["current"])
        whole = current in keys and all(isinstance(key["key"], str) for key in keys.values())
    except (ValueError, TypeError, KeyError):
        whole = False
    if not whole:
        raise KeyFileError(f"{RING} is not a key ring: restore it from the backup of the keys")
    return keys, current


def _secret(text: str, name: str) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != KEY_LENGTH:
        raise KeyFileError(f"{name} holds something other than {KEY_LENGTH} bytes in hex")
    return secret
