"""The whole product over a database that was put back to an earlier day."""

import asyncio
import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot import asks
from bot.clock import PracticeClock
from bot.compose import House
from bot.domain.checkpoint import AnchorFile, split_file
from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage
from bot.practice_house import PracticeHouse, practice_house
from bot.ways_out import ways_out
from bot.workflow.continuing import continuations
from bot.workflow.hourly import publish_hourly
from bot.workflow.watch import LATE, Watch
from tests.faults.onlookers import receipts, until_counted
from tests.faults.reviewing import both_ready, outcome

ALARMED = "legal-lead@cameras.example"


def outside(folder: Path) -> AnchorFile:
    """Return what the file anchor holds."""
    path = folder / "checkpoints.txt"
    return split_file(path.read_text(encoding="utf-8") if path.exists() else "")


async def until_outside(folder: Path, least: int) -> int:
    """Wait until the file anchor holds a checkpoint of that size; returns its size."""
    for _ in range(1500):
        size = max((note.checkpoint.size for note in outside(folder).notes), default=0)
        if size >= least:
            return size
        await asyncio.sleep(0.02)
    raise AssertionError(f"expected a checkpoint of {least} entries, got {size}")


def copy(database: Path, to: Path) -> None:
    """Copy a database as a backup does; what was being delivered is free again a minute later."""
    with (
        contextlib.closing(sqlite3.connect(database)) as source,
        contextlib.closing(sqlite3.connect(to)) as target,
    ):
        source.backup(target)
        target.execute("UPDATE task SET leased_until = 0 WHERE leased_until IS NOT NULL")
        target.commit()


async def probe(stage: Stage, path: str) -> tuple[int, Any]:
    """Ask as a monitor outside asks."""
    async with ClientSession() as session, session.get(stage.product + path) as answer:
        return answer.status, await answer.json()


async def until_alarmed(stage: Stage, kind: str) -> None:
    """Wait until the probe counts this."""
    for _ in range(1500):
        _, body = await probe(stage, "/alarm")
        if kind in body["overdue"]:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"expected {kind}, got {body}")


async def rolled_back(folder: Path, clock: PracticeClock) -> Path:
    """Let a day go by that the backup does not know of; returns the backup."""
    old = folder / "old.db"
    async with practice_house(folder, clock) as practice:
        first = await until_outside(folder, 1)
        copy(folder / "practice.db", old)
        case = await practice.stage.send(requests.kidnapping(practice.stage.law()), "msg_lost")
        assert case["case"] == "EDR-2026-000001"
        await publish_hourly(practice.house.office)
        await until_outside(folder, first + 1)
        await read_back_everywhere(practice, first + 1)
    return old


async def until_taken(house: House, anchor: str, least: int) -> None:
    """Wait until an anchor has taken a checkpoint of that size."""
    for _ in range(1500):
        if await house.database.read(lambda db: db.record.published(anchor)) >= least:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"expected {anchor} to take {least} entries")


async def read_back_everywhere(practice: PracticeHouse, least: int) -> None:
    """Wait until file and channel took so much, and see that both give it back."""
    house = practice.house
    for anchor in house.office.ways.anchors:
        await until_taken(house, anchor, least)
        await house.notary.read_back(anchor)
        assert house.notary.held.size_at(anchor) >= least
    assert house.notary.held.lost == {}


async def decided(practice: PracticeHouse) -> str:
    """Let a case come and be approved by two people."""
    case, ana, ben = await both_ready(practice.stage)
    assert [outcome(await hand.submit()) for hand in (ana, ben)] == ["review.filed"] * 2
    return case


async def test_over_a_rolled_back_database_people_decide_and_nothing_is_signed(
    tmp_path: Path,
) -> None:
    """The case is decided; file and channel get nothing; probe, mail and receipt say so."""
    clock = PracticeClock()
    old = await rolled_back(tmp_path, clock)
    before = (tmp_path / "checkpoints.txt").read_bytes()
    url = f"sqlite:///{old}"
    async with practice_house(tmp_path, clock, database_url=url) as practice:
        stage, house = practice.stage, practice.house
        await until_alarmed(stage, "record.contradicted")
        case = await decided(practice)
        counts = await until_counted(practice, case, "case.approved", 1)
        assert counts["determination.filed"] == 2
        await publish_hourly(house.office)
        await stage.pass_time(LATE + timedelta(minutes=1))
        await until_alarmed(stage, "effect.anchor.file")
        assert await house.notary.latest() is None
        told = " ".join(str(m.blocks) for m in receipts(stage, deeds.ANA))
        assert "There is no signed checkpoint now" in told
        assert await alarm_said(practice) == "a checkpoint outside contradicts the record"
        (entry,) = await house.database.read(lambda db: db.record.of_no_case("record.contradicted"))
        assert b'"why":"rolled_back"' in entry.body
    assert (tmp_path / "checkpoints.txt").read_bytes() == before
    await goes_on_under_a_new_origin(tmp_path, clock, url)


async def alarm_said(practice: PracticeHouse) -> str:
    """Return what the alarm mail says of the record, once a watch has looked."""
    async with ClientSession() as session:
        out = ways_out(practice.house, session, practice.running.slack.api)
        await Watch(practice.house.office, out.alarm.ring).look()
    texts = [one.part("plain") for one in practice.stage.mailbox.to(ALARMED)]
    lines = [line for text in texts for line in text.splitlines()]
    return next(line.partition(":")[0] for line in lines if "contradicts" in line)


async def goes_on_under_a_new_origin(folder: Path, clock: PracticeClock, url: str) -> None:
    """The operators say that it is lost for good: signed again, and the loss is on the record."""
    lost = outside(folder).notes[-1].checkpoint
    again = {"EXIGENT_RECORD__ORIGIN": "cameras.example/exigent/2"}
    async with practice_house(folder, clock, database_url=url, variables=again) as practice:
        (said,) = await practice.house.database.read(continuations)
        assert (said.size, said.root) == (lost.size, lost.root.hex())
        for _ in range(1500):
            last = outside(folder).notes[-1].checkpoint
            if last.origin == "cameras.example/exigent/2":
                break
            await asyncio.sleep(0.02)
        assert last.origin == "cameras.example/exigent/2"
        assert last.size > said.agreed
        report = await asks.check(practice.house)
        assert report.first is None
        assert any("goes on as" in note.sentence for note in report.notes)
