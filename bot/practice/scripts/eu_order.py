"""Scenario 8: a European production order. It binds, does not lapse, and the owner hears nothing.

Six hours pass with one determination: counsel is called, and nothing lapses and nothing is given.
The order is carried out within the law's eight hours. The validation that must follow within 48
hours does not come, and everything is asked back. The 96 hours of the enforcing authority pass.
"""

from datetime import timedelta

from bot.practice.scripts import deeds, orders
from bot.practice.seed import ESCALATION
from bot.practice.stage import Stage, expect

OWNER = "jo@home.example"
FOUND = ["F1", "F2", "F3", "F6", "F7", "F8"]
LAWS = {"EXIGENT_LEGAL__STANDARDS": '["eu"]', "EXIGENT_LEGAL__STORED_IN": "IE"}
"""The company keeps this camera's recordings in Ireland, and works under the Union's law there."""


async def play(stage: Stage) -> str:
    """Checked for its form by two people, carried out in time, and recalled for want of a paper."""
    request = orders.order(stage.law(), ["video"], "eu2023-1543")
    case, code = await deeds.request_comes_in(stage, request, "msg_eu_order")
    card = await stage.card(case, "Order (European Union): it binds us, does not lapse")
    expect("oluntary" not in str(card.blocks), "an order never to be called voluntary")
    await orders.verify(stage, case, code, request["incident_number"])
    await orders.carry_out(stage, deeds.ANA, case, FOUND, "asked")
    await stage.pass_time(timedelta(hours=6))
    letter = await stage.letter(orders.COUNSEL)
    expect(case in letter.part("plain"), "counsel's mail to name the case")
    await stage.card(case, "1 of 2")
    await orders.carry_out(stage, deeds.BEN, case, FOUND, "asked")
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case, OWNER)
    await deeds.release(stage, case)
    await stage.pass_time(timedelta(hours=48))
    sol = stage.hand(deeds.SOL)
    await stage.until(
        lambda: any("recalled" in m.text for m in sol.messages(ESCALATION)),
        "seniors to hear that everything is asked back",
    )
    await stage.card(case, "It fell afterwards")
    await stage.pass_time(timedelta(hours=96))
    await stage.until(lambda: _asked(stage), "the authority to be asked for the validation")
    await stage.pass_time(timedelta(days=12))
    await stage.card(case, "It never came")
    expect(stage.mailbox.to(OWNER) == [], "the owner to hear nothing from us")
    return case


def _asked(stage: Stage) -> bool:
    letters = stage.mailbox.to(orders.OFFICER)
    return any("is owed" in letter.parsed["Subject"] for letter in letters)
