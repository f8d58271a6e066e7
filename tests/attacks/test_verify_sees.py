"""Claims about `verify`: it finds every attack of the table, at the entry and for the reason."""

import pytest

from bot.domain.checkpoint import VerifierKey
from bot.domain.limits import Limits
from bot.workflow.findings import Report
from bot.workflow.verify import verify
from bot.workflow.verify_anchors import Outside
from storage import SqlDatabase
from storage.engine import open_engines
from storage.keys import Vault
from tests.attacks.attacks import ATTACKS, Attack
from tests.attacks.history import World
from tests.databases import RING
from tests.workflow.office_given import KEY


async def looked_at(world: World, key: VerifierKey = KEY) -> Report:
    """Verify what an attack has left, as the record that `key` signs now."""
    # Without a look at its shape, which takes longest: it was copied from a migrated one.
    database = SqlDatabase(open_engines(world.address), Vault(RING, bytes))
    try:
        outside = Outside(files=[*world.files.values()], complete=True, now=world.now)
        return await verify(database, [key], Limits(), outside=outside)
    finally:
        database.close()


async def test_nothing_is_found_in_an_untouched_record(world: World) -> None:
    """Without an attack the history is whole, and nothing is remarked on."""
    report = await looked_at(world)
    assert (report.troubles, report.notes) == ((), ())
    assert report.checkpoints == len(world.stages["whole"].file.split("\n\n")) // 2


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
async def test_every_attack_is_found(world: World, attack: Attack) -> None:
    """The first trouble is at the entry, of the sort and in the words that the table says."""
    attack.do(world)
    report = await looked_at(world)
    found = report.troubles if attack.trouble else report.notes
    assert found
    assert report.whole is not attack.trouble
    first = found[0]
    assert (first.position, first.sort) == (attack.position(world), attack.reason)
    assert attack.words in first.sentence
