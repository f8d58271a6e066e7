"""Claims about entries as they are written: nobody finds a hidden one by trying."""

import re
from dataclasses import replace

from bot.domain.record import body, entry_hash, parse_body
from bot.workflow.rows import RecordRow
from storage import SqlDatabase
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import office_over, with_history


async def written(database: SqlDatabase, clock: FrozenClock) -> list[RecordRow]:
    """The entries of a record with cases and without."""
    await with_history(office_over(database, clock), clock)
    return await database.read(lambda ledger: list(ledger.record.stream()))


async def test_a_neighbour_cannot_be_guessed(database: SqlDatabase, clock: FrozenClock) -> None:
    """Each entry, also one of no case, has 128 bits of its own that nobody else can make."""
    rows = await written(database, clock)
    blinds = [parse_body(row.body).payload.get("blind") for row in rows]
    assert {row.case for row in rows} > {None}
    assert len({*blinds}) == len(rows)
    assert all(re.fullmatch("[0-9a-f]{32}", str(blind)) for blind in blinds)


async def test_another_blind_is_another_entry(database: SqlDatabase, clock: FrozenClock) -> None:
    """Who knows everything of an entry but its blind does not find its hash."""
    for row in await written(database, clock):
        entry = parse_body(row.body)
        guessed = replace(entry, payload={**entry.payload, "blind": "0" * 32})
        bare = {name: said for name, said in entry.payload.items() if name != "blind"}
        assert entry_hash(body(guessed)) != row.hash
        assert entry_hash(body(replace(entry, payload=bare))) != row.hash
