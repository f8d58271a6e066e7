"""The product over Socket Mode, with connections that go away in the middle."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import asks
from bot.clock import PracticeClock
from bot.practice.scripts import deeds, kidnapping
from bot.practice.stage import Stage
from bot.practice_house import PracticeHouse, practice_house
from tests.faults.onlookers import calm, kinds
from tests.faults.reviewing import both_ready, outcome


@pytest.fixture
async def by_socket(tmp_path: Path) -> AsyncIterator[PracticeHouse]:
    """The product with an app token and no public address for Slack."""
    variables = {"EXIGENT_SLACK__APP_TOKEN": "xapp-practice"}
    async with practice_house(tmp_path, PracticeClock(), variables=variables) as found:
        found.stage.server.point_at("http://127.0.0.1:9/slack/events")
        yield found


def losing(stage: Stage) -> Stage:
    """The same stage, on which each time that passes also takes the oldest connection away."""

    async def advance(seconds: float) -> None:
        sockets = stage.server.sockets
        await stage.until(lambda: len(sockets.open) == 2, "two connections")
        await sockets.ask_to_leave("refresh_requested")
        await stage.advance(seconds)

    return replace(stage, advance=advance)


async def test_the_whole_kidnapping(by_socket: PracticeHouse) -> None:
    """Four connections are taken away on the way, and the case ends as if none had been."""
    stage = by_socket.stage
    case = await kidnapping.play(losing(stage))
    counts = await kinds(by_socket, case)
    assert (counts["determination.filed"], counts["case.closed"]) == (2, 1)
    assert stage.server.workspace.troubles == []
    assert stage.server.sockets.dropped_acks == []
    assert (await asks.check(by_socket.house)).whole


async def test_a_connection_lost_under_a_submission(by_socket: PracticeHouse) -> None:
    """Nobody hears the answer, the determination stands; sent again it is said to be filed."""
    case, ana, ben = await both_ready(by_socket.stage)
    by_socket.stage.server.workspace.faults.add("socket", "disconnect")
    assert (await ana.submit()).trouble
    await by_socket.stage.card(case, "1 of 2")
    assert outcome(await ana.submit()) == "review.filed"
    assert outcome(await ben.submit()) == "review.filed"
    await calm(by_socket)
    counts = await kinds(by_socket, case)
    assert (counts["determination.filed"], counts["case.approved"]) == (2, 1)
    assert ana.user_id == deeds.ANA
