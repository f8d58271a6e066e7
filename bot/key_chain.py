"""The chain of the record's signing keys: each was endorsed by an earlier one, and some revoked.

It is a text of lines, oldest first, that whoever checks the record may have: `keys.txt` of a case
bundle. A line is a key or a revocation, with single spaces between:

    <made at> <public key, hex> <signature, hex>
    revoked <when> <public key, hex> <entries> <signature, hex>

The first key signs its own line. A later one is signed by a key before it that was not revoked by
then. A revocation is signed by another key that is good at that place; what the revoked key signed
counts for checkpoints over at most that many entries. The signed texts are `signed_text` and
`revoked_text`, of which no checkpoint can ever be one: a checkpoint's second line is a number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.domain.checkpoint import Verify
from bot.key_files import KeyFileError

RECORD_KEYS: Final = "record.keys"
"""The file of `key_dir` that holds the chain."""

_REVOKED: Final = "revoked"
_INSTANT: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainedKey:
    """One signing key: its public half, when it was made (UTC) and which key endorsed it.

    `covers` is None for a good key; for a revoked one, how many entries a checkpoint by it may have
    and still count.
    """

    public: bytes
    created: datetime
    endorsed_by: bytes
    endorsement: bytes
    covers: int | None = None
    revoked_at: datetime | None = None
    revocation: bytes = b""


def instant(at: datetime) -> str:
    """Return an instant as the chain writes it, UTC in whole seconds."""
    return at.astimezone(UTC).strftime(_INSTANT)


def made(text: str) -> datetime | None:
    """Return the instant that `instant` wrote; None for any other text."""
    try:
        return _instant(text)
    except ValueError:
        return None


def signed_text(created: str, public: str) -> bytes:
    """Return what an earlier key signs to endorse a new one."""
    return f"exigent record key\n{created}\n{public}\n".encode()


def revoked_text(when: str, public: str, entries: int) -> bytes:
    """Return what another key signs to revoke one."""
    return f"exigent record key revoked\n{when}\n{public}\n{entries}\n".encode()


def key_line(created: datetime, public: bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return the line of a new key, signed by the key that endorses it."""
    when = instant(created)
    return f"{when} {public.hex()} {sign(signed_text(when, public.hex())).hex()}\n"


def revocation_line(
    when: datetime, public: bytes, entries: int, sign: Callable[[bytes], bytes]
) -> str:
    """Return the line that revokes a key, signed by another one."""
    at, key = instant(when), public.hex()
    return f"{_REVOKED} {at} {key} {entries} {sign(revoked_text(at, key, entries)).hex()}\n"


def read_chain(text: str, verify: Verify) -> tuple[ChainedKey, ...]:
    """Return the keys of a chain, oldest first; raises KeyFileError for a line that is not good."""
    keys: list[ChainedKey] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split(" ")
        try:
            if words[0] == _REVOKED:
                _revoke(keys, words, verify)
            else:
                keys.append(_endorsed(keys, words, verify))
        except (ValueError, StopIteration):
            raise KeyFileError(f"{RECORD_KEYS} line {number} is not a key's line") from None
        except LookupError:
            words_of = f"{RECORD_KEYS} line {number} is not endorsed by an earlier key"
            raise KeyFileError(words_of) from None
    return tuple(keys)


def _endorsed(keys: Sequence[ChainedKey], words: list[str], verify: Verify) -> ChainedKey:
    created, key, mark = words
    public, signature = bytes.fromhex(key), bytes.fromhex(mark)
    if any(one.public == public for one in keys):
        raise ValueError("a key stands in the chain twice")
    able = [one.public for one in keys if one.covers is None] if keys else [public]
    by = _signer(able, signature, signed_text(created, key), verify)
    return ChainedKey(
        public=public, created=_instant(created), endorsed_by=by, endorsement=signature
    )


def _revoke(keys: list[ChainedKey], words: list[str], verify: Verify) -> None:
    _, when, key, entries, mark = words
    public, signature, covers = bytes.fromhex(key), bytes.fromhex(mark), int(entries)
    place = next(i for i, one in enumerate(keys) if one.public == public)
    if covers < 0 or keys[place].covers is not None:
        raise ValueError("a key is revoked once, up to a number of entries")
    able = [one.public for one in keys if one.covers is None and one.public != public]
    _signer(able, signature, revoked_text(when, key, covers), verify)
    keys[place] = replace(
        keys[place], covers=covers, revoked_at=_instant(when), revocation=signature
    )


def _signer(able: Sequence[bytes], signature: bytes, message: bytes, verify: Verify) -> bytes:
    found: Iterator[bytes] = (public for public in able if verify(public, signature, message))
    by = next(found, None)
    if by is None:
        raise LookupError("signed by none of them")
    return by


def _instant(text: str) -> datetime:
    return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)
