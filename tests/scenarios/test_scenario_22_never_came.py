"""Scenario 22: the promised warrant never comes: chased, counted, and the owner told early."""

import asyncio
from pathlib import Path

from bot import asks
from bot.clock import PracticeClock
from bot.domain.case import State
from bot.domain.followup import FollowUpStatus
from bot.practice.scripts import requests, warrant_never_came
from bot.practice_house import practice_house
from bot.workflow.office import Office
from tests.faults.onlookers import kinds


async def _until_on_watch(office: Office, name: str) -> None:
    for _ in range(500):
        listed = await office.database.read(lambda db: db.agencies.named(name))
        assert listed is not None
        if listed.standing == "watch":
            return
        await asyncio.sleep(0.02)
    raise AssertionError("expected the agency to be on watch")


async def test_nobody_has_to_remember_it(address: str, tmp_path: Path) -> None:
    """Three mails to the agency, one entry that counts it, one letter, and a lowered standing."""
    async with practice_house(tmp_path, PracticeClock(), database_url=address) as practice:
        number = await warrant_never_came.play(practice.stage)
        office = practice.house.office
        row = await office.database.read(lambda db: db.cases.get(number))
        assert row is not None
        case = await office.database.read(lambda db: office.folds.load(db, row).case)
        await _until_on_watch(office, case.agency.name)
        counts = await kinds(practice, number)
        mailbox = practice.stage.mailbox
        asked = [m for m in mailbox.to(requests.OFFICER) if "owed" in m.parsed["Subject"]]
        assert len(asked) == 3
        assert len(mailbox.to(warrant_never_came.OWNER)) == 1
        report = await asks.check(practice.house)
    assert case.follow_up is not None
    assert (case.state, case.follow_up.status) == (State.CLOSED, FollowUpStatus.MISSED)
    assert case.ended_at is None
    assert counts["follow_up.missed"] == 1
    assert counts["emergency.ended"] == 0
    assert report.whole, report.troubles
