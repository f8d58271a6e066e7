"""Scenario 25: one reviewer on shift, and the other knows the officer. Still two people."""

from bot.practice.delivery import Answer
from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage, expect


async def play(stage: Stage) -> str:
    """Ben steps out, the product calls the next from the rota, and one approval is none."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_one_on_shift"
    )
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await recuse(stage, deeds.BEN, case, "officer")
    await deeds.told_privately(stage, deeds.NOOR, case)
    card = await stage.card(case, "1 of 2")
    expect("release.open" not in str(card.blocks), "one approval to release nothing")
    await try_again(stage, case)
    await deeds.review(stage, deeds.NOOR, case)
    await stage.card(case, "release.open")
    return case


async def recuse(stage: Stage, user: str, case: str, why: str) -> Answer:
    """Take oneself out of the case."""
    hand = await deeds.press_card(stage, user, case, "recuse.open")
    await hand.view("recuse.file")
    await hand.fill(None, {"kind": why})
    return await hand.submit()


async def try_again(stage: Stage, case: str) -> None:
    """Whoever stepped out is told so, and sees no form."""
    hand = await deeds.press_card(stage, deeds.BEN, case, "review.open")
    await deeds.told_privately(stage, deeds.BEN, "You recused yourself from this case")
    view = hand.current_view()
    expect(view is None or view.callback_id != "review.test", "no form to open for Ben")
