"""`exigent run` as a process: it drains when told to stop, and refuses bad settings at once."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.practice.scripts import deeds, requests
from tests.app.child import Child, child
from tests.faults.reviewing import both_ready, outcome


@pytest.fixture
async def running(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Child]:
    """The product, started."""
    async with child(tmp_path, sqlite_template) as made:
        await made.start()
        yield made


async def test_told_to_stop_it_finishes_what_it_took(running: Child) -> None:
    """SIGTERM amid two submissions: each that was recorded was answered, and it ends with 0."""
    _, ana, ben = await both_ready(running.stage)
    presses = [asyncio.create_task(hand.submit()) for hand in (ana, ben)]
    await asyncio.wait(presses, return_when="FIRST_COMPLETED")
    assert await running.end(signal.SIGTERM) == 0
    answers = await asyncio.gather(*presses)
    answered = [outcome(answer) for answer in answers if answer.ok]
    assert answered == ["review.filed"] * len(running.entries("determination.filed"))
    lines = [json.loads(line) for line in running.log.read_text().splitlines()]
    assert "product.stopping" in [line["event"] for line in lines]
    assert [line for line in lines if line["level"] in ("error", "critical")] == []


async def test_every_probe_answers(running: Child) -> None:
    """A product at rest is up, ready, on time, and counts what it has done."""
    await running.stage.send(requests.parcel(running.stage.law()), "msg_probe")
    async with ClientSession() as session:
        for path in ("/livez", "/readyz", "/alarm", "/metrics", "/openapi.json"):
            async with session.get(running.address + path) as answer:
                assert answer.status == 200, path
                text = await answer.text()
                assert "exigent_" in text or path != "/metrics"


async def test_bad_settings_are_all_listed(tmp_path: Path, sqlite_template: Path) -> None:
    """Three mistakes are told in three lines at once, without a traceback, with exit code 2."""
    async with child(tmp_path, sqlite_template) as made:
        path = tmp_path / "exigent.toml"
        text = path.read_text(encoding="utf-8")
        text = text.replace('bot_token = "xoxb-', 'bot_token = "secret-').replace(
            'company = "Example Cameras Inc."', 'compnay = "Example Cameras Inc."'
        )
        path.write_text(text + '[limits]\nhard_stop = "soon"\n', encoding="utf-8")
        process = await made.run("run")
        assert await process.wait() == 2
        said = made.log.read_text()
    for key in ("slack.bot_token", "legal.compnay", "legal.company", "limits.hard_stop"):
        assert f"exigent: {key}: " in said, said
    assert "Traceback" not in said
    assert "secret-practice" not in said


async def test_killed_at_rest(running: Child) -> None:
    """Started again after a kill, it works on with the same case and the same card."""
    answer = await running.stage.send(requests.kidnapping(running.stage.law()), "msg_rest")
    card = await running.stage.card(answer["case"], "Record Call-Back")
    await running.end(signal.SIGKILL)
    running.a_minute_later()
    await running.start()
    hand = await deeds.press_card(running.stage, deeds.EVE, answer["case"], "callback.open")
    await hand.view("callback.file")
    again = await running.stage.card(answer["case"], "Record Call-Back")
    assert again.ts == card.ts
