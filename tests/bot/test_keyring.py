"""Claims about the key files."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from bot.key_chain import key_line, revocation_line
from bot.key_files import GREATEST_FILE, KeyFileError, write_private
from bot.keyring import (
    Keys,
    drop_ring_key,
    load_keys,
    new_keys,
    revoke_record_key,
    rotate_record_key,
    rotate_ring_key,
    verify,
)

CREATED = datetime(2026, 11, 21, 20, 58, 1, tzinfo=UTC)
LATER = CREATED + timedelta(days=400)
FILES = ["record.keys", "record.pem", "ring.json", "site.secret"]


class CountingBytes:
    """Never draws the same bytes twice, and is the same in every run."""

    def __init__(self) -> None:
        self.counter = count(1)

    def __call__(self, length: int) -> bytes:
        """Return the next number as that many bytes."""
        return next(self.counter).to_bytes(length, "big")


@pytest.fixture
def chance() -> CountingBytes:
    """Give one source of bytes to a test."""
    return CountingBytes()


@pytest.fixture
def key_dir(tmp_path: Path, chance: CountingBytes) -> Path:
    """Make a directory with a first set of keys."""
    new_keys(tmp_path / "keys", created=CREATED, random_bytes=chance)
    return tmp_path / "keys"


def same(one: Keys, other: Keys) -> bool:
    """Compare what can be compared; a signature stands for the signing function."""
    return (one.public, one.publics, one.ring, one.ring_current, one.site_secret) == (
        other.public,
        other.publics,
        other.ring,
        other.ring_current,
        other.site_secret,
    ) and one.sign(b"x") == other.sign(b"x")


def test_new_keys_are_loaded_again(tmp_path: Path, chance: CountingBytes) -> None:
    """What was made is what a later start reads; every secret is its own."""
    made = new_keys(tmp_path / "deep" / "keys", created=CREATED, random_bytes=chance)
    assert same(made, load_keys(tmp_path / "deep" / "keys"))
    assert made.publics == (made.public,)
    assert made.ring.keys() == {made.ring_current}
    assert len({made.site_secret, *made.ring.values()}) == 2


def test_what_was_signed_verifies(key_dir: Path) -> None:
    """Signatures are Ed25519 under the public key, and hold for their message only."""
    keys = load_keys(key_dir)
    Ed25519PublicKey.from_public_bytes(keys.public).verify(keys.sign(b"root"), b"root")
    assert verify(keys.public, keys.sign(b"root"), b"root")
    assert not verify(keys.public, keys.sign(b"root"), b"another root")
    assert not verify(keys.public, b"short", b"root")
    assert not verify(b"short", keys.sign(b"root"), b"root")


def test_only_the_owner_may_look(key_dir: Path) -> None:
    """The directory has mode 0700 and its files 0600, and no other file is left behind."""
    assert key_dir.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in key_dir.iterdir()) == FILES
    assert {path.stat().st_mode & 0o777 for path in key_dir.iterdir()} == {0o600}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_open_to_others_is_refused(key_dir: Path, name: str, mode: int) -> None:
    """The refusal names the file and the command that mends it."""
    (key_dir / name).chmod(mode)
    with pytest.raises(KeyFileError, match=rf"chmod 600 .*{name}"):
        load_keys(key_dir)


def test_a_directory_open_to_others_is_refused(key_dir: Path, chance: CountingBytes) -> None:
    """Loading and making both refuse it."""
    key_dir.chmod(0o750)
    with pytest.raises(KeyFileError, match="chmod 700"):
        load_keys(key_dir)
    with pytest.raises(KeyFileError, match="chmod 700"):
        new_keys(key_dir, created=CREATED, random_bytes=chance)


@pytest.mark.parametrize("name", FILES)
def test_present_keys_are_never_overwritten(
    key_dir: Path, name: str, chance: CountingBytes
) -> None:
    """One file left of a set is enough to refuse making another set."""
    for other in FILES:
        if other != name:
            (key_dir / other).unlink()
    before = (key_dir / name).read_bytes()
    with pytest.raises(KeyFileError, match="there already"):
        new_keys(key_dir, created=CREATED, random_bytes=chance)
    assert (key_dir / name).read_bytes() == before


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(key_dir: Path, name: str) -> None:
    """The refusal says which file is missing."""
    (key_dir / name).unlink()
    with pytest.raises(KeyFileError, match=f"{name} is missing"):
        load_keys(key_dir)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "content", [b"", b"secret", b"\xff\xfe", b"{}", b'{"current": "k1", "keys": {"k1": {}}}']
)
def test_a_spoiled_file_is_refused_without_its_content(
    key_dir: Path, name: str, content: bytes
) -> None:
    """A broken file does not load, and what it holds is not repeated."""
    (key_dir / name).write_bytes(content)
    with pytest.raises(KeyFileError) as refusal:
        load_keys(key_dir)
    assert str(refusal.value).replace("site.secret", "").find("secret") == -1
    assert refusal.value.__cause__ is None


def test_a_new_signing_key_is_endorsed_by_the_old(key_dir: Path, chance: CountingBytes) -> None:
    """After rotations all public keys are known in order, and only the newest signs."""
    first = load_keys(key_dir)
    second = rotate_record_key(key_dir, created=LATER, random_bytes=chance)
    third = rotate_record_key(key_dir, created=LATER, random_bytes=chance)
    assert third.publics == (first.public, second.public, third.public)
    assert len(set(third.publics)) == 3
    assert verify(third.public, third.sign(b"root"), b"root")
    assert (third.ring, third.site_secret) == (first.ring, first.site_secret)
    assert same(third, load_keys(key_dir))


def test_a_key_slipped_in_is_not_believed(
    key_dir: Path, tmp_path: Path, chance: CountingBytes
) -> None:
    """A line that no earlier key signed makes the file unusable."""
    new_keys(tmp_path / "foreign", created=CREATED, random_bytes=chance)
    foreign = (tmp_path / "foreign" / "record.keys").read_text()
    ours = (key_dir / "record.keys").read_text()
    (key_dir / "record.keys").write_text(ours + foreign)
    with pytest.raises(KeyFileError, match="line 2 is not endorsed"):
        load_keys(key_dir)


def test_a_foreign_signing_key_is_refused(
    key_dir: Path, tmp_path: Path, chance: CountingBytes
) -> None:
    """A private key that is not among the endorsed ones does not sign for us."""
    new_keys(tmp_path / "foreign", created=CREATED, random_bytes=chance)
    (key_dir / "record.pem").write_bytes((tmp_path / "foreign" / "record.pem").read_bytes())
    with pytest.raises(KeyFileError, match="not among"):
        load_keys(key_dir)


def test_a_crash_between_the_two_writes_leaves_working_keys(
    key_dir: Path, chance: CountingBytes
) -> None:
    """With the new key endorsed but not yet in place, the old one goes on and can rotate again."""
    old = (key_dir / "record.pem").read_bytes()
    before = load_keys(key_dir)
    rotate_record_key(key_dir, created=LATER, random_bytes=chance)
    (key_dir / "record.pem").write_bytes(old)
    assert load_keys(key_dir).public == before.public
    after = rotate_record_key(key_dir, created=LATER, random_bytes=chance)
    assert after.public == after.publics[2]


def test_the_ring_keeps_its_old_keys(key_dir: Path, chance: CountingBytes) -> None:
    """A new ring key becomes the current one, and the old one can still unwrap."""
    before = load_keys(key_dir)
    after = rotate_ring_key(key_dir, created=LATER, random_bytes=chance)
    assert after.ring_current not in before.ring
    assert before.ring.items() < after.ring.items()
    assert after.public == before.public


def test_a_ring_without_a_retired_key_grows_by_a_new_id(
    key_dir: Path, chance: CountingBytes
) -> None:
    """Where an operator took an old key out, rotating overwrites none of the rest."""
    rotate_ring_key(key_dir, created=LATER, random_bytes=chance)
    ring = json.loads((key_dir / "ring.json").read_text())
    del ring["keys"]["k1"]
    (key_dir / "ring.json").write_text(json.dumps(ring))
    before = load_keys(key_dir)
    after = rotate_ring_key(key_dir, created=LATER, random_bytes=chance)
    assert before.ring.items() < after.ring.items()


def test_a_write_replaces_whole_files(tmp_path: Path) -> None:
    """A piece left by an earlier crash is no obstacle, and does not stay."""
    (tmp_path / ".ring.json.new").write_text("half of")
    write_private(tmp_path / "ring.json", "one\n")
    write_private(tmp_path / "ring.json", "two\n")
    assert [path.name for path in tmp_path.iterdir()] == ["ring.json"]
    assert (tmp_path / "ring.json").read_text() == "two\n"


def test_trouble_with_the_disk_is_told_in_our_words(
    tmp_path: Path, key_dir: Path, chance: CountingBytes
) -> None:
    """A path that cannot be written or read gives a KeyFileError."""
    (tmp_path / "file").write_text("")
    (tmp_path / "keys" / "ring.json").unlink()
    (tmp_path / "keys" / "ring.json").mkdir(mode=0o700)
    attempts: list[Callable[[], object]] = [
        lambda: new_keys(tmp_path / "file" / "keys", created=CREATED, random_bytes=chance),
        lambda: write_private(tmp_path / "none" / "ring.json", ""),
        lambda: load_keys(key_dir),
    ]
    for attempt in attempts:
        with pytest.raises(KeyFileError, match="cannot"):
            attempt()


def test_a_huge_file_is_not_read_whole(key_dir: Path) -> None:
    """A file far too long for a key is refused."""
    (key_dir / "site.secret").write_text("0" * (GREATEST_FILE + 1))
    with pytest.raises(KeyFileError, match="too long"):
        load_keys(key_dir)


def test_secrets_do_not_show(key_dir: Path) -> None:
    """Printing the loaded keys shows public keys and ids only."""
    keys = load_keys(key_dir)
    assert repr(keys.site_secret) not in repr(keys)
    assert all(repr(key) not in repr(keys) for key in keys.ring.values())


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


def test_an_old_ring_key_can_be_destroyed(key_dir: Path, chance: CountingBytes) -> None:
    """It is gone from the file; the current one cannot be taken, and no id is given twice."""
    first = load_keys(key_dir).ring_current
    second = rotate_ring_key(key_dir, created=LATER, random_bytes=chance).ring_current
    old = load_keys(key_dir).ring[first]
    left = drop_ring_key(key_dir, first)
    assert left.ring.keys() == {second} == left.ring_made.keys()
    assert old.hex() not in (key_dir / "ring.json").read_text()
    for wrong in (second, first, "k9"):
        with pytest.raises(KeyFileError, match="expected an older key of the ring"):
            drop_ring_key(key_dir, wrong)
