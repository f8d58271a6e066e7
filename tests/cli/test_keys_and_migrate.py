"""Claims about the first two words that an operator types."""

import asyncio
import stat
from collections import Counter

import pytest

import storage
from bot.domain.checkpoint import parse_verifier_key
from bot.domain.roster import SYSTEM
from bot.keyring import load_keys
from bot.workflow.queries import dossier
from bot.workflow.rows import HeldRow
from tests.cli.conftest import Site, apart
from tests.workflow.office_given import open_case


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


def test_a_whole_rotation(ready: Site) -> None:
    """Rotate, wrap anew, destroy the old ring key, revoke the old signing key: all is told."""
    hold_request(ready)
    assert ready.run("keys", "rotate")[0] == 0
    assert listed(ready) == ["signed before", "signs", "wraps 1", "wraps 0, and what is new"]
    code, _, err = ready.run("keys", "destroy", "k1")
    assert (code, "k1 wraps 1: run `exigent keys rewrap` first" in err) == (1, True)
    assert ready.run("keys", "rewrap")[1] == "1 key wrapped anew under k2.\n"
    assert ready.run("keys", "destroy", "k1")[0] == 0
    old = ready.run("keys", "list")[1].splitlines()[1].split()[0]
    assert ready.run("keys", "revoke", old, "--entries", "0")[0] == 0
    assert listed(ready) == [
        "revoked: counts up to 0 entries",
        "signs",
        "wraps 1, and what is new",
    ]
    code, report = ready.json("verify", "--json")
    assert (code, report["whole"]) == (0, True)
    kinds = apart(lambda: asyncio.run(key_kinds(ready)))
    assert kinds == {
        "ring.rewrapped": 1,
        "ring.key_destroyed": 1,
        "key.introduced": 2,
        "key.revoked": 1,
    }


@pytest.mark.parametrize("word", ["revoke 00000000 --entries 1", "destroy k9", "destroy k1"])
def test_a_key_that_is_none_is_told(ready: Site, word: str) -> None:
    """An unknown key, and the present one, are refused in one line, and nothing is done."""
    before = load_keys(ready.folder / "keys")
    code, _, err = ready.run("keys", *word.split())
    assert (code, len(err.splitlines())) == (1, 1)
    assert "`exigent keys list`" in err
    assert load_keys(ready.folder / "keys").chain == before.chain


def listed(site: Site) -> list[str]:
    """Return what the list says of each key, behind when it was made."""
    lines = [line.split("  ") for line in site.run("keys", "list")[1].splitlines()]
    return [line[-1].removeprefix("made ") for line in lines if len(line) > 1]


def hold_request(site: Site) -> None:
    """Put something sealed into the database."""

    def work() -> None:
        house = site.house()
        row = HeldRow(number=1, channel="web", reason="source", at=house.office.clock.law())
        asyncio.run(house.database.tx(lambda ledger: ledger.held.hold(row, "d", b"x")))
        house.database.close()

    apart(work)


async def key_kinds(site: Site) -> Counter[str]:
    """Count the entries about keys by kind."""
    house = site.house()
    found = await house.database.read(lambda db: Counter(row.kind for row in db.record.stream()))
    house.database.close()
    return found


def test_a_running_product_wraps_under_the_new_key_at_once(ready: Site) -> None:
    """One started before a rotation never seals a case under a key that is destroyed since."""
    running = ready.house()
    for words in ("rotate", "rewrap", "destroy k1"):
        assert ready.run("keys", *words.split())[0] == 0
    case = apart(lambda: asyncio.run(open_case(running.office)))
    running.database.close()
    again = ready.house()
    found = apart(lambda: asyncio.run(dossier(again.office, case, SYSTEM)))
    again.database.close()
    assert found is not None
    assert found.opened.request is not None
