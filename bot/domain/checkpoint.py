"""Signed checkpoints of the record, in the formats of c2sp.org/tlog-checkpoint and /signed-note.

A checkpoint says: the log of this origin had this many entries and this Merkle root. Its text ends
with a newline; a blank line and one line per signature follow. Signing and verifying come in as
functions, so that the domain needs no cryptography library.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.domain.merkle import HASH_LENGTH

ED25519: Final = b"\x01"
"""The signature type of Ed25519 in signed notes."""

PUBLIC_KEY_LENGTH: Final = 32
"""Bytes of an Ed25519 public key (RFC 8032)."""

_DASH: Final = "\N{EM DASH} "
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_NOT_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
"""Signed notes: no control characters but newlines, and nothing that UTF-8 cannot say."""
_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_KEY_ID_LENGTH = 4
_SIGNED = len(_DASH) + 2 + 4 * -(-(_KEY_ID_LENGTH + 64) // 3)
"""Characters of the shortest signature line by Ed25519: a name of one letter, a space, base64."""
_FILLED = ("origin", "0", b64encode(bytes(HASH_LENGTH)).decode())
"""A checkpoint's three lines, for what is not there of one."""
_MOST_SIGNATURES = 64
"""Signed notes: a verifier should have a limit, and must take 16 at least."""

Sign = Callable[[bytes], bytes]
"""Signs a message: 64 bytes of Ed25519."""

Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, signature, message): whether the signature is good; must not raise."""


class CheckpointError(ValueError):
    """A text is no checkpoint, signed note or verifier key; says what was expected."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How many entries the log had, and the root over them.

    Raises CheckpointError for an origin or extension that does not fit on its line.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(line == "" or "\n" in line for line in (self.origin, *self.extensions)):
            raise CheckpointError("expected origin and extensions on one line each, not empty")
        if _NOT_TEXT.search("".join((self.origin, *self.extensions))) is not None:
            raise CheckpointError("expected no control characters in origin and extensions")
        if self.origin.startswith(_DASH):
            raise CheckpointError("expected an origin that does not look like a signature")
        if self.size < 0 or len(self.root) != HASH_LENGTH:
            raise CheckpointError(f"expected a size from 0 and a root of {HASH_LENGTH} bytes")

    @property
    def text(self) -> str:
        """The text that is signed; it ends with a newline."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public Ed25519 key with the name it signs under; its text is the `vkey` of signed notes.

    `covers` is None for a good key; a revoked one counts for checkpoints over at most that many
    entries. Raises CheckpointError for a name with spaces, controls or a plus, or another length
    of the key.
    """

    name: str
    public: bytes
    covers: int | None = None

    def __post_init__(self) -> None:
        if not _is_key_name(self.name):
            raise CheckpointError("expected a key name without spaces and plus signs")
        if len(self.public) != PUBLIC_KEY_LENGTH:
            raise CheckpointError(f"expected a public key of {PUBLIC_KEY_LENGTH} bytes")

    @property
    def key_id(self) -> bytes:
        """SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), the first four bytes."""
        named = self.name.encode() + b"\n" + ED25519 + self.public
        return sha256(named).digest()[:_KEY_ID_LENGTH]

    @property
    def text(self) -> str:
        """`name+key id in hex+base64(0x01 ‖ public key)`."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.public).decode()}"


def parse_verifier_key(text: str) -> VerifierKey:
    """Return the key of a `vkey` text; raises CheckpointError, also when its id does not fit."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    typed = _bytes_of(encoded)
    if typed[:1] != ED25519:
        raise CheckpointError("expected an Ed25519 key")
    key = VerifierKey(name, typed[1:])
    if key.key_id.hex() != key_id:
        raise CheckpointError("the key id does not fit name and key")
    return key


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: under which name, by which key, and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line of a signed note; it ends with a newline."""
        encoded = b64encode(self.key_id + self.signature).decode()
        return f"{_DASH}{self.name} {encoded}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with its signatures, verified or not."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        """The signed note."""
        lines = "".join(signature.line for signature in self.signatures)
        return f"{self.checkpoint.text}\n{lines}"

    def signed_by(self, keys: Iterable[VerifierKey], verify: Verify) -> VerifierKey | None:
        """Return the first of the keys with a good signature here that counts for this size.

        None if no key signed, or if a signature under the name and id of a known key is bad:
        such a note must not be used, whatever else stands on it.
        """
        message = self.checkpoint.text.encode()
        good = None
        for key in keys:
            for mark in self.signatures:
                if (mark.name, mark.key_id) != (key.name, key.key_id):
                    continue
                if not verify(key.public, mark.signature, message):
                    return None
                if key.covers is None or self.checkpoint.size <= key.covers:
                    good = good or key
        return good


def sign_checkpoint(checkpoint: Checkpoint, key: VerifierKey, sign: Sign) -> SignedCheckpoint:
    """Return the checkpoint with one signature by the key."""
    signature = Signature(key.name, key.key_id, sign(checkpoint.text.encode()))
    return SignedCheckpoint(checkpoint, (signature,))


def parse_signed(note: str) -> SignedCheckpoint:
    """Return the checkpoint of a signed note, its signatures not yet verified.

    Raises CheckpointError for anything but one checkpoint, a blank line, and signature lines.
    """
    if _NOT_TEXT.search(note) is not None:
        raise CheckpointError("expected no control characters but newlines")
    text, blank, rest = note.rpartition("\n\n")
    if not blank or not rest.endswith("\n"):
        raise CheckpointError("expected a blank line and signature lines at the end")
    lines = rest[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise CheckpointError(f"expected at most {_MOST_SIGNATURES} signatures")
    signatures = tuple(map(_signature, lines))
    return SignedCheckpoint(_checkpoint(text + "\n"), signatures)


def _checkpoint(text: str) -> Checkpoint:
    lines = text[:-1].split("\n")
    if len(lines) < 3 or _SIZE.fullmatch(lines[1]) is None:  # noqa: PLR2004  # origin, size, root
        raise CheckpointError("expected an origin, the number of entries and a root, a line each")
    origin, size, root, *extensions = lines
    return Checkpoint(origin, int(size), _bytes_of(root), tuple(extensions))


def _signature(line: str) -> Signature:
    if not line.startswith(_DASH):
        raise CheckpointError("expected a signature line to begin with an em dash and a space")
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    typed = _bytes_of(encoded)
    if not _is_key_name(name) or len(typed) <= _KEY_ID_LENGTH:
        raise CheckpointError("expected a key name and a signature with its key id")
    return Signature(name, typed[:_KEY_ID_LENGTH], typed[_KEY_ID_LENGTH:])


def _is_key_name(name: str) -> bool:
    spaced = any(mark.isspace() for mark in name)
    return name != "" and "+" not in name and not spaced and _NOT_TEXT.search(name) is None


def _bytes_of(encoded: str) -> bytes:
    try:
        decoded = b64decode(encoded, validate=True)
    except (Base64Error, ValueError):
        raise CheckpointError("expected base64") from None
    if b64encode(decoded).decode() != encoded:
        raise CheckpointError("expected base64 in its one proper form")
    return decoded


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a file anchor: the line at which it begins (from 1), and its note.

    Where there is no note, it is `torn`, the beginning of one as a crash in the middle of an
    append leaves it, or somebody edited it.
    """

    line: int
    note: SignedCheckpoint | None = None
    torn: bool = False


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """What stands in a file anchor: its notes in order, and the lines (from 1) of other pieces."""

    notes: tuple[SignedCheckpoint, ...]
    torn: tuple[int, ...]


