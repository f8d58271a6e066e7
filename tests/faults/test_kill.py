"""kill -9 in the middle of a burst of presses, and what a restart finds."""

import asyncio
import json
import random
import re
import signal
from collections import Counter
from pathlib import Path

from bot.practice.delivery import Answer
from bot.practice.hand_on_views import Hand
from bot.practice.scripts import deeds, parcel, requests
from bot.practice.stage import Stage
from tests.app.child import Child, child
from tests.faults.onlookers import cards, receipts
from tests.faults.reviewing import outcome

PAIRS = ((deeds.ANA, deeds.BEN), (deeds.NOOR, deeds.MARA))
ROUNDS = 3
ENTRY = re.compile(r"Entry (\d+), hash ((?:[0-9a-f]{4} ?){3})")


async def ready_to_refuse(stage: Stage, user: str, case: str) -> Hand:
    """Go through Review up to the last step, which refuses, and do not submit."""
    hand = await deeds.start_review(stage, user, case)
    await deeds.find(hand, [], denied=("E4:no",))
    await hand.view("review.file")
    await hand.fill(None, {"decision": parcel.REASON, "why": parcel.WHY, "attest": ["yes"]})
    return hand


async def burst(
    running: Child, number: int, answered: int, then: float
) -> list[tuple[Hand, Answer]]:
    """Let four people file on two cases at once; kill the product `then` seconds after answers."""
    hands = []
    for pair in PAIRS:
        request = requests.parcel(running.stage.law())
        answer = await running.stage.send(request, f"msg_{number}_{pair[0]}")
        await running.stage.card(answer["case"], "review.open")
        hands += [await ready_to_refuse(running.stage, user, answer["case"]) for user in pair]
    presses = [asyncio.create_task(hand.submit()) for hand in hands]
    while sum(press.done() for press in presses) < answered:
        await asyncio.wait([p for p in presses if not p.done()], return_when="FIRST_COMPLETED")
    await asyncio.sleep(then)
    assert await running.end(signal.SIGKILL) == -signal.SIGKILL
    return list(zip(hands, await asyncio.gather(*presses), strict=True))


def kept(running: Child, answer: Answer) -> bool:
    """Whether the determination that somebody was told of is there, by position and hash."""
    found = ENTRY.search(json.dumps(answer.body))
    assert found, answer.body
    digests = {position: digest for position, _, digest in running.entries("determination.filed")}
    return digests.get(int(found[1]), "").startswith(found[2].replace(" ", ""))


async def test_killed_in_a_burst(tmp_path: Path, sqlite_template: Path) -> None:
    """Three kills: all that was acknowledged is there, the rest can be sent again, effects come."""
    chance = random.Random(26118203)
    async with child(tmp_path, sqlite_template) as running:
        await running.start()
        for number in range(ROUNDS):
            pressed = await burst(running, number, number + 1, chance.uniform(0.0, 0.005))
            acknowledged = [answer for _, answer in pressed if answer.ok]
            assert len(acknowledged) > number
            assert all(kept(running, answer) for answer in acknowledged)
            running.a_minute_later()
            await running.start()
            for hand, answer in pressed:
                told = answer if answer.ok else await hand.submit()
                assert outcome(told) == "review.filed"
                await hand.close()
        filed = Counter(case for _, case, _ in running.entries("determination.filed"))
        assert list(filed.values()) == [2] * (ROUNDS * len(PAIRS))
        assert len(running.entries("case.refused")) == len(filed)
        for case in filed:
            await running.stage.card(case, "efused")
            assert len(cards(running.stage, case)) == 1
        for pair in PAIRS:
            for user in pair:
                await everything_received(running.stage, user)
        assert await running.end(signal.SIGTERM) == 0
        verified = await running.run("verify")
        assert await verified.wait() == 0


async def everything_received(stage: Stage, user: str) -> None:
    """Wait until somebody has a receipt of each round."""

    def look() -> bool:
        about = {(m.metadata or {})["event_payload"]["case"] for m in receipts(stage, user)}
        return len(about) == ROUNDS

    await stage.until(look, f"{user} to have {ROUNDS} receipts")


async def test_clocks_that_passed_meanwhile(tmp_path: Path, sqlite_template: Path) -> None:
    """A limit that ran out while nothing ran acts at the restart."""
    more = '[limits]\nacknowledge = "1s"\n'
    async with child(tmp_path, sqlite_template, more=more) as running:
        await running.start()
        answer = await running.stage.send(requests.kidnapping(running.stage.law()), "msg_clock")
        await running.end(signal.SIGKILL)
        before = len(running.entries("clock.reached"))
        await asyncio.sleep(1)
        running.a_minute_later()
        await running.start()
        sol = running.stage.hand(deeds.SOL)
        await running.stage.until(
            lambda: [m for m in sol.messages("C01ESCAL") if answer["case"] in m.text],
            "the escalation channel to hear of it",
        )
        assert len(running.entries("clock.reached")) > before
        await running.stage.card(answer["case"], "Record Call-Back")
        assert await running.end(signal.SIGTERM) == 0
