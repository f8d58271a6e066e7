"""Claims about bundles of attacked records: they do not pass, or show only what was recorded.

Whoever checks holds the checkpoint files, asks for a bundle made with them, and has the receipts of
three entries.
"""

from dataclasses import dataclass

import pytest

from bot.domain.errors import ExigentError
from bot.domain.record import entry_hash, parse_body
from bot.workflow.bundle_files import Asked, sizes_asked
from bot.workflow.export import Bundle, export_case
from tests.attacks.attacks import ATTACKS
from tests.attacks.beside_the_chain import BESIDE
from tests.attacks.history import World
from tests.attacks.ways import CLEARED, FILED, VIEWED, Attack
from tests.bundles.opinions import shipped
from tests.databases import opened
from tests.desk import office_over
from tests.exported import whole
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import KEY, notary_over
from tests.workflow.tampering import bodies

SEEN = {
    "body edited": "entry {viewed}: it is not the one that you hold a receipt of",
    "body edited and hashed anew": "entry {viewed}: it is not the one that you hold",
    "deleted in the middle": "entry {filed}: you hold its receipt, and the bundle leaves it out",
    "deleted at the end": "the bundle's checkpoints.txt: entries {after} to {end} are not",
    "reordered": "no bundle: record_entry.sealed/{approved} of case EDR-2026-000001 does not open",
    "inserted": "no bundle: record_entry.sealed/{approved} of case EDR-2026-000001 does not open",
    "chained anew to the end": "entry {viewed}: it is not the one that you hold a receipt of",
    "rolled back to a backup": "entry {filed}: you hold its receipt, and the bundle leaves it out",
    "forked": "b: entries {after} to {forked} are not what a checkpoint covers",
    "checkpoint file edited": "a, line ",
    "forked, seen from the shorter one": "entry {cleared}: you hold its receipt",
    "forked, both signed at one size": "b: entries {after} to {forked} are not what a checkpoint",
    "chained and signed anew with stolen keys": "entry {viewed}: it is not the one that you",
    "time of an entry told a day earlier": "entry {viewed}: it is earlier than entry",
    "checkpoint file of another key": "a, line 1: it is not signed by the key",
    "kept checkpoint edited": "the bundle's checkpoints.txt, line 1: it is of another record",
    "sealed values of two cases swapped": "no bundle: record_entry.sealed/",
    "keys of two cases swapped": "no bundle: the key of case EDR-2026-000001 does not open",
}
"""How the sentence begins about an attack that a bundle shows."""
BY_CHECKPOINTS = {
    "body edited": "entry {viewed}: it is not what the record holds there",
    "body edited and hashed anew": "entry {next}: it does not name the entry before it",
    "chained anew to the end": "entries 1 to {covered} are not what a checkpoint covers",
    "chained and signed anew with stolen keys": "entries 1 to {covered} are not what",
    "rolled back to a backup": "it is missing: a checkpoint of a covers {end} entries",
    "forked, seen from the shorter one": "it is missing: a checkpoint of a covers {end} entries",
}
"""What is said to somebody who holds no receipt, and the checkpoints of before alone."""

THAT_SHOW = [attack for attack in ATTACKS if attack.name in SEEN]
OTHERS = [
    attack
    for attack in ATTACKS
    if attack.name not in SEEN and attack not in BESIDE and attack.trouble
]
"""Those that show in no bundle, without those on rows that no bundle is made of."""


@dataclass(frozen=True)
class Looked:
    """What came of a bundle: why it does not pass, and the bodies that it shows."""

    words: str
    shown: dict[int, bytes]


async def made(world: World, asked: Asked) -> Bundle:
    """The bundle of the first case."""
    database = opened(world.address)
    office = office_over(database, FrozenClock(world.now))
    try:
        bundle = await export_case(office, notary_over(database), world.first, asked=asked)
    finally:
        database.close()
    assert isinstance(bundle, Bundle)
    return bundle


async def look(world: World, receipts: list[str]) -> Looked:
    """Export the first case and check it with everything that the reader holds."""
    asked = sizes_asked(world.files.values(), KEY.name)
    try:
        bundle = await made(world, asked)
    except ExigentError as error:
        return Looked(f"no bundle: {error}", {})
    lines = bundle.files["entries.jsonl"].splitlines()
    shown = {parse_body(line).position: line for line in lines}
    checker = shipped()
    held = checker.Held("", sorted(world.files.items()), receipts, fresh=True)
    try:
        checker.check_files(whole(bundle), held)
    except checker.Fault as fault:
        return Looked(str(fault), shown)
    return Looked("", shown)


def places(world: World) -> dict[str, int]:
    """Where things stand in the record as it was."""
    earlier = world.stages["earlier"].file.strip().split("\n\n")
    sizes = sorted(int(note.split("\n")[1]) for note in earlier[::2])
    return {
        "filed": world.entry(FILED),
        "approved": world.entry("case.approved"),
        "cleared": world.entry(CLEARED),
        "viewed": world.entry(VIEWED),
        "next": world.entry(VIEWED) + 1,
        "covered": world.covered(world.entry(VIEWED)),
        "end": world.end(),
        "forked": world.end("forked"),
        "after": sizes[-1] + 1,
    }


@pytest.mark.parametrize("attack", THAT_SHOW, ids=lambda attack: attack.name)
async def test_a_bundle_of_an_attacked_record(world: World, attack: Attack) -> None:
    """What the table names is found where it says and for that reason, on both engines."""
    before, named = bodies(world.address), places(world)
    held = (named["viewed"], named["filed"], named["cleared"])
    receipts = [f"{n}:{entry_hash(before[n])}" for n in held]
    attack.do(world)
    assert (await look(world, receipts)).words.startswith(SEEN[attack.name].format(**named))
    if attack.name in BY_CHECKPOINTS:
        assert BY_CHECKPOINTS[attack.name].format(**named) in (await look(world, [])).words


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize("attack", OTHERS, ids=lambda attack: attack.name)
async def test_a_bundle_that_passes_shows_what_was_recorded(world: World, attack: Attack) -> None:
    """An attack beside the entries gives no bundle, a bad one, or one of what there was before."""
    before = bodies(world.address)
    attack.do(world)
    looked = await look(world, [])
    known = {p: body for p, body in looked.shown.items() if p <= len(before)}
    assert looked.words or known.items() <= before.items()


async def test_a_bundle_of_the_untouched_record(world: World) -> None:
    """Without an attack everything that the reader holds fits."""
    before = bodies(world.address)
    looked = await look(world, [f"{world.entry(FILED)}:{entry_hash(before[world.entry(FILED)])}"])
    assert looked.words == ""
    assert looked.shown.items() <= before.items()
