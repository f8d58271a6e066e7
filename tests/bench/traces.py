"""What it costs to look up what older requests left, with few of them and with very many.

Two databases hold as many past requests as they are asked to; a dozen of them are related to the
one that comes in. Both are asked in turn, so that what drifts drifts for both. The past is written
by SQL, in the table's own order; its marks are random, as real ones are.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median

from bot.domain.likeness import looks_like
from bot.domain.red_flags import Signals, raised
from bot.workflow.ledger import Ledger
from bot.workflow.tracing import Marks, around, history, keep, marks_of
from storage import SqlDatabase
from tests.bench.figures import MILLISECONDS, RATIO, Figure, percentile
from tests.bench.premises import CLOCK, furnish, wanted

AIM = 1.5
"""How much slower the look-ups may be with many past requests than with few."""
SCORED = 20.0
"""Milliseconds for scoring one request, its look-ups included."""
FEW = 1_000
RELATED = 12
KEY = bytes(32)
_PER_REQUEST = "('device'), ('incident'), ('officer'), ('sender'), ('agency')" + ", ('text')" * 10
_PAST = f"""
    WITH RECURSIVE past(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM past WHERE n < :many),
    kinds(kind) AS (VALUES {_PER_REQUEST})
    INSERT INTO trace (kind, mark, at, case_number)
    SELECT kind, lower(hex(randomblob(12))), :at, printf('EDR-2025-%07d', n)
    FROM past, kinds ORDER BY 1, 2
"""  # our own words


async def measure(folder: Path, many: int, rounds: int) -> list[Figure]:
    """Fill both databases, then look up and score the same request in both, in turn."""
    sizes = (FEW, many)
    databases, disk = [], []
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        house = (await furnish(place)).open()
        _fill(place / "bench.db", size)
        await house.database.tx(_relate)
        databases.append(house.database)
        disk.append((place / "bench.db").stat().st_size / 1e6)
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 10):
        for database, times in zip(databases, taken, strict=True):
            seconds = await _scored(database)
            if turn >= 10:
                times.append(seconds)
    for database in databases:
        database.close()
    few, most = (median(times) for times in taken)
    note = f"{FEW:,} and {many:,} past requests, {disk[1]:.0f} MB"
    return [
        Figure(name="look-ups, many to few, p50", value=most / few, unit=RATIO, aim=AIM, note=note),
        Figure(
            name="look-ups, many to few, p95",
            value=percentile(taken[1], 0.95) / percentile(taken[0], 0.95),
            unit=RATIO,
        ),
        _figure(f"looked up and scored, {FEW:,}, p50", few),
        _figure(f"looked up and scored, {many:,}, p50", most, SCORED),
        _figure(f"looked up and scored, {many:,}, p99", percentile(taken[1], 0.99), SCORED),
        _figure("a domain beside 10,000 others", _compared(10_000)),
    ]


def _fill(path: Path, many: int) -> None:
    at = CLOCK.law() - timedelta(days=30)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA cache_size = -200000")
        raw.execute(_PAST, {"many": many, "at": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")})


def _marks() -> Marks:
    return marks_of(KEY, wanted()[0], "webhook")


def _relate(ledger: Ledger) -> None:
    for number in range(RELATED):
        at = CLOCK.law() - timedelta(days=number + 1)
        keep(ledger, f"EDR-2026-{number:07d}", _marks(), at)


async def _scored(database: SqlDatabase) -> float:
    request = wanted()[0]

    def work(ledger: Ledger) -> int:
        marks = marks_of(KEY, request, "webhook")
        seen = around(ledger, marks, CLOCK.law())
        signals = Signals(history=history(ledger, request, seen, CLOCK.law()))
        return len(seen.links) + len(raised(request, signals))

    started = time.perf_counter()
    found = await database.read(work)
    taken = time.perf_counter() - started
    if not found:
        raise ValueError("expected the related requests to be found")
    return taken


def _compared(many: int) -> float:
    listed = [f"{CLOCK.new_id()[:12]}pd.example" for _ in range(many)]
    for domain in listed:
        looks_like("springfie1dpd.example", domain)
    return _seconds(lambda: [looks_like("sprlngfieldpd.example", domain) for domain in listed])


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _figure(name: str, seconds: float, aim: float | None = None) -> Figure:
    return Figure(name=name, value=seconds * 1e3, unit=MILLISECONDS, aim=aim)
