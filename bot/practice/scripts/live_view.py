"""Scenario 24: a live view is wanted. What is not recorded yet needs a court's order."""

from bot.practice.scripts import answers, deeds
from bot.practice.stage import Stage, expect

REASON = "refused_prospective_surveillance"
WHY = (
    "Everything asked for lies in the future: that is surveillance, and needs an order of a court."
)


async def play(stage: Stage) -> str:
    """Nothing asked for is stored, so nothing can be allowed; the page names the other way."""
    request = answers.live_view(stage.law())
    case, code, url = await answers.arrive(stage, request, "msg_live")
    await deeds.verify(stage, case, code, incident="26-118555")
    await deeds.refuse(stage, deeds.ANA, case, "E9", REASON, WHY)
    await stage.card(case, "1 of 2")
    await deeds.refuse(stage, deeds.BEN, case, "E9", REASON, WHY)
    card = await stage.card(case, "efused")
    expect("release.open" not in str(card.blocks), "nothing to release")
    await answers.reads(stage, url, REASON, "Get a court order for it")
    await answers.tell_agency(stage, case, deeds.DISPATCH, "Ask for what is recorded by now.")
    await stage.card(case, "has its answer")
    return case
