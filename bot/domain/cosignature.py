"""What a witness says of a checkpoint: c2sp.org/tlog-cosignature, the Ed25519 form.

A cosignature states that, at its time, the witness had seen no larger and no other tree of this
origin. It is one more signature line on the checkpoint.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.domain.checkpoint import (
    PUBLIC_KEY_LENGTH,
    Checkpoint,
    CheckpointError,
    Signature,
    SignedCheckpoint,
    Verify,
    parse_signed,
)

COSIGNATURE_V1: Final = b"\x04"
"""The signature type of timestamped Ed25519 cosignatures in signed notes."""

_TIME_LENGTH: Final = 8
_LATEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """A witness's public Ed25519 key with the name it signs under."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """SHA-256(name ‖ 0x0A ‖ 0x04 ‖ public key), the first four bytes."""
        return sha256(self.name.encode() + b"\n" + COSIGNATURE_V1 + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """`name+key id in hex+base64(0x04 ‖ public key)`."""
        encoded = b64encode(COSIGNATURE_V1 + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"


def parse_witness_key(text: str) -> WitnessKey:
    """Return the key of a witness's `vkey`; raises CheckpointError for any other text."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        typed = b64decode(encoded, validate=True)
    except (Base64Error, ValueError):
        raise CheckpointError("expected base64") from None
    if typed[:1] != COSIGNATURE_V1 or len(typed) != 1 + PUBLIC_KEY_LENGTH:
        raise CheckpointError("expected the key of a witness that makes Ed25519 cosignatures")
    key = WitnessKey(name, typed[1:])
    if not name or key.key_id.hex() != key_id:
        raise CheckpointError("the key id does not fit name and key")
    return key


def message(checkpoint: Checkpoint, moment: int) -> bytes:
    """Return what a witness signs; `moment` in seconds since 1970."""
    return f"cosignature/v1\ntime {moment}\n{checkpoint.text}".encode()


def cosigned_at(
    checkpoint: Checkpoint, mark: Signature, key: WitnessKey, verify: Verify
) -> int | None:
    """Return when the witness signed, in seconds since 1970; None where it is not its mark."""
    if (mark.name, mark.key_id) != (key.name, key.key_id):
        return None
    moment = int.from_bytes(mark.signature[:_TIME_LENGTH])
    good = verify(key.public, mark.signature[_TIME_LENGTH:], message(checkpoint, moment))
    return moment if good and moment <= _LATEST else None


def with_cosignatures(
    signed: SignedCheckpoint, lines: str, key: WitnessKey, verify: Verify
) -> SignedCheckpoint | None:
    """Return the checkpoint with the witness's good signatures of an answer added.

    None where there is none; marks of unknown keys are left out, as the protocol asks.
    """
    try:
        marks = parse_signed(signed.text + lines).signatures[len(signed.signatures) :]
    except CheckpointError:
        return None
    good = [m for m in marks if cosigned_at(signed.checkpoint, m, key, verify) is not None]
    return SignedCheckpoint(signed.checkpoint, (*signed.signatures, *good)) if good else None
