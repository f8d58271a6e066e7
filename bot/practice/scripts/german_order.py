"""An order under German law (TDDDG 22) without its form: not carried out, and it does not lapse.

Two people find that it is not in text form and that nobody confirmed it. The authority reads what
would cure it; nobody says that there was no emergency, for that was not asked.
"""

from datetime import timedelta

from bot.practice.scripts import answers, deeds, orders
from bot.practice.stage import Stage

FOUND = ["F1", "F6", "F9"]
LAWS = {"EXIGENT_LEGAL__STANDARDS": '["germany"]', "EXIGENT_LEGAL__STORED_IN": "DE"}
"""The company keeps this camera's records in Germany, and works under its law there."""
WHY = "It came by telephone alone, and no text form has followed; the specialist agrees."


async def play(stage: Stage) -> str:
    """Nine hours after receipt it is still open, where a voluntary request would have lapsed."""
    request = orders.order(stage.law(), ["subscriber"], "tdddg22")
    case, code, url = await answers.arrive(stage, request, "msg_german_order")
    await stage.card(case, "Order (Germany): it binds us, does not lapse")
    await orders.verify(stage, case, code, request["incident_number"])
    await stage.pass_time(timedelta(hours=9))
    for user in (deeds.ANA, deeds.BEN):
        hand = await orders.check_form(stage, user, case, FOUND, ("F2:no",))
        await deeds.file(hand, "refused_invalid_order", WHY)
    await stage.card(case, "efused: the order is not valid in form")
    await answers.reads(stage, url, "refused_invalid_order", "in the prescribed form")
    return case
