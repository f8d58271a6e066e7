"""What the record costs: one decision with it and without, and the export of a long case.

Two houses are furnished alike. In one of them entries are never appended: the head moves in memory
alone, and determinations point at the first entry. What remains of the record there, making bodies,
commitments and hashes, is timed apart and taken off. Both commit to SQLite with synchronous = FULL.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, TypeVar, cast

from bot.bundle import export_to
from bot.compose import House
from bot.domain import commands as cm
from bot.domain.errors import Refused
from bot.workflow.entries import Place, write
from bot.workflow.ledger import Database, Ledger
from bot.workflow.office import Office
from bot.workflow.rows import FiledRow, Head, RecordRow
from tests.bench.figures import MILLISECONDS, Figure
from tests.bench.premises import do, furnish, person, receive, verified
from tests.bench.record import Inside, decided

T = TypeVar("T")
_TIMES = 20
"""How often the making of one decision's entries is timed."""


@dataclass(slots=True)
class Unrecorded:
    """A database whose transactions never append to the record."""

    database: Database
    last: Head | None = None

    async def tx(self, work: Callable[[Ledger], T]) -> T:
        """Run it without a record, and commit."""
        return await self.database.tx(lambda ledger: work(cast(Ledger, _Without(self, ledger))))

    async def read(self, work: Callable[[Ledger], T]) -> T:
        """Run it as it is."""
        return await self.database.read(work)


class _Without:
    """A ledger that forgets its entries; everything else is the real one's."""

    def __init__(self, kept: Unrecorded, ledger: Ledger) -> None:
        self._ledger = ledger
        self.record = _NoRecord(kept, ledger)
        self.cases = _Cases(ledger)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # any part of the ledger
        return getattr(self._ledger, name)


class _NoRecord:
    def __init__(self, kept: Unrecorded, ledger: Ledger) -> None:
        self._kept = kept
        self._ledger = ledger

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # any part of the record
        return getattr(self._ledger.record, name)

    def head(self) -> Head:
        """Lock the head as ever, and say where it would be."""
        locked = self._ledger.record.head()
        return self._kept.last or locked

    def append(self, rows: Sequence[RecordRow]) -> None:
        """Move the head, and drop the entries."""
        last = rows[-1]
        self._kept.last = Head(position=last.position, hash=last.hash, at=last.at)


class _Cases:
    def __init__(self, ledger: Ledger) -> None:
        self._cases = ledger.cases

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # any other verb of the cases
        return getattr(self._cases, name)

    def filed(self, row: FiledRow) -> None:
        """Let the determination point at an entry that there is."""
        self._cases.filed(replace(row, position=1))


class _Taken(NamedTuple):
    """Seconds by the clock on the wall, the disk's among them, and by the processor's."""

    wall: float
    work: float


@dataclass(slots=True)
class _Times:
    recorded: list[_Taken] = field(default_factory=list)
    unrecorded: list[_Taken] = field(default_factory=list)
    making: list[float] = field(default_factory=list)


async def measure(folder: Path, cases: int, warm_up: int, long: int) -> list[Figure]:
    """Decide `cases` cases by two people each in both houses, and export one of `long` entries."""
    times = _Times()
    for name in ("recorded", "unrecorded"):
        await asyncio.to_thread((folder / name).mkdir)
    one = (await furnish(folder / "recorded")).open()
    other = (await furnish(folder / "unrecorded")).open()
    try:
        without = replace(other.office, database=Unrecorded(other.database))
        for number in range(cases + warm_up):
            kept = times if number >= warm_up else _Times()
            numbers = await verified(one), await verified(other)
            for who in ("ana", "ben"):
                kept.recorded.append(await _decide(one, one.office, numbers[0], who, kept))
                kept.unrecorded.append(await _decide(other, without, numbers[1], who, None))
        export = await _export(one, folder / "bundles", long)
    finally:
        one.database.close()
        other.database.close()
    return _figures(times, export, long)


async def _decide(
    house: House, office: Office, case: str, who: str, making: _Times | None
) -> _Taken:
    command = await decided(house, office, case, who)
    started, worked = time.perf_counter(), time.process_time()
    outcome = await do(office, case, command, person(house, who))
    taken = _Taken(time.perf_counter() - started, time.process_time() - worked)
    if making is not None:
        head, secret = await house.database.read(
            lambda ledger: (ledger.record.peek(), ledger.cases.secret(case))
        )
        place = Place(
            head=head,
            blinding=secret or house.office.site_secret,
            at=house.office.clock.law(),
            case=case,
            version=1,
            secret=secret,
        )
        events = [(person(house, who), event) for event in outcome.events]
        again = time.perf_counter()
        for _ in range(_TIMES):
            write(place, events)
        making.making.append((time.perf_counter() - again) / _TIMES)
    return taken


async def _export(house: House, folder: Path, long: int) -> _Taken:
    """Fill one case up to `long` entries; return the typical seconds of its whole export."""

    def fill(ledger: Ledger) -> str:
        return asyncio.run(_long_case(house, replace(house.office, database=Inside(ledger)), long))

    case = await house.database.tx(fill)
    taken = []
    for number in range(4):
        started, worked = time.perf_counter(), time.process_time()
        written = await export_to(house, case, folder / str(number))
        taken.append(_Taken(time.perf_counter() - started, time.process_time() - worked))
        if isinstance(written, Refused):
            raise TypeError(f"expected a bundle, got {written}")
    return _Taken(*(median(each) for each in zip(*taken[1:], strict=True)))


async def _long_case(house: House, office: Office, long: int) -> str:
    case = await receive(office)
    database = cast(Inside, office.database)
    while len(database.ledger.record.of_case(case)) < long:
        for who in ("ana", "col", "dia"):
            await do(office, case, cm.ViewCase(surface="show"), person(house, who))
    return case


def _figures(times: _Times, export: _Taken, long: int) -> list[Figure]:
    making = median(times.making)
    wall, work = (median(each) for each in zip(*times.recorded, strict=True))
    bare_wall, bare_work = (median(each) - making for each in zip(*times.unrecorded, strict=True))
    many = f"{len(times.recorded)} decisions"
    return [
        Figure(name="decision with the record", value=wall * 1e3, unit=MILLISECONDS, note=many),
        Figure(name="decision without the record", value=bare_wall * 1e3, unit=MILLISECONDS),
        Figure(name="making its entries", value=making * 1e3, unit=MILLISECONDS),
        Figure(name="decision with record to without", value=wall / bare_wall, aim=1.15),
        Figure(name="the same in processor time", value=work / bare_work),
        Figure(name=f"export of a case of {long} entries", value=export.wall, unit="s", aim=1),
        Figure(name="the same in processor time", value=export.work, unit="s"),
    ]
