"""Scenario 27: a mail from a domain that is one letter off; the real agency knows nothing of it."""

from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage, expect

SENDER = "ralvarez@springfleldpd.example"
WHY = "The domain is one letter off, and the agency, called on its own number, did not send this."
REASON = "refused_fraud"


async def play(stage: Stage) -> str:
    """The mail passes every check of its own domain; one call to the real one ends it."""
    case = await deeds.mail_comes_in(stage, SENDER, requests.as_mail(stage.law()), "msg_alike")
    await stage.card(case, "must be lifted before anybody can approve")
    await deeds.deny(stage, deeds.EVE, case)
    await deeds.refuse(stage, deeds.ANA, case, "E3", REASON, WHY)
    await deeds.refuse(stage, deeds.BEN, case, "E3", REASON, WHY)
    await stage.card(case, "raud")
    expect(not stage.mailbox.to(SENDER), "no answer to the look-alike domain")
    return case
