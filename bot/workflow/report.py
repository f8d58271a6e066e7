"""Makes transparency reports: counted at a checkpoint, from the very bytes that it covers."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Final

import orjson

from bot.domain.checkpoint import Checkpoint, SignedCheckpoint, sign_checkpoint
from bot.domain.errors import ExigentError
from bot.domain.events.publishing import ReportAsked, ReportMade
from bot.domain.merkle import CompactRange, leaf_hash
from bot.domain.report.assembling import counted
from bot.domain.report.counting import BodyError, Count
from bot.domain.report.figures import Named, Report
from bot.domain.report.period import Period
from bot.domain.report.written import as_json
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.checkpoints import Notary, Unsigned
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import note
from bot.workflow.reactions import publish

Progress = Callable[[int, int], None]
"""Told of (entries read, entries there are), from a worker thread."""
_STEP: Final = 1000
"""Entries between two reports of progress."""
_UNSIGNED: Final = {
    Unsigned.EMPTY: "the record has no entry",
    Unsigned.NOT_READ_BACK: "what anchors hold could not be read back",
    Unsigned.CONTRADICTED: "a checkpoint outside contradicts the record",
}


async def make_report(
    office: Office,
    notary: Notary,
    period: Period,
    at: int | None = None,
    by: Ref = SYSTEM,
    progress: Progress | None = None,
) -> Report:
    """Return the report of a period, and put on the record that it was made.

    It is made at the checkpoint over the record as it stands, or over the first `at` entries.
    Raises ExigentError for an `at` that the record does not have, and where the entries are not
    what the checkpoint covers.
    """
    if at is None:
        asked = ReportAsked(start=period.start, end=period.end)
        await office.database.tx(lambda db: note(office, db, [(by, asked)]))
    signed = await _signed(notary, at)
    report = await office.database.read(lambda db: report_of(db, period, signed, progress))
    made = ReportMade(
        start=period.start,
        end=period.end,
        size=signed.checkpoint.size,
        digest=sha256(as_json(report)).hexdigest(),
    )

    def work(ledger: Ledger) -> None:
        note(office, ledger, [(by, made)])
        for task in publish(office.ways, office.clock.law()):
            ledger.tasks.add(task)

    await office.database.tx(work)
    office.bell.ring()
    return report


async def _signed(notary: Notary, at: int | None) -> SignedCheckpoint:
    """Sign where the record stands; an earlier size only where the whole may be signed."""
    latest = await notary.signed()
    if not isinstance(latest, SignedCheckpoint):
        raise ExigentError(f"{_UNSIGNED[latest]}, so no report is made; ask exigent doctor")
    size = latest.checkpoint.size
    if at in (None, size):
        return latest
    if at is None or not 0 < at < size:
        raise ExigentError(f"expected a number of entries from 1 to {size}, got {at}")
    root = await notary.database.read(lambda db: notary.tree.root_at(db, at))
    earlier = Checkpoint(origin=notary.key.name, size=at, root=root)
    return sign_checkpoint(earlier, notary.key, notary.sign)


def report_of(
    ledger: Ledger, period: Period, signed: SignedCheckpoint, progress: Progress | None = None
) -> Report:
    """Return the report of a period at a checkpoint; reads every entry under it, once.

    Raises ExigentError where they are not what the checkpoint covers.
    """
    checkpoint = signed.checkpoint
    count, tree = Count(period, orjson.loads), CompactRange()
    for some in _batches(ledger.record.bodies(checkpoint.size)):
        tree.extend(map(leaf_hash, some))
        _take(count, some)
        if progress is not None:
            progress(count.size, checkpoint.size)
    if (tree.size, tree.root()) != (checkpoint.size, checkpoint.root):
        raise ExigentError("the record is not what the checkpoint covers: run verify")
    count.finish()
    root = checkpoint.text.split("\n")[2]
    named = Named(origin=checkpoint.origin, size=checkpoint.size, root=root, text=signed.text)
    return Report(counted=counted(count), checkpoint=named)


def _batches(bodies: Iterator[bytes]) -> Iterator[list[bytes]]:
    while some := list(islice(bodies, _STEP)):
        yield some


def _take(count: Count, bodies: list[bytes]) -> None:
    try:
        for content in bodies:
            count.take(content)
    except BodyError as error:
        raise ExigentError(f"{error}: run verify") from None
