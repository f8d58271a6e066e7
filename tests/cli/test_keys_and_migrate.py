"""Claims about the first two words that an operator types."""

import stat

import storage
from bot.domain.checkpoint import parse_verifier_key
from bot.keyring import load_keys
from tests.cli.conftest import Site


def test_new_keys_are_private_and_their_public_half_is_told(site: Site) -> None:
    """Four files for this user alone, and a verifier key under the record's origin."""
    code, out, _ = site.run("keys", "new")
    assert code == 0
    files = sorted((site.folder / "keys").iterdir())
    assert [stat.S_IMODE(f.stat().st_mode) for f in files] == [0o600] * 4
    told = parse_verifier_key(out.splitlines()[-1])
    assert (told.name, told.public) == (
        "example.com/exigent",
        load_keys(site.folder / "keys").public,
    )


def test_keys_are_never_replaced(ready: Site) -> None:
    """Where there are keys, new ones are refused in a line that says what to do."""
    code, _, err = ready.run("keys", "new")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "rotate keys, never replace them" in err


def test_rotated_keys_leave_the_old_ones_good(ready: Site) -> None:
    """After a rotation the new key signs, both verify, and old case keys still open."""
    before = load_keys(ready.folder / "keys")
    assert ready.run("keys", "rotate")[0] == 0
    after = load_keys(ready.folder / "keys")
    assert after.publics == (before.public, after.public)
    assert set(after.ring) == {*before.ring, after.ring_current}


def test_a_rotation_without_keys_is_one_line(site: Site) -> None:
    """What is missing is told with the command that makes it."""
    code, _, err = site.run("keys", "rotate")
    assert code == 1
    assert "exigent keys new" in err


def test_migrate_is_safe_to_repeat(site: Site) -> None:
    """Twice gives the same revision."""
    first, again = site.run("migrate"), site.run("migrate")
    assert first == again
    assert first[0] == 0
    assert f"revision {storage.head_of(site.raw['database_url'])}." in first[1]
