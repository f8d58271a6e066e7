"""A mail from a domain that is one letter off: flags, a skipped call, a document, the refusal."""

from bot.practice.scripts import deeds, requests
from bot.practice.scripts.deeds import ANA, DIA, EVE, SOL
from bot.practice.scripts.look_alike import SENDER
from bot.practice.seed import REVIEW
from tests.browser.shoot import CARD, Shoot


async def suspected(shoot: Shoot) -> None:
    """Everything that the desk sees of it."""
    stage, camera = shoot.stage, shoot.camera
    text = requests.as_mail(stage.law())
    shoot.case = await deeds.mail_comes_in(stage, SENDER, text, "msg_shoot")
    await shoot.card("flagged")
    hand = await deeds.start_review(stage, ANA, shoot.case)
    await camera.modal("review-1-flagged", stage, ANA)
    await hand.close(everything=True)
    await shoot.shut("flag", SOL, "flag", "flag.file")
    hand = await shoot.form("skip", EVE, "skip", "skip.file")
    await hand.fill(
        None, {"step": "dispatch", "why": "Their desk answers only from eight o'clock on."}
    )
    await hand.submit()
    await camera.modal("skip-done", stage, EVE)
    await hand.close(everything=True)
    await stage.until(lambda: _second(shoot), "the second person's card")
    await camera.said("second-person", stage, DIA, "somebody else confirms", REVIEW)
    await shoot.shut("document", DIA, "document", "document.file")
    await deeds.deny(stage, EVE, shoot.case)
    await stage.card(shoot.case, "evel 0")
    await camera.said("card-denied", stage, ANA, CARD, REVIEW)


def _second(shoot: Shoot) -> bool:
    posted = shoot.stage.hand(DIA).messages(REVIEW)
    return any("second.confirm" in str(message.blocks) for message in posted)
