"""Scenario 18: three shared users, a landlord and a tenant; each is told, or not, alone."""

from bot.practice.scripts import deeds, held, requests
from bot.practice.stage import Stage, expect

TENANT, LANDLORD = "tess@home.example", "lee@homes.example"
TOLD = 4
SHARED = ("sam@home.example", "kim@home.example", "ray@home.example")


async def play(stage: Stage) -> str:
    """Four letters, none to the landlord, and one of the four waits for a hold of its own."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_shared_home"
    )
    await deeds.verify(stage, case, code)
    await held.holder(stage, case, TENANT, "tenant", more=True)
    await held.holder(stage, case, LANDLORD, "landlord", more=True)
    for place, email in enumerate(SHARED, start=1):
        await held.holder(stage, case, email, "shared", more=place < len(SHARED))
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await deeds.release(stage, case)
    await deeds.end_emergency(stage, deeds.DIA, case)
    await held.propose(stage, deeds.ANA, case, "destruction_of_evidence", 10, whom="O5")
    await held.agree(stage, deeds.DIA, case)
    await _all_safe(stage, case, deeds.ANA)
    await _all_safe(stage, case, deeds.NOOR)
    for email in (TENANT, *SHARED[:2]):
        letter = await stage.letter(email)
        expect(case in letter.part("plain"), f"the letter to {email} to name the case")
    expect(stage.mailbox.to(SHARED[2]) == [], "the one who is held not to be told")
    await stage.pass_time(12 * held.DAY)
    await stage.letter(SHARED[2])
    expect(stage.mailbox.to(LANDLORD) == [], "the landlord to learn nothing")
    return case


async def _all_safe(stage: Stage, case: str, user: str) -> None:
    hand = await deeds.press_card(stage, user, case, "safety.open")
    form = await hand.view("safety.file")
    asked = [
        str(b["block_id"]) for b in form.blocks if str(b.get("block_id", "")).startswith("safe:")
    ]
    expect(len(asked) == TOLD, "four account holders, and never the landlord, to be asked about")
    answers = dict.fromkeys(asked, "safe") | {"reason": "They share the flat; none is involved."}
    await hand.fill(form, answers)
    await hand.submit()
