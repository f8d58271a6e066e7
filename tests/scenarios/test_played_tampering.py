"""One byte of the record changed, in each entry in turn, after a case was played through."""

import random
from pathlib import Path

from bot import asks
from bot.clock import PracticeClock
from bot.practice.scripts import SCRIPTS
from bot.practice_house import practice_house
from tests.workflow.tampering import bodies, set_body


async def test_every_changed_byte_is_named_by_its_entry(address: str, tmp_path: Path) -> None:
    """Whichever entry somebody with the database's password changes, verify names that one."""
    chance = random.Random(118203)
    name = "kidnapping" if address.startswith("sqlite") else "parcel"
    named = {}
    async with practice_house(tmp_path, PracticeClock(), database_url=address) as practice:
        await SCRIPTS[name][1](practice.stage)
        await practice.running.scheduler.stop()
        kept = bodies(address)
        for position, content in kept.items():
            place = chance.randrange(len(content))
            changed = bytes([content[place] ^ 1])
            set_body(address, position, content[:place] + changed + content[place + 1 :])
            first = (await asks.check(practice.house)).first
            named[position] = first.position if first else None
            set_body(address, position, content)
        assert (await asks.check(practice.house)).whole
    assert len(kept) > 8
    assert named == {position: position for position in kept}
