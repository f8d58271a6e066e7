"""Scenario 17: the owner is the abuser. One doubt opens a hold; it never ends by a timer."""

from bot.practice.scripts import deeds, held, requests
from bot.practice.scripts.requests import Json
from bot.practice.stage import Stage, expect

VICTIM = "his wife, who lives in the house"
HELPED = ("wife", "neighbour", "called", "caller", "victim", "witness")


async def play(stage: Stage) -> str:
    """A month later it is overdue, loudly, and still nobody is told before two find it safe."""
    case = await held.approved(
        stage, _at_home(stage), "msg_abuser", owner="unsafe", flags=("suspect",)
    )
    await deeds.release(stage, case)
    await stage.card(case, "1 hold of the notice proposed")
    await held.agree(stage, deeds.BEN, case)
    await deeds.end_emergency(stage, deeds.DIA, case)
    await stage.pass_time(31 * held.DAY)
    await held.shouted(stage, "the end of hold 1 is late")
    await stage.card(case, "safety hold, endangers life or physical safety, overdue")
    held.nobody_told(stage, "because a day came")
    await held.safe(stage, case, deeds.ANA)
    held.nobody_told(stage, "on one person's word")
    await held.safe(stage, case, deeds.SOL)
    letter = await stage.letter(held.OWNER)
    said = letter.part("plain").casefold()
    expect(not any(word in said for word in HELPED), "no word of who helped")
    await stage.card(case, "losed")
    return case


def _at_home(stage: Stage) -> Json:
    request = requests.kidnapping(stage.law())
    request["emergency"] |= {
        "nature": "domestic_violence",
        "person_at_risk": VICTIM,
        "relation_to_owner": "spouse",
        "narrative": "She called from the bathroom. He broke the door while the line was open.",
        "how_known": "911 call by the person at risk",
        "how_data_helps": "Whether he has left the house, and with whom",
    }
    return request
