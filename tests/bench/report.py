"""The transparency report: time and memory of counting very many entries, beside bare SHA-256.

The entries are valid: what cases of the tests did, written again for thousands of cases and many
agencies, each under its own number and time, in one chain. Their openings are left out; a report
reads none.
"""

import re
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path

import orjson

from bot.domain.case import State
from bot.domain.checkpoint import SignedCheckpoint
from bot.domain.codec import instant_text
from bot.domain.events.directory import AgencyListed
from bot.domain.report.counting import Count
from bot.domain.report.period import Period
from bot.domain.report.written import as_csv, as_json
from bot.domain.roster import SYSTEM
from bot.domain.scalars import instant_of
from bot.workflow.ledger import Ledger
from bot.workflow.report import report_of
from bot.workflow.rows import Head, RecordRow
from tests import factories as make
from tests.bench.figures import Figure
from tests.bench.premises import furnish
from tests.domain.report.bodies import Happening, bodies
from tests.factories import AT
from tests.story import STATES, Story

MILLION = 1_000_000
AGENCIES = 400
_LIVES = (State.CLOSED, State.REFUSED, State.RELEASED, State.LAPSED, State.WITHDRAWN, State.CLOSED)
_BATCH = 2_000
_TRACED = 100_000
"""Entries counted with every allocation traced, which is slow."""
_HEAD = re.compile(
    rb'(\{"actor":"[^"]*","at":")([^"]*)(","case":)(?:null|"[^"]*")(,"kind":"([^"]*)".*)'
    rb',"position":\d+,"previous":"[0-9a-f]*",("version":.*)',
    re.DOTALL,
)
_CHAPTER = tuple[bytes, bytes, bytes, bytes, str]
"""What stands before and between time, case and place, what ends the body, and its kind."""


def _pieces(body: bytes) -> _CHAPTER:
    found = _HEAD.fullmatch(body.replace(b'"commitment":""', b'"commitment":"%s"' % (b"5" * 64)))
    if found is None:
        raise ValueError("expected an entry's body")
    before, _, case, payload, kind, version = found.groups()
    return before, case, payload, version, kind.decode()


def _of(story: Story) -> list[_CHAPTER]:
    told = (Happening(at, who, event, make.NUMBER) for at, who, event in story.entries)
    return [_pieces(body) for body in bodies(told)]


def _listed() -> list[_CHAPTER]:
    agency = _pieces(
        bodies([Happening(AT, SYSTEM, AgencyListed(agency=make.AGENCY, proposal=1))])[0]
    )
    key, name = make.AGENCY.key.encode(), make.AGENCY.name.encode()
    return [
        (
            *agency[:2],
            agency[2].replace(key, b"a%d" % n).replace(name, b"Agency %d" % n),
            *agency[3:],
        )
        for n in range(AGENCIES)
    ]


def _chapters(count: int) -> Iterator[tuple[_CHAPTER, str | None, bytes]]:
    """Yield pieces with their case and its agency's name, so many of them."""
    yield from ((piece, None, b"") for piece in _listed())
    lives = [_of(STATES[state]()) for state in _LIVES]
    for number, life in enumerate(islice(cycle(lives), count), start=1):
        agency = b"Agency %d" % (number * number % AGENCIES)
        for piece in life:
            yield piece, f"EDR-2026-{number:06d}", agency


def _rows(head: Head, count: int) -> Iterator[RecordRow]:
    """Yield so many entries in one chain after the head, spread over a year."""
    step, start = timedelta(days=365) / count, head.at or AT
    previous, name = head.hash, make.AGENCY.name.encode()
    for position, ((before, case, payload, version, kind), number, agency) in enumerate(
        islice(_chapters(count), count), start=head.position + 1
    ):
        at = instant_text(start + (position - head.position) * step)
        said = b'"%s"' % number.encode() if number else b"null"
        content = b'%s%s%s%s%s,"position":%d,"previous":"%s",%s' % (
            *(
                before,
                at.encode(),
                case,
                said,
                payload.replace(name, agency) if agency else payload,
            ),
            *(position, previous.encode(), version),
        )
        previous = sha256(b"\0" + content).hexdigest()
        yield RecordRow(
            position=position,
            case=number,
            kind=kind,
            at=instant_of(at),
            body=content,
            hash=previous,
        )


def _batches(rows: Iterable[RecordRow]) -> Iterator[list[RecordRow]]:
    source = iter(rows)
    while some := [*islice(source, _BATCH)]:
        yield some


async def measure(folder: Path, entries: int) -> list[Figure]:
    """Write so many entries into SQLite, and make a report of them."""
    house = (await furnish(folder)).open()
    try:
        head = await house.database.read(lambda db: db.record.peek())
        for some in _batches(_rows(head, entries)):
            await house.database.tx(lambda db, some=some: db.record.append(some))
        signed = await house.notary.latest()
        if signed is None:
            raise ValueError("expected a checkpoint")
        begun = (head.at or AT).date()
        period = Period(start=begun + timedelta(days=90), end=begun + timedelta(days=270))
        return await house.database.read(lambda db: _measured(db, period, signed))
    finally:
        house.database.close()


def _measured(ledger: Ledger, period: Period, signed: SignedCheckpoint) -> list[Figure]:
    entries = signed.checkpoint.size
    started = time.process_time()
    size = sum(len(sha256(b"\0" + body).digest()) for body in ledger.record.bodies(entries)) // 32
    read = time.process_time() - started
    started = time.process_time()
    report = report_of(ledger, period, signed)
    counted = time.process_time() - started
    kept = _kept(ledger, period, entries)
    note = f"{size} entries, {len(as_json(report))} bytes of JSON, {len(as_csv(report))} of CSV"
    return [
        Figure(name="entries read and hashed", value=size / read, unit="entries/s", note=note),
        Figure(name="report: entries counted", value=size / counted, unit="entries/s"),
        Figure(
            name="report over a million entries", value=counted / size * MILLION, unit="s", aim=60
        ),
        Figure(name="report to reading and hashing", value=counted / read),
        Figure(name="report's memory, a million entries", value=kept, unit="MB", aim=200),
    ]


def _kept(ledger: Ledger, period: Period, entries: int) -> float:
    """Return the megabytes that counting a million such entries takes, by what more of them took.

    What is taken before the first entry, for patterns and definitions, is left out.
    """
    most = min(entries, _TRACED)
    half, whole = (_peak(ledger, period, some) for some in (most // 2, most))
    return (whole - half) / (most - most // 2) * MILLION / 1e6


def _peak(ledger: Ledger, period: Period, entries: int) -> int:
    tracemalloc.start()
    count = Count(period, orjson.loads)
    for body in ledger.record.bodies(entries):
        count.take(body)
    count.finish()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak
