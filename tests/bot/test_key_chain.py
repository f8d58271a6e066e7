"""Claims about the chain of signing keys: who vouches for whom, and what a revoked one is worth."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.key_chain import key_line, revocation_line
from bot.key_files import KeyFileError, write_private
from bot.keyring import Keys, load_keys, revoke_record_key, rotate_record_key
from tests.bot.keys_given import LATER, CountingBytes, same


def rotated(key_dir: Path, chance: CountingBytes) -> tuple[Keys, Keys]:
    """Return the keys before a rotation and after it."""
    before = load_keys(key_dir)
    return before, rotate_record_key(key_dir, created=LATER, random_bytes=chance)


def test_a_revoked_key_counts_up_to_where_it_was_revoked(
    key_dir: Path, chance: CountingBytes
) -> None:
    """The chain says how far its checkpoints count, and other keys are as good as before."""
    before, after = rotated(key_dir, chance)
    keys = revoke_record_key(key_dir, before.public, entries=41, when=LATER)
    assert same(keys, load_keys(key_dir))
    old, new = keys.chained
    assert (old.public, old.covers, old.revoked_at) == (before.public, 41, LATER)
    assert (new.public, new.covers, new.endorsed_by) == (after.public, None, before.public)


def test_the_present_key_is_rotated_before_it_is_revoked(key_dir: Path) -> None:
    """Nobody is left without a key that signs."""
    with pytest.raises(KeyFileError, match="rotate first"):
        revoke_record_key(key_dir, load_keys(key_dir).public, entries=1, when=LATER)


def test_a_key_is_revoked_once(key_dir: Path, chance: CountingBytes) -> None:
    """A second revocation, or one of an unknown key, is refused and changes nothing."""
    before, _ = rotated(key_dir, chance)
    keys = revoke_record_key(key_dir, before.public, entries=41, when=LATER)
    for public in (before.public, bytes(32)):
        with pytest.raises(KeyFileError, match="not revoked yet"):
            revoke_record_key(key_dir, public, entries=90, when=LATER)
    assert same(keys, load_keys(key_dir))


def test_a_revoked_key_vouches_for_nothing_more(key_dir: Path, chance: CountingBytes) -> None:
    """Its thief can neither endorse a key of their own nor take the revocation back."""
    stolen = load_keys(key_dir)
    before, _ = rotated(key_dir, chance)
    keys = revoke_record_key(key_dir, before.public, entries=41, when=LATER)
    theirs = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = theirs.public_key().public_bytes_raw()
    lines = (
        key_line(LATER, public, stolen.sign),
        revocation_line(LATER, keys.public, 0, stolen.sign),
    )
    for line in lines:
        write_private(key_dir / "record.keys", keys.chain + line)
        with pytest.raises(KeyFileError, match="line 4 is not endorsed"):
            load_keys(key_dir)


def test_a_key_does_not_revoke_itself(key_dir: Path, chance: CountingBytes) -> None:
    """Whoever holds one key alone cannot say how far it counts."""
    before, after = rotated(key_dir, chance)
    line = revocation_line(LATER, before.public, 10**9, before.sign)
    write_private(key_dir / "record.keys", after.chain + line)
    with pytest.raises(KeyFileError, match="line 3 is not endorsed"):
        load_keys(key_dir)
