"""Scenario 10: the emergency ends between the two determinations; nothing is released."""

from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage, expect


async def play(stage: Stage) -> str:
    """After the end no determination counts and no custodian can release."""
    case, code = await deeds.request_comes_in(stage, requests.kidnapping(stage.law()), "msg_ended")
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    late = await deeds.start_review(stage, deeds.BEN, case)
    await deeds.find(late, deeds.FOUND)
    await late.fill(None, {"window": "pm10"})
    await late.submit()
    await deeds.end_emergency(stage, deeds.DIA, case)
    await stage.card(case, "nded")
    await deeds.file(late, "narrow")
    card = await stage.card(case, "nded")
    expect("release.open" not in str(card.blocks), "nothing to release after the end")
    return case
