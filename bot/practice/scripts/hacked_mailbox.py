"""Scenario 28: a real officer's mailbox in a thief's hands, with the thief's own telephone number.

Every mail check passes, since the mailbox is real. What ends it is the call to a number that was
not in the request.
"""

from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage, expect

WHY = "The front desk, called on its listed number, says that Alvarez is on leave and sent nothing."
REASON = "refused_fraud"


async def play(stage: Stage) -> str:
    """Nobody can approve before the call; after it two people refuse."""
    text = requests.as_mail(stage.law())
    case = await deeds.mail_comes_in(stage, requests.OFFICER, text, "msg_hacked")
    await stage.card(case, "evel 1")
    filed = await deeds.review(stage, deeds.ANA, case, window="asked", decision="approve")
    expect("dentity is at level 1" in str(filed.body), "no approval before a call-back")
    form = await deeds.open_call(stage, deeds.EVE, case)
    expect(requests.THIEF not in str(form.blocks), "the request's own number not to be offered")
    await deeds.deny(stage, deeds.EVE, case)
    await deeds.refuse(stage, deeds.NOOR, case, "E3", REASON, WHY)
    await deeds.refuse(stage, deeds.BEN, case, "E3", REASON, WHY)
    await stage.card(case, "raud")
    return case
