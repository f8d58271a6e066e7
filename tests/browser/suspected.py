"""Cases in which it matters who asks: flags, a skipped call, a refusal with its cure, process."""

from bot.practice.scripts import answers, deeds, foreign, paperwork, requests
from bot.practice.scripts.deeds import ANA, BEN, DIA, EVE, MARA, SOL
from bot.practice.scripts.look_alike import SENDER
from bot.practice.seed import REVIEW
from tests.browser.shoot import CARD, Shoot


async def suspected(shoot: Shoot) -> None:
    """A mail from a domain that is one letter off, as the desk sees it."""
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


async def turned_away(shoot: Shoot) -> None:
    """A foreign request is refused: the officer reads why, and a senior owes a call."""
    stage, camera = shoot.stage, shoot.camera
    request = answers.from_abroad(stage.law())
    shoot.case, code, url = await answers.arrive(stage, request, "msg_shoot")
    page = stage.product + "/" + url.split("/", 3)[-1]
    await deeds.call(stage, EVE, shoot.case, answers.DUTY_DESK, "officer", code)
    for user in (ANA, BEN):
        await answers.turn_down(stage, user, shoot.case, foreign.REASON, foreign.WHY)
    await stage.card(shoot.case, "senior_call.open")
    await shoot.card("turned-away")
    await camera.page("status-turned-away", page)
    await shoot.shut("senior-call", SOL, "cure", "senior_call.file")


async def promised(shoot: Shoot) -> None:
    """Legal process that came after a release, and the agency's page."""
    stage, camera = shoot.stage, shoot.camera
    request = requests.kidnapping(stage.law())
    await shoot.open(request)
    await shoot.verify()
    for user in (ANA, BEN):
        await deeds.review(stage, user, shoot.case)
    await stage.card(shoot.case, "release.open")
    await deeds.record_owner(stage, shoot.case)
    await deeds.release(stage, shoot.case)
    await paperwork.officer_sends(stage, await paperwork.page_of(stage, request, "msg_shoot"))
    await stage.card(shoot.case, "not read yet")
    await shoot.card("process-came")
    await shoot.shut("process", DIA, "process", "process.file")
    await shoot.word("agency", MARA, "agency springfield")
    await shoot.word("agencies", MARA, "agency")
    await shoot.word("held", DIA, "held")
    await camera.page("status-process", shoot.status)
