"""Scenario 9: the second reviewer is silent. Backup, senior, lapse; never an approval."""

from datetime import timedelta

from bot.practice.scripts import deeds, requests
from bot.practice.seed import ESCALATION
from bot.practice.stage import Stage, expect


async def play(stage: Stage) -> str:
    """One determination is filed, nobody files a second, and after eight hours the case lapses."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_silence"
    )
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await stage.card(case, "1 of 2")
    late = await deeds.start_review(stage, deeds.BEN, case)
    await deeds.find(late, deeds.FOUND)
    await late.fill(None, {"window": "pm10"})
    await late.submit()
    await late.view("review.file")
    await stage.pass_time(timedelta(minutes=31))
    await deeds.told_privately(stage, deeds.BEN, "please take over the review")
    await stage.pass_time(timedelta(minutes=11))
    await deeds.told_privately(stage, deeds.SOL, "a senior reviewer is needed")
    await stage.pass_time(timedelta(hours=8))
    await stage.card(case, "apsed")
    await deeds.file(late, "narrow")
    card = await stage.card(case, "apsed")
    expect("release.open" not in str(card.blocks), "no release after the limit")
    senior = stage.hand(deeds.SOL)
    await stage.until(
        lambda: any(case in m.text for m in senior.messages(ESCALATION)),
        "the escalation channel to hear of it",
    )
    return case
