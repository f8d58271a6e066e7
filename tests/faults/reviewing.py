"""Bringing reviewers to where one more press files their determination."""

from bot.practice.delivery import Answer
from bot.practice.hand_on_views import Hand
from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage


def outcome(answer: Answer) -> str:
    """Return the name of the view that a submission led to, or what was wrong with it."""
    body = answer.body or {"errors": {"": answer.trouble}}
    return str(body["view"]["callback_id"] if "view" in body else body["errors"])


async def verified(stage: Stage, message_id: str) -> str:
    """Let a request come in and be verified; returns the case."""
    case, code = await deeds.request_comes_in(stage, requests.kidnapping(stage.law()), message_id)
    await deeds.verify(stage, case, code)
    return case


async def on_step_three(stage: Stage, user: str, case: str) -> Hand:
    """Go through Review up to the last step, filled in and not submitted."""
    hand = await deeds.start_review(stage, user, case)
    await deeds.find(hand, deeds.FOUND)
    await hand.view("review.scope")
    await hand.fill(None, {"window": "pm10"})
    await hand.submit()
    await hand.view("review.file")
    await hand.fill(None, {"decision": "narrow", "why": deeds.WHY, "attest": ["yes"]})
    return hand


async def both_ready(stage: Stage, message_id: str = "msg_both") -> tuple[str, Hand, Hand]:
    """Bring a case to where two reviewers have only to submit."""
    case = await verified(stage, message_id)
    ana = await on_step_three(stage, deeds.ANA, case)
    return case, ana, await on_step_three(stage, deeds.BEN, case)
