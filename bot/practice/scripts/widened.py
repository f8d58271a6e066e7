"""Scenario 11: the request is widened after the first determination: a new version, both void."""

from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage, expect


async def play(stage: Stage) -> str:
    """Ana's determination on version 1 no longer counts; both review version 2 from the start."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_widened"
    )
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await stage.card(case, "1 of 2")
    hand = stage.hand(deeds.EVE)
    await hand.command("/edr", f"amend {case}")
    form = await hand.view("amend.file")
    await hand.fill(form, {"to": "23:59", "answer": "They need ten more minutes of the street."})
    await hand.submit()
    card = await stage.card(case, "0 of 2")
    expect(":2" in str(card.blocks), "the card to carry version 2")
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.NOOR, case)
    await stage.card(case, "release.open")
    return case
