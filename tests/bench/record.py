"""Verifying the record: entries a second as a ratio to SHA-256 over the same bodies.

The record is written by the product's own code: cases are opened, called back, decided, looked at.
All of it is bound by the processor, so it is timed in the processor time of this process: what
else the machine does must not weigh on the long side of a ratio only.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import TypeVar

from bot.asks import check
from bot.compose import House
from bot.domain import commands as cm
from bot.domain.audit import Audit, Opened, Row
from bot.domain.canonical import Json, parse
from bot.domain.codec import kinds
from bot.domain.merkle import CompactRange
from bot.workflow.folds import Folds
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from bot.workflow.rows import RecordRow
from handlers.anchors.file import FileAnchor
from handlers.review.reading import determination
from handlers.review.seen import Seen
from tests.bench.figures import Figure
from tests.bench.premises import do, furnish, person, verified
from tests.bench.presses import DRAFT

T = TypeVar("T")
_DECIDED = replace(DRAFT, attested=True)


@dataclass(frozen=True, slots=True)
class Inside:
    """A database whose every transaction is a part of one that is open: no commit, no thread."""

    ledger: Ledger

    async def tx(self, work: Callable[[Ledger], T]) -> T:
        """Run it at once."""
        return work(self.ledger)

    async def read(self, work: Callable[[Ledger], T]) -> T:
        """Run it at once."""
        return work(self.ledger)


async def measure(folder: Path, entries: int, rounds: int) -> list[Figure]:
    """Write about `entries` entries, then verify them `rounds` times in turn with SHA-256."""
    premises = await furnish(folder)
    house = premises.open()
    try:
        await house.database.tx(lambda ledger: asyncio.run(write(house, ledger, entries)))
        await publish(house)
        return await _verified(house, rounds)
    finally:
        house.database.close()


async def write(house: House, ledger: Ledger, entries: int) -> None:
    """Open, call back, decide and look at cases until there are about `entries` entries."""
    office = replace(house.office, database=Inside(ledger), folds=Folds())
    while ledger.record.peek().position < entries:
        case = await verified(house, office)
        for who in ("ana", "ben"):
            await do(office, case, await decided(house, office, case, who), person(house, who))
        for who in ("ana", "col", "dia"):
            await do(office, case, cm.ViewCase(surface="show"), person(house, who))


async def decided(house: House, office: Office, case: str, who: str) -> cm.FileDetermination:
    """Return what `who` files: an approval in full, read from the form as it is drawn."""
    opened = await dossier(office, case, person(house, who))
    if opened is None:
        raise LookupError(case)
    read = determination(opened, _DECIDED, Seen.of(opened.case, opened.now))
    if not isinstance(read, cm.FileDetermination):
        raise TypeError(f"expected a determination, got {read}")
    return read


async def publish(house: House) -> None:
    """Sign the record as it stands, and append that to the file outside."""
    signed = await house.notary.latest()
    if signed is not None:
        await FileAnchor(Path(house.settings.anchors.file)).publish(signed.text)


def _rows(ledger: Ledger) -> list[Row]:
    return [
        Row(
            row.position,
            row.case,
            row.kind,
            row.at,
            row.body,
            row.hash,
            _opened(ledger, row),
        )
        for row in ledger.record.stream()
    ]


def _opened(ledger: Ledger, row: RecordRow) -> Opened | None:
    if row.case is None:
        return None
    return Opened(ledger.cases.secret(row.case) or b"", _values(row.openings))


def _values(openings: bytes | None) -> Mapping[str, Json]:
    values = parse(openings) if openings is not None else {}
    return values if isinstance(values, dict) else {}


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


async def _verified(house: House, rounds: int) -> list[Figure]:
    rows = await house.database.read(_rows)
    bodies = [row.body for row in rows]
    tree = CompactRange()
    tree.extend([sha256(b"\0" + body).digest() for body in bodies])
    roots = {len(rows): tree.root()}
    works: dict[str, Callable[[], object]] = {
        "hash": lambda: [sha256(body).digest() for body in bodies],
        "chain": lambda: _whole(Audit(chain_only=True, roots=roots), rows),
        "checks": lambda: _whole(Audit(kinds=kinds(), roots=roots), rows),
    }
    taken: dict[str, list[float]] = {name: [] for name in (*works, "verify")}
    for number in range(rounds + 1):
        for name, work in works.items():
            taken[name].append(_seconds(work))
        started = time.process_time()
        report = await check(house)
        taken["verify"].append(time.process_time() - started)
        if report.troubles:
            raise ValueError(f"expected a whole record, got {report.troubles[0]}")
        if number == 0:
            for kept in taken.values():
                kept.clear()
    return _figures(taken, bodies)


def _whole(audit: Audit, rows: Sequence[Row]) -> None:
    for finding in (*audit.check(rows), *audit.finish()):
        raise ValueError(f"expected a whole record, got {finding}")


def _figures(taken: dict[str, list[float]], bodies: Sequence[bytes]) -> list[Figure]:
    typical = {name: median(seconds) for name, seconds in taken.items()}
    rate = {name: len(bodies) / seconds for name, seconds in typical.items()}
    ratio = {name: typical["hash"] / seconds for name, seconds in typical.items()}
    long = f"{len(bodies)} entries of {sum(map(len, bodies)) // len(bodies)} bytes"
    said = "entries/s"
    return [
        Figure(name="SHA-256 alone", value=rate["hash"], unit=said, note=long),
        Figure(name="chain and root", value=rate["chain"], unit=said),
        Figure(name="every check of an entry, in memory", value=rate["checks"], unit=said),
        Figure(name="verify: SQLite, sealed values, folds", value=rate["verify"], unit=said),
        Figure(name="chain and root to SHA-256", value=ratio["chain"], aim=0.25, more=True),
        Figure(
            name="every check, in memory, to SHA-256", value=ratio["checks"], aim=0.10, more=True
        ),
        Figure(name="verify to SHA-256", value=ratio["verify"], aim=0.10, more=True),
    ]
