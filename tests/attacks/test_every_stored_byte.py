"""Claims about single changes: whatever one stored value is changed to, it is found."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, select

from storage import tables
from storage.engine import one_engine
from storage.shape import Row, table
from tests.attacks.history import World
from tests.attacks.test_verify_sees import looked_at
from tests.workflow.tampering import unguarded

COUNT = 24
"""Values that are changed on each engine, one at a time; each column comes up."""
GUARDED: dict[type[Row], tuple[str, ...]] = {
    tables.RecordEntry: ("body", "hash", "at", "kind", "case_number", "sealed", "position"),
    tables.RecordHead: ("position", "hash", "at"),
    tables.Checkpoint: ("anchor", "size", "text"),
    tables.EdrCase: ("number", "revision", "state", "version", "opened_at", "next_due"),
    tables.CaseKey: ("case_number", "sealed"),
}


@dataclass(frozen=True)
class Change:
    """One value of one row, what it is, and what it becomes."""

    of: Table
    row: dict[str, Any]
    column: str
    becomes: object

    def make(self, address: str) -> None:
        """Make the change."""
        self._set(address, self.row, self.becomes)

    def undo(self, address: str) -> None:
        """Put back what was there."""
        changed = self.row | {self.column: self.becomes}
        self._set(address, changed, self.row[self.column])

    def _set(self, address: str, row: dict[str, Any], value: object) -> None:
        keys = [column == row[column.name] for column in self.of.primary_key]
        with unguarded(address) as connection:
            done = connection.execute(self.of.update().where(*keys).values({self.column: value}))
            assert done.rowcount == 1


def _other(value: object, chance: random.Random) -> object:
    """Another value of the same kind, as little different as can be."""
    if isinstance(value, bytes):
        place = chance.randrange(len(value))
        return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]
    if isinstance(value, str):
        place = chance.randrange(len(value))
        letter = chr(ord(value[place]) ^ 1)
        return value[:place] + (letter if letter.isprintable() else "#") + value[place + 1 :]
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    assert isinstance(value, int)
    return value + 1000


def _changes(address: str, chance: random.Random) -> Iterator[Change]:
    engine = one_engine(address)
    with engine.connect() as connection:
        rows = {of: connection.execute(select(table(of))).mappings().all() for of in GUARDED}
    engine.dispose()
    places = [(of, column) for of, columns in GUARDED.items() for column in columns]
    for turn in range(COUNT):
        of, column = places[turn % len(places)]
        row = dict(chance.choice([row for row in rows[of] if row[column] is not None]))
        yield Change(table(of), row, column, _other(row[column], chance))


async def test_every_single_change_is_found(world: World) -> None:
    """One value changed in the record, its head, a checkpoint, a case or a key is never missed."""
    for change in _changes(world.address, random.Random(world.address.partition(":")[0])):
        change.make(world.address)
        report = await looked_at(world)
        assert not report.whole, f"{change.of.name}.{change.column}: {change.becomes!r}"
        change.undo(world.address)
    assert (await looked_at(world)).whole
