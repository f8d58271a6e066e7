"""Scenario 20: a gag order on a later warrant: does it cover this release? Somebody answers."""

from bot.practice.scripts import deeds, held, requests
from bot.practice.stage import Stage, expect

OTHER, OURS = f"{held.COURT}, 26-SW-201", f"{held.COURT}, 26-SW-118"


async def play(stage: Stage) -> str:
    """One order does not cover it and holds nothing; one does, and the day after it all resumes."""
    case = await held.released(stage, requests.kidnapping(stage.law()), "msg_gag")
    said = await held.propose(stage, deeds.NOOR, case, "order:not", 30, issuer=OTHER)
    expect("does not cover" in said.text, "the answer to be on the record")
    await held.propose(stage, deeds.NOOR, case, "order:by_its_terms", 20, issuer=OURS)
    await held.agree(stage, deeds.SOL, case)
    await held.safe(stage, case)
    await stage.pass_time(19 * held.DAY)
    held.nobody_told(stage, "while the order stands")
    await stage.pass_time(3 * held.DAY)
    letter = await stage.letter(held.OWNER)
    expect(case in letter.part("plain"), "the late letter to name the case")
    await stage.card(case, "losed")
    return case