def split_file(text: str) -> AnchorFile:
    """Read a file of signed notes with blank lines between them; never raises."""
    found = list(pieces(text))
    notes = tuple(piece.note for piece in found if piece.note is not None)
    return AnchorFile(notes, tuple(piece.line for piece in found if piece.note is None))


def pieces(text: str) -> Iterator[Piece]:
    """Yield what stands in a file of signed notes with blank lines between them; never raises.

    A note has a blank line within: a block that begins with an em dash and a space belongs to the
    block before it, and no block of checkpoint lines begins so.
    """
    line, counted, head = 1, 0, ""
    at = 1
    for block in _BLOCK.finditer(text):
        line += text.count("\n", counted, block.start())
        counted = block.start()
        # A crash can leave the dash alone, without the space that belongs to it.
        if not block[0].startswith(_DASH) and block[0] != _DASH.strip():
            if head:
                yield Piece(at, torn=_cut_off(head))
            head, at = block[0], line
            continue
        yield _piece(at if head else line, head, block[0])
        head = ""
    if head:
        yield Piece(at, torn=_cut_off(head))


def _piece(line: int, head: str, signatures: str) -> Piece:
    try:
        return Piece(line, parse_signed(f"{head}\n\n{signatures}\n"))
    except CheckpointError:
        whole = len(signatures) >= _SIGNED
    try:
        _checkpoint(f"{head}\n")
    except CheckpointError:
        return Piece(line)
    return Piece(line, torn=not whole)


def _cut_off(head: str) -> bool:
    """Say whether lines are the beginning of a checkpoint's: of the last a part may be missing."""
    lines = head.split("\n")
    try:
        _checkpoint("\n".join([*lines[:-1], *_FILLED[len(lines) - 1 :]]) + "\n")
    except CheckpointError:
        return False
    return True
