"""Claims about the key files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bot.key_files import GREATEST_FILE, KeyFileError, write_private
from bot.keyring import (
    drop_ring_key,
    load_keys,
    new_keys,
    rotate_record_key,
    rotate_ring_key,
    verify,
)
from tests.bot.keys_given import CREATED, FILES, LATER, CountingBytes, same


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
