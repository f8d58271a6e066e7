"""Scenario 21: "please do not notify", without an order, is a claim and holds nothing."""

from bot.practice.scripts import deeds, held, requests
from bot.practice.stage import Stage, expect

WISH = "Please do not notify the customer. Our investigation is ongoing."


async def play(stage: Stage) -> str:
    """The wish is shown in the form as a claim; the owner is told as ever."""
    request = requests.kidnapping(stage.law()) | {"notice_objection": WISH}
    case = await held.released(stage, request, "msg_do_not_tell")
    hand = stage.hand(deeds.ANA)
    await hand.command("/edr", f"restrict {case}")
    form = await hand.view("restrict.file")
    expect("That is a claim" in str(form.blocks), "the wish to be shown as a claim")
    await hand.close(everything=True)
    await held.safe(stage, case)
    letter = await stage.letter(held.OWNER)
    expect("investigation is ongoing" not in letter.part("plain"), "no word of the wish")
    await stage.card(case, "owner told")
    return case
