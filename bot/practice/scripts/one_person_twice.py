"""Scenario 26: one human with two accounts, an admin, a replayed button, a deactivated reviewer."""

from bot.practice.scripts import deeds, requests
from bot.practice.seed import REVIEW
from bot.practice.stage import Stage, expect, is_card


async def play(stage: Stage) -> str:
    """Ben counts once whichever account he uses; nobody off the roster counts at all."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_one_person"
    )
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "1 of 2")
    again = await deeds.press_card(stage, deeds.BEN_AGAIN, case, "review.open")
    await deeds.told_privately(stage, deeds.BEN_AGAIN, "already")
    expect(again.workspace.views.stack(deeds.BEN_AGAIN) == [], "no form for a second account")
    for outsider in ("U01ADMIN", "U01GUEST", "U09ELSE"):
        await _refused(stage, outsider, case)
    await stage.card(case, "1 of 2")
    await deeds.review(stage, deeds.ANA, case)
    await stage.card(case, "release.open")
    await stage.server.change_person(deeds.BEN, deleted=True)
    await stage.server.change_person(deeds.BEN_AGAIN, deleted=True)
    await deeds.record_owner(stage, case)
    hand = await deeds.press_card(stage, deeds.COL, case, "release.open")
    await deeds.fill_release(stage, hand)
    card = await stage.card(case, "0 of 2")
    expect(":2" in str(card.blocks), "a new version to be reviewed by two who may")
    return case


async def _refused(stage: Stage, outsider: str, case: str) -> None:
    hand = stage.hand(outsider)
    card = next(m for m in hand.messages(REVIEW) if is_card(m, case))
    await hand.press(card, "review.open")
    expect(stage.server.workspace.views.stack(outsider) == [], f"no form for {outsider}")
