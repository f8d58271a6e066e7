"""Slack is down, slow, full or forgetful while two determinations land."""

import asyncio
from datetime import timedelta

import pytest

from bot import asks
from bot.practice.faults import FaultKind
from bot.practice.scripts import deeds, requests
from bot.practice.seed import ESCALATION
from bot.practice_house import PracticeHouse
from tests.faults.onlookers import calm, cards, kinds, receipts
from tests.faults.reviewing import both_ready, outcome

WRITES = ("chat.postMessage", "chat.update", "conversations.open")


@pytest.mark.parametrize(
    "kind", ["http_500", "non_json", "lost_request", "lost_answer", "rate_limited", "slow"]
)
async def test_decisions_stand_and_effects_follow(practice: PracticeHouse, kind: FaultKind) -> None:
    """Both are answered at once and approved; once Slack is back one true card stands there."""
    stage, faults = practice.stage, practice.stage.server.workspace.faults
    case, ana, ben = await both_ready(stage)
    for method in WRITES:
        faults.add(method, kind, times=1000, seconds=0.5)
    answers = [await ana.submit(), await ben.submit()]
    assert [outcome(a) for a in answers] == ["review.filed"] * 2
    assert max(a.seconds for a in answers) < 1.5
    counts = await kinds(practice, case)
    assert (counts["determination.filed"], counts["case.approved"]) == (2, 1)
    faults.clear()
    await calm(practice)
    assert [m.text for m in cards(stage, case)] == [(await stage.card(case, "release.open")).text]
    # Slack lets nobody look through a direct conversation for a post whose end is in doubt.
    most = 5 if kind == "lost_answer" else 1
    for user in (deeds.ANA, deeds.BEN):
        assert 1 <= len(receipts(stage, user)) <= most
    assert stage.server.workspace.troubles == []
    assert (await asks.check(practice.house)).whole


async def test_slack_dead_in_every_way(practice: PracticeHouse) -> None:
    """With not one method answering, two filings still approve: standing was asked just before."""
    stage, faults = practice.stage, practice.stage.server.workspace.faults
    case, ana, ben = await both_ready(stage)
    faults.add("*", "lost_request", times=1000)
    await ana.submit()
    await ben.submit()
    assert (await kinds(practice, case))["case.approved"] == 1
    faults.clear()
    await calm(practice)
    assert len(cards(stage, case)) == 1


async def test_a_post_in_doubt_is_looked_up(practice: PracticeHouse) -> None:
    """The card's post was handled and its answer lost: it is found by its key, not repeated."""
    stage, faults = practice.stage, practice.stage.server.workspace.faults
    lost = faults.add("chat.postMessage", "lost_answer", match={"channel": "C01REVIEW"})
    blind = faults.add("conversations.history", "http_500", times=2)
    answer = await stage.send(requests.kidnapping(stage.law()), "msg_doubt")
    await stage.until(lambda: cards(stage, answer["case"]), "the card")
    await calm(practice)
    assert (lost.times, blind.times) == (0, 0)
    assert len(cards(stage, answer["case"])) == 1


async def test_an_escalation_in_doubt_is_said_once(practice: PracticeHouse) -> None:
    """The same holds in the escalation channel."""
    stage, faults = practice.stage, practice.stage.server.workspace.faults
    answer = await stage.send(requests.kidnapping(stage.law()), "msg_shout")
    await stage.until(lambda: cards(stage, answer["case"]), "the card")
    lost = faults.add("chat.postMessage", "lost_answer", match={"channel": ESCALATION})
    await stage.pass_time(timedelta(minutes=6))
    await calm(practice)
    shouted = [m.text for m in stage.hand(deeds.SOL).messages(ESCALATION)]
    assert lost.times == 0
    assert sum("opening the case" in text for text in shouted) == 1, shouted


async def _put_off(practice: PracticeHouse, length: timedelta) -> None:
    """Wait until the courier has written down that nothing is due for so long."""
    office = practice.house.office
    async with asyncio.timeout(10):
        while True:
            wall = office.clock.wall()
            due = await office.database.read(lambda db: db.tasks.next_due(wall))  # noqa: B023 - awaited at once
            if due is not None and due - office.clock.law() > length:
                return
            await asyncio.sleep(0.02)


async def test_asked_to_wait_it_waits(practice: PracticeHouse) -> None:
    """After a 429 nothing is posted to anybody's disadvantage before the time Slack asked for."""
    stage, server = practice.stage, practice.stage.server
    case, ana, _ = await both_ready(stage)
    await calm(practice)
    server.workspace.faults.add("chat.update", "rate_limited", seconds=30)
    before = [m for m, _ in server.api.calls].count("chat.update")
    await ana.submit()
    await stage.until(lambda: len(server.workspace.faults.happened), "the 429")
    await _put_off(practice, timedelta(seconds=25))
    await stage.pass_time(timedelta(seconds=20))
    await asyncio.sleep(0.1)
    assert [m for m, _ in server.api.calls].count("chat.update") == before + 1
    await stage.pass_time(timedelta(seconds=11))
    await stage.card(case, "1 of 2")
