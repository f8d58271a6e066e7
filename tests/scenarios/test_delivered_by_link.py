"""Files through us, played through the whole product: counted, bounded, and confirmed."""

import asyncio
from pathlib import Path

from bot import asks
from bot.clock import PracticeClock
from bot.domain.case import Case, State
from bot.practice.scripts import delivered_by_link, requests
from bot.practice_house import practice_house
from bot.workflow.office import Office
from tests.faults.onlookers import kinds


async def _fetched(office: Office, number: str) -> Case:
    """The case once its file was sent to its end, which is written after the last byte."""
    for _ in range(1500):
        row = await office.database.read(lambda db: db.cases.get(number))
        assert row is not None
        case = await office.database.read(lambda db, row=row: office.folds.load(db, row).case)
        if case.delivery is not None and case.delivery.whole:
            return case
        await asyncio.sleep(0.02)
    raise AssertionError("expected the file to be fetched to its end")


async def test_a_link_and_a_spoken_code(address: str, tmp_path: Path) -> None:
    """One hand-over, each look and download on the record, and the code in no mail."""
    async with practice_house(tmp_path, PracticeClock(), database_url=address) as practice:
        number = await delivered_by_link.play(practice.stage)
        office = practice.house.office
        case = await _fetched(office, number)
        counts = await kinds(practice, number)
        mails = practice.stage.mailbox.to(requests.OFFICER)
        report = await asks.check(practice.house)
        troubles = practice.stage.server.workspace.troubles
    assert case.state is State.RELEASED
    assert case.delivery is not None
    assert (case.delivery.fetches, case.delivery.whole) == (2, {1})
    expected = {
        "release.cleared": 1,
        "delivery.offered": 1,
        "delivery.code_wrong": 1,
        "delivery.opened": 1,
        "release.handed_over": 1,
        "delivery.fetched": 2,
        "delivery.fetched_to_end": 1,
        "delivery.confirmed": 1,
        "notice.owed": 1,
    }
    assert {kind: counts[kind] for kind in expected} == expected
    assert counts["delivery.visited"] >= 2
    assert len([m for m in mails if "/release/" in m.part("plain")]) == 1
    assert troubles == []
    assert report.whole, report.troubles
