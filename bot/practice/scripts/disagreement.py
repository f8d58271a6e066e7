"""Scenario 3: two reviewers allow different windows; what both allowed goes out."""

from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage, expect


async def play(stage: Stage) -> str:
    """Ana allows ten minutes either side, Ben five: ten minutes are released, not twenty."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_intersection"
    )
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case, window="pm10")
    await deeds.review(stage, deeds.BEN, case, window="pm5")
    card = await stage.card(case, "release.open")
    expect("10 minutes allowed" in str(card.blocks), "the card to say 10 minutes allowed")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    return case
