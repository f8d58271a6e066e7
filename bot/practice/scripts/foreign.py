"""Scenario 23: foreign police want video. Contents are not theirs to have; a treaty is the way."""

from bot.practice.scripts import answers, deeds
from bot.practice.stage import Stage, expect

REASON = "refused_wrong_entity"
WHY = (
    "Not a US governmental entity: contents need a treaty request, and counsel decides on records."
)


async def play(stage: Stage) -> str:
    """The product answers E1 for each class apart; nobody can allow the video."""
    request = answers.from_abroad(stage.law())
    case, code, url = await answers.arrive(stage, request, "msg_foreign")
    await deeds.call(stage, deeds.EVE, case, answers.DUTY_DESK, "officer", code)
    await stage.card(case, "Level 2")
    hand = await deeds.start_review(stage, deeds.NOOR, case)
    shown = str((await hand.view("review.test")).blocks)
    for words in ("US governmental entities only", "ask counsel"):
        expect(words in shown, f"E1 to say {words!r}")
    await answers.turn_down(stage, deeds.ANA, case, REASON, WHY)
    await answers.turn_down(stage, deeds.BEN, case, REASON, WHY)
    await stage.card(case, "efused")
    await answers.reads(stage, url, REASON, "Ask by a treaty")
    await answers.tell_agency(stage, case, answers.DUTY_DESK, "Ask by treaty; records via counsel.")
    await stage.card(case, "has its answer")
    return case
