"""Scenario 4: a stolen parcel marked as an emergency is refused by two people, and counted."""

from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage

WHY = "A theft of property: nobody is in danger of death or serious injury. A warrant can be had."
REASON = "refused_no_serious_danger"


async def play(stage: Stage) -> str:
    """Both refuse for the same element; nothing is released."""
    case, _ = await deeds.request_comes_in(stage, requests.parcel(stage.law()), "msg_parcel")
    await deeds.refuse(stage, deeds.ANA, case, "E4", REASON, WHY)
    await stage.card(case, "1 of 2")
    await deeds.refuse(stage, deeds.BEN, case, "E4", REASON, WHY)
    await stage.card(case, "efused")
    return case
