"""Claims about what a reader holds from elsewhere: a key, checkpoints, receipts."""

from dataclasses import replace

import pytest

from bot.domain.checkpoint import Checkpoint, VerifierKey, sign_checkpoint, split_file
from bot.key_chain import revocation_line
from tests.bundles.corrupting import THIEF, Case, Files, signed_anew, untouched
from tests.bundles.histories import PRIVATES, Made, Maker, positions
from tests.bundles.opinions import of_the_other, of_the_program
from tests.factories import AT
from tests.story import told
from tests.workflow.office_given import KEY


@pytest.fixture
async def made() -> Made:
    """A bundle of a record with three keys, and checkpoints published before and after."""
    maker = Maker(told(), 3, keys=3)
    return await maker.made(owner=False)


def said(made: Made, files: Files | None = None, **held: object) -> str:
    """What both programs say, in the words of the shipped one."""
    case = replace(Case("", dict(files or made.files), "", "", ()), **held)  # type: ignore[arg-type]  # named
    words = of_the_program(case)
    assert bool(words) is bool(of_the_other(case))
    return words


def note(size: int, root: bytes, key: int = 2) -> str:
    """A checkpoint by one of the record's keys."""
    point = Checkpoint(KEY.name, size, root)
    name = VerifierKey(KEY.name, PRIVATES[key].public_key().public_bytes_raw())
    return sign_checkpoint(point, name, PRIVATES[key].sign).text


async def test_every_earlier_key_leads_to_the_present_one(made: Made) -> None:
    """Whoever kept the first or the second key may check with it; a stranger's leads nowhere."""
    assert [said(made, held=key.text) for key in made.keys] == ["", "", ""]
    thief = VerifierKey(KEY.name, THIEF.public_key().public_bytes_raw())
    assert "not the key that you gave" in said(made, held=thief.text)
    other = VerifierKey("example.org/other", made.keys[0].public)
    assert "not the key that you gave" in said(made, held=other.text)


async def test_a_newer_key_does_not_vouch_for_an_older_one(made: Made) -> None:
    """Who holds the present key does not take a bundle that an older key signed."""
    older = made.keys[1]
    files = {**made.files, "key.vkey": older.text.encode() + b"\n"}
    assert "not the key that you gave" in said(made, files, held=made.keys[2].text)


async def test_a_revoked_key_signs_no_bundle_further_on(made: Made) -> None:
    """What it signed over more entries than it covers proves nothing, and does no harm."""
    files = revoked(made)
    signed = {**files, "key.vkey": made.keys[0].text.encode() + b"\n"}
    assert said(made, signed)
    for size, root in roots(made).items():
        assert said(made, files, outside=note(size, root, key=0)) == ""


async def test_to_revoke_a_key_does_not_silence_it(made: Made) -> None:
    """Who has the keys cannot change the record and take back what bears witness against it."""
    files = revoked(made)
    for size in roots(made):
        told = said(made, files, outside=note(size, bytes(32), key=0))
        assert "that a revoked key signed: its thief did, or the record was changed" in told
    same = note(made.bundle.size, bytes(32), key=0)
    assert said(made, files, outside=same)


def revoked(made: Made) -> dict[str, bytes]:
    """The bundle after its first key was revoked, up to one entry."""
    line = revocation_line(AT, made.keys[0].public, 1, PRIVATES[2].sign)
    chain = made.files["keys.txt"] + line.encode()
    return signed_anew({**made.files, "keys.txt": chain}, made)


def roots(made: Made) -> dict[int, bytes]:
    """The roots of the published checkpoints that the bundle can be compared with, by size."""
    published = [piece.checkpoint for piece in split_file(made.outside).notes]
    return {one.size: one.root for one in published if f"consistency/{one.size}.txt" in made.files}


async def test_checkpoints_from_elsewhere_are_compared(made: Made) -> None:
    """Those that were published hold; a longer one is said, and a fault where it may not be."""
    assert said(made, outside=made.outside) == ""
    longer = f"{made.outside}\n{note(made.bundle.size + 3, bytes(32))}"
    assert said(made, outside=longer) == ""


async def test_another_root_at_a_published_size_is_found(made: Made) -> None:
    """The entries that were changed lie between the last that holds and this one."""
    sizes = sorted(int(n[12:-4]) for n in made.files if n.startswith("consistency/"))
    assert len(sizes) > 1
    false = note(sizes[1], bytes(32))
    assert said(made, outside=false).startswith(f"FILE: entries 1 to {sizes[1]} are not what")
    assert said(made, outside=f"{made.outside}\n{false}").endswith("two records under this name")
    same = note(made.bundle.size, bytes(32))
    assert "there are two records under this name" in said(made, outside=same)


async def test_a_checkpoint_by_a_stranger_is_found(made: Made) -> None:
    """One that no key of the record signed is no evidence, and is named by its line."""
    point = Checkpoint(KEY.name, 4, bytes(32))
    key = VerifierKey(KEY.name, THIEF.public_key().public_bytes_raw())
    false = sign_checkpoint(point, key, THIEF.sign).text
    assert said(made, outside=false) == "FILE, line 1: it is not signed by the key"


async def test_one_of_another_record_says_nothing(made: Made) -> None:
    """A file may hold checkpoints of other records too; one of others alone is a slip."""
    key = VerifierKey("example.org/other", THIEF.public_key().public_bytes_raw())
    false = sign_checkpoint(Checkpoint(key.name, 4, bytes(32)), key, THIEF.sign).text
    assert said(made, outside=f"{made.outside}\n{false}") == ""
    for nothing in (false, "\n", made.outside.replace(KEY.name, "example.org/renamed")):
        words = said(made, outside=nothing)
        assert words == f"FILE: it proves nothing: there is no checkpoint of {KEY.name} in it"


async def test_the_maker_does_not_choose_what_is_compared(made: Made) -> None:
    """Where the proof for the first checkpoint over an entry was left out, that is a fault."""
    sizes = sorted(int(n[12:-4]) for n in made.files if n.startswith("consistency/"))
    files = {n: c for n, c in made.files.items() if not n.startswith("consistency/")}
    files = signed_anew({**files, "checkpoints.txt": b""}, made)
    words = said(made, files, outside=made.outside)
    assert words.startswith("FILE: the bundle has no proof for the checkpoint over ")
    assert sizes


async def test_receipts_are_looked_for(made: Made) -> None:
    """An entry of which somebody holds a receipt must be there, with that hash."""
    assert said(made, receipts=made.receipts) == ""
    first, _, digest = made.receipts[0].partition(":")
    assert said(made, receipts=(f"{first}:{'0' * 64}",)).startswith(f"entry {first}: it is not")
    away = next(n for n in range(1, 999) if n not in positions(made.bundle))
    assert said(made, receipts=(f"{away}:{digest}",)).startswith(f"entry {away}: you hold its")
    beyond = made.bundle.size + 1
    words = said(made, receipts=(f"{beyond}:{digest}",))
    assert words == f"entry {beyond}: you hold its receipt, and the record ends at {beyond - 1}"


async def test_torn_pieces_prove_nothing_and_break_nothing(made: Made) -> None:
    """What a crash leaves in an anchor's file is passed over."""
    torn = made.outside.split("\n\n")[0]
    assert said(made, outside=f"{torn}\n\n{made.outside}") == ""
    assert said(made, outside=f"{made.outside}\n{torn[:-9]}") == ""


async def test_untouched_is_untouched(made: Made) -> None:
    """With everything that the reader holds, the bundle is good."""
    case = untouched(made)
    assert (of_the_program(case), of_the_other(case)) == ("", "")
