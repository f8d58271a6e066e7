"""Claims about reports made over a database: of what, at what, and the same again."""

import json
from datetime import datetime
from hashlib import sha256

import pytest

from bot.domain.errors import ExigentError
from bot.domain.events.publishing import ReportAsked, ReportMade
from bot.domain.record import parse_body
from bot.domain.report.assembling import counted
from bot.domain.report.counting import Count
from bot.domain.report.written import as_csv, as_json
from bot.domain.roster import SYSTEM
from bot.workflow.folds import happened
from bot.workflow.office import Office
from bot.workflow.report import make_report
from bot.workflow.report_check import compare
from bot.workflow.rows import RecordRow
from storage import SqlDatabase
from tests.domain.report.bodies import Happening, bodies, days
from tests.fakes.clock import FrozenClock
from tests.properties.histories import by_chance, play
from tests.workflow.office_given import KEY, notary_over, office_over, open_case
from tests.workflow.tampering import set_body, tamper

DAY = days("2026-11-21", "2026-11-22")


def rows(count: int) -> list[RecordRow]:
    """Entries of some histories, as the record keeps them."""
    told = [
        Happening(at, actor, event, f"EDR-2026-{number:06d}")
        for number, history in enumerate(by_chance(count), start=1)
        for at, actor, event in play(history).entries
    ]
    return [
        RecordRow(
            position=entry.position,
            case=entry.case,
            kind=entry.kind,
            at=entry.at,
            body=body,
            hash=sha256(b"\0" + body).hexdigest(),
        )
        for body in bodies(told)
        for entry in [parse_body(body)]
    ]


HISTORIES = rows(5)


def desk(database: SqlDatabase, at: str = "2026-11-21T20:00:00+00:00") -> Office:
    """An office at a time."""
    return office_over(database, FrozenClock(datetime.fromisoformat(at)))


async def test_every_engine_gives_the_bytes_that_the_entries_give(database: SqlDatabase) -> None:
    """What a database holds is counted like the bare bodies, to the last byte of both files."""
    await database.tx(lambda db: db.record.append(HISTORIES))
    notary = notary_over(database)
    period = days("2026-11-22", "2026-11-23")
    report = await make_report(desk(database), notary, period, at=len(HISTORIES))
    count = Count(period)
    for row in HISTORIES:
        count.take(row.body)
    count.finish()
    assert report.counted == counted(count)
    assert report.counted["requests"]["received"][""].value == 5
    assert report.checkpoint.size == len(HISTORIES)
    written = as_json(report)
    again = await make_report(desk(database), notary, period, at=len(HISTORIES))
    assert (as_json(again), as_csv(again)) == (written, as_csv(report))
    assert (await compare(database, [KEY], written))[1] is None


async def test_making_one_is_on_the_record_and_in_no_report(database: SqlDatabase) -> None:
    """It was asked for under the checkpoint and made after it, with the digest of the file."""
    office = desk(database, "2026-11-22T00:00:00+00:00")
    await open_case(office)
    report = await make_report(office, notary_over(database), DAY)
    entries = [happened(row) for row in await database.read(lambda db: [*db.record.stream()])]
    asked, made = entries[report.checkpoint.size - 1 :]
    assert asked.event == ReportAsked(start=DAY.start, end=DAY.end)
    assert made.event == ReportMade(
        start=DAY.start,
        end=DAY.end,
        size=report.checkpoint.size,
        digest=sha256(as_json(report)).hexdigest(),
    )
    assert (asked.actor, made.actor) == (SYSTEM, SYSTEM)
    assert report.counted.over
    at = report.checkpoint.size
    assert await make_report(office, notary_over(database), DAY, at=at) == report


async def test_erasing_changes_no_report(database: SqlDatabase, address: str) -> None:
    """Without keys, drafts and files of every case the bytes are the same."""
    office, notary = desk(database), notary_over(database)
    await open_case(office)
    report = await make_report(office, notary, DAY)
    tamper(address, "DELETE FROM case_key")
    at = report.checkpoint.size
    assert as_json(await make_report(office, notary, DAY, at=at)) == as_json(report)
    assert (await compare(database, [KEY], as_json(report)))[1] is None
    assert report.counted["requests"]["received"][""].value == 1
    assert not report.counted.over


async def test_an_earlier_size_reads_no_further(database: SqlDatabase) -> None:
    """Of the first entries a report is what it was when there were no others."""
    office, notary = desk(database), notary_over(database)
    await open_case(office)
    size = (await database.read(lambda db: db.record.peek())).position
    first = await make_report(office, notary, DAY, at=size)
    await open_case(office)
    assert await make_report(office, notary, DAY, at=size) == first
    assert (await make_report(office, notary, DAY)).counted["requests"]["received"][""].value == 2
    for wrong in (0, -1, 999):
        with pytest.raises(ExigentError, match="a number of entries from 1 to"):
            await make_report(office, notary, DAY, at=wrong)


async def test_a_changed_entry_makes_no_report(database: SqlDatabase, address: str) -> None:
    """Bytes that the checkpoint does not cover are not counted, nor those that are no entry."""
    office, notary = desk(database), notary_over(database)
    await open_case(office)
    written = as_json(await make_report(office, notary, DAY))
    body = (await database.read(lambda db: [*db.record.bodies(1)]))[0]
    set_body(address, 1, body.replace(b'"country":"US"', b'"country":"CA"'))
    with pytest.raises(ExigentError, match="not what the checkpoint covers: run verify"):
        await compare(database, [KEY], written)
    set_body(address, 1, b"{}")
    with pytest.raises(ExigentError, match="entry 1 is no entry's body: run verify"):
        await make_report(office, notary, DAY)


async def test_an_empty_record_has_no_checkpoint_and_no_report(database: SqlDatabase) -> None:
    """There is nothing to sign, and that is said."""
    with pytest.raises(ExigentError, match="the record has no entry"):
        await make_report(desk(database), notary_over(database), DAY, at=1)


async def test_a_published_report_that_was_changed_is_told_where(database: SqlDatabase) -> None:
    """The first figure that differs is named; another form of the same figures differs as well."""
    office = desk(database)
    await open_case(office)
    published = as_json(await make_report(office, notary_over(database), DAY))
    changes = {
        "/requests/received/value": lambda r: r["requests"]["received"].update(value=2),
        "/decisions/became/open": lambda r: r["decisions"]["became"].pop("open"),
        "/agencies/1": lambda r: r["agencies"].append({}),
        "/over": lambda r: r.update(over=0),
        "/more": lambda r: r.update(more=1),
    }
    for place, change in changes.items():
        said = json.loads(published)
        change(said)
        assert (await compare(database, [KEY], json.dumps(said).encode()))[1] == place
    for same in (published + b"\n", json.dumps(json.loads(published)).encode()):
        _, told = await compare(database, [KEY], same)
        assert told == "in how it is written, not in what it says"


async def test_a_checkpoint_of_another_key_proves_nothing(database: SqlDatabase) -> None:
    """A report at a checkpoint that none of our keys signed is not compared, nor what is none."""
    office = desk(database)
    await open_case(office)
    published = as_json(await make_report(office, notary_over(database), DAY))
    with pytest.raises(ExigentError, match="signed by none of our keys"):
        await compare(database, [], published)
    for other in (b"", b"[]", b"{}", b"\xff", b'{"period":{"from":"a","to":"b"}}', b"[" * 9999):
        with pytest.raises(ExigentError, match=r"expected a report\.json"):
            await compare(database, [KEY], other)
