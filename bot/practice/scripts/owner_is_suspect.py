"""Scenario 16: the owner is the suspect. A dated delay, by two people, that ends by itself."""

from bot.practice.scripts import deeds, held, requests
from bot.practice.stage import Stage, expect


async def play(stage: Stage) -> str:
    """Safe for everybody, and still not told for thirty days; looked at again every week."""
    request = requests.kidnapping(stage.law())
    case = await held.released(stage, request, "msg_suspect", flags=("suspect",))
    await held.propose(stage, deeds.ANA, case, "flight", 30)
    await stage.card(case, "1 hold of the notice proposed")
    await held.agree(stage, deeds.DIA, case)
    await held.safe(stage, case)
    held.nobody_told(stage, "while two people hold it back")
    await stage.pass_time(7 * held.DAY)
    await held.asked_again(stage, case)
    held.nobody_told(stage, "after a week")
    await stage.pass_time(25 * held.DAY)
    letter = await stage.letter(held.OWNER)
    expect(case in letter.part("plain"), "the late letter to name the case")
    await stage.card(case, "losed")
    return case
