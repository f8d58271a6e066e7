"""A canary in every place for words: in clear nowhere, and after the erasure nowhere at all."""

import json
from pathlib import Path

import pytest

from bot import asks
from bot.asks import ExportAsks
from bot.clock import PracticeClock
from bot.compose import open_office
from bot.domain.errors import Refusal
from bot.domain.roster import OWNER
from bot.practice.messages import Message
from bot.practice_house import PracticeHouse, practice_house
from bot.removal import Removed, remove
from bot.workflow.execute import execute
from storage import backup_to
from tests.erasure import living
from tests.erasure.living import Life
from tests.erasure.searching import Places, dump, found, opened, stored
from tests.storage.raw import run

ALL = [
    *living.canaries(),
    *living.OF_PEOPLE,
    *(living.DEVICE, living.COMPLAINT, living.ANSWERED, living.DRAFT, living.NAME),
    *("zqattachment-content", "zqattachment.pdf", "zqcall-log content", "zqwhy", "zqagreed"),
]


def said(messages: list[Message]) -> bytes:
    """Everything that stands in a channel."""
    shown = [m for m in messages if not m.channel.startswith("D")]
    return json.dumps([[m.text, m.blocks, m.metadata] for m in shown]).encode()


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Every line but those of the pretend mail server, which is not ours."""
    return "\n".join(r.getMessage() for r in caplog.records if r.name != "mail.log")


async def everywhere(practice: PracticeHouse, address: str, log: str) -> Places:
    """The database, the log, the metrics, the channels, and the folder of exports."""
    stage = practice.stage
    return {
        **stored(address),
        **exported(practice),
        "log": log.encode(),
        "metrics": await stage.read_file(f"{stage.product}/metrics"),
        "channels": said(stage.server.workspace.messages),
    }


def exported(practice: PracticeHouse) -> Places:
    """What stands in the folder of exports."""
    folder = practice.house.settings.key_dir.parent / asks.EXPORTS
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


async def lived(practice: PracticeHouse) -> tuple[Life, Life]:
    """One case released and told, one refused, both kept as long as they must be."""
    lives = await living.released(practice), await living.refused(practice)
    await lives[0].wait(31)
    for life in lives:
        await life.outcome()
    await lives[0].wait(60)
    for life in lives:
        await life.agreed()
    return lives


async def test_nothing_personal_is_found_after_the_erasure(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Before it no canary is in clear and every one opens; after it none is found anywhere."""
    caplog.set_level("INFO")
    clock = PracticeClock()
    async with practice_house(
        tmp_path, clock, database_url=address, variables=living.SHORT
    ) as practice:
        house = practice.house
        first, second = await lived(practice)
        assert found(ALL, await everywhere(practice, address, logged(caplog))) == {}
        opens = {"opened": await opened(house.database, address, first.case)}
        assert set(found(ALL, opens)) == set(ALL)
        await export(first)
        assert len(found(ALL, exported(practice))) > 30

        for life in (first, second):
            done = await remove(house, life.case)
            assert isinstance(done, Removed)
            assert done.undone == ""
        places = await everywhere(practice, address, logged(caplog))
        again = open_office(house.settings, clock)
        for life in (first, second):
            for reader in (house, again):
                content = await opened(reader.database, address, life.case)
                assert content.strip() == b""
        again.database.close()
        assert found(ALL, {**places, **backup(address, tmp_path)}) == {}
        await still_whole(practice, first)
        planted(address)
        assert found(ALL, {"dump": dump(address)}).keys() == {living.COMPLAINT}
    assert practice.stage.server.workspace.troubles == []
    assert not [r for r in caplog.records if r.levelname in ("ERROR", "CRITICAL")]


async def export(life: Life) -> None:
    """Eve asks for the case's bundle in Slack: it holds everything, in clear."""
    house = life.practice.house
    (told,) = await ExportAsks(house)(life.case, life.ref("eve"))
    assert "is exported" in told


def backup(address: str, folder: Path) -> Places:
    """What a backup made now holds."""
    if not address.startswith("sqlite"):
        return {}
    (folder / "backup").mkdir()
    return {"backup": backup_to(address, folder / "backup").read_bytes()}


def planted(address: str) -> None:
    """Leave one canary behind, where nobody looks: the search must find it."""
    run(
        address,
        "INSERT INTO refusal_count (source, minute, reason, count)"
        f" VALUES ('{living.COMPLAINT.encode().hex()}', '2026-11-21T20:00:00.000000Z', 'x', 1)",
    )


async def still_whole(practice: PracticeHouse, life: Life) -> None:
    """The record is whole, every page opens, and what comes late is answered in words."""
    stage, house = practice.stage, practice.house
    report = await asks.check(house)
    assert report.whole, report.troubles
    assert report.erased == 2
    assert life.case in await stage.read_page(stage.product + life.status)
    page = await stage.read_page(life.owner)
    assert "What stood here was deleted" in page
    assert "tlog-proof" in (await stage.read_file(f"{life.owner}/proof")).decode()
    late = await execute(house.office, life.order(living.complaining(), OWNER))
    assert late.refused is not None
    assert late.refused.reason is Refusal.CASE_ERASED
    bounced = await stage.bounce(life.message, "msg_late")
    assert bounced["http"] == 200
    await export(life)
