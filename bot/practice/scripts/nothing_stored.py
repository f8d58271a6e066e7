"""Scenario 14: nothing is stored, and the answer reveals no more than it must."""

from bot.practice.scripts import answers, deeds, requests
from bot.practice.stage import Stage, expect

SAID = "We have nothing to give in answer to this request."
WITHHELD = ("subscription", "deleted", "encrypted", "no_such_identifier", "account")


async def play(stage: Stage) -> str:
    """Two officers who were called back read one wording; a third, who was not, learns nothing."""
    pages = []
    for number, stored in enumerate(("no_subscription", "e2ee"), start=1):
        request = requests.kidnapping(stage.law())
        case, code, url = await answers.arrive(stage, request, f"msg_nothing_{number}")
        await deeds.call(stage, deeds.EVE, case, deeds.FRONT_DESK, "officer", code)
        await stage.card(case, "Level 2")
        await answers.nothing_there(stage, case, stored)
        pages.append(await answers.reads(stage, url, SAID, "no_responsive_data"))
    expect(pages[0] == pages[1], "the same page whatever the reason is")
    expect(not any(w in pages[0].casefold() for w in WITHHELD), "no word of what an account holds")
    request = requests.kidnapping(stage.law())
    case, _, url = await answers.arrive(stage, request, "msg_nothing_3")
    await answers.nothing_there(stage, case, "deleted")
    page = await answers.reads(stage, url, answers.NEUTRAL)
    expect(SAID not in page, "not a word of it before a call-back")
    return case
