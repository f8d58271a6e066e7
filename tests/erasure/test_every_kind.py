"""Every personal place of every kind of entry: sealed before the erasure, gone after it."""

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Annotated, Any, NewType, Union, get_args, get_origin, get_type_hints

from bot.domain import codec
from bot.domain.codec import PERSONAL
from bot.domain.events import Event
from bot.workflow.entries import Place, write
from bot.workflow.ledger import Ledger
from storage import SqlDatabase, scrub
from tests.erasure.searching import found, opened, stored
from tests.storage.rows_given import NOW, case

NUMBER = "EDR-2026-000001"
_SCALARS: dict[object, object] = {
    str: "word", int: 7, bool: True, datetime: datetime(2026, 11, 21, tzinfo=UTC),
    date: date(2026, 11, 21), timedelta: timedelta(hours=1),
}  # fmt: skip


class Maker:
    """Makes one of each kind, with a canary in each personal place."""

    def __init__(self) -> None:
        self.canaries: list[str] = []
        self._numbers = count(1)

    def made(self, hint: Any) -> Any:  # noqa: ANN401 - any annotation of an event
        """Return a value of a type; one of several is the first that is no None."""
        origin, args = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._canary() if PERSONAL in args[1:] else self.made(args[0])
        if origin in (Union, types.UnionType):
            return self.made(next(arg for arg in args if arg is not type(None)))
        if origin is tuple:
            return (self.made(args[0]),)
        if origin is frozenset:
            return frozenset({self.made(args[0])})
        if isinstance(hint, NewType):
            return self.made(hint.__supertype__)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return next(iter(hint))
        if isinstance(hint, type) and is_dataclass(hint):
            hints = get_type_hints(hint, include_extras=True)
            return hint(**{field.name: self.made(hints[field.name]) for field in fields(hint)})
        return _SCALARS[hint]

    def _canary(self) -> str:
        self.canaries.append(f"zqcanary-{next(self._numbers):04d}")
        return self.canaries[-1]


def kinds() -> Iterator[type]:
    """Every kind of entry that a case can have."""
    of_cases = set(get_args(Event))
    for kind in sorted(codec.kinds()):
        cls = codec.class_of(kind)
        if cls in of_cases:
            yield cls


async def test_no_personal_place_of_any_kind_is_left(database: SqlDatabase, address: str) -> None:
    """None stands in clear; all open while the key is there, and none once it is erased."""
    maker = Maker()
    events = [("p_ana", maker.made(cls)) for cls in kinds()]
    assert len(events) > 100
    assert len(maker.canaries) > 90

    def living(ledger: Ledger) -> None:
        ledger.cases.create(case(NUMBER))
        secret = ledger.cases.secret(NUMBER)
        place = Place(
            head=ledger.record.head(),
            blinding=secret or b"",
            at=NOW,
            case=NUMBER,
            version=1,
            secret=secret,
        )
        ledger.record.append(write(place, events).rows)

    await database.tx(living)
    before = {"opened": await opened(database, address, NUMBER)}
    assert set(found(maker.canaries, before)) == set(maker.canaries)
    assert found(maker.canaries, stored(address)) == {}
    await database.tx(lambda ledger: ledger.erasures.erase(NUMBER))
    assert scrub(address) == ""
    after = {**stored(address), "opened": await opened(database, address, NUMBER)}
    assert found(maker.canaries, after) == {}
