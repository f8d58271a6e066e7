"""Scenario 19: the owner cannot be reached. Mail bounces, a letter returns, two people say so."""

import re
from http import HTTPStatus

from bot.practice.mailbox import Letter
from bot.practice.scripts import deeds, requests
from bot.practice.seed import ESCALATION
from bot.practice.stage import ScriptFailedError, Stage, expect

OWNER = "jo@home.example"
POSTAL = "Jo Marsh\n1 Elm Street\nSpringfield, CA 90000"
MOVED = "The envelope is back: moved away, no address left."


async def play(stage: Stage) -> str:
    """Nothing that comes back ends the notice; only two people do, once nothing else is left."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_unreachable"
    )
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case, OWNER, POSTAL)
    await deeds.release(stage, case)
    await deeds.end_emergency(stage, deeds.EVE, case)
    await deeds.answer_safety(stage, deeds.ANA, case)
    await deeds.answer_safety(stage, deeds.NOOR, case)
    letter = await stage.letter(OWNER)
    await stage.card(case, "e-mail sent")
    await _bounces(stage, case, letter)
    await _posted(stage, case)
    await _returns(stage, case)
    for who in (deeds.COL, deeds.NOOR):
        await _report(stage, who, case)
    await stage.card(case, "unreachable, say two people")
    return case


async def _bounces(stage: Stage, case: str, letter: Letter) -> None:
    """Somebody forges a bounce, and nothing happens; then the true one comes."""
    forged = await stage.bounce("<2026-000001.o1.aaaaaaaaaaaaaaaaaaaaaaaaaa@edr.example>", "msg_b1")
    expect(forged["http"] == HTTPStatus.UNPROCESSABLE_ENTITY, "a forged bounce to be no bounce")
    await stage.card(case, "e-mail sent")
    true = await stage.bounce(str(letter.parsed["Message-ID"]), "msg_b2")
    expect(true["http"] == HTTPStatus.OK, "the true bounce to be taken")
    await stage.card(case, "a letter waits to be printed and posted")


async def _posted(stage: Stage, case: str) -> None:
    """Col opens the letter by the link, prints it, and posts it."""
    hand = stage.hand(deeds.COL)
    await hand.command("/edr", f"letter {case}")
    form = await hand.view("letter.file")
    link = re.search(r"<(http[^|>]+)\|Open the letter", str(form.blocks))
    if link is None:
        raise ScriptFailedError("expected a link to the letter")
    expect((await stage.read_file(link[1])).startswith(b"%PDF-"), "the letter to be a PDF")
    await hand.fill(form, {"how": "Posted at the office on Elm Street."})
    await hand.submit()
    await stage.card(case, "letter posted")


async def _returns(stage: Stage, case: str) -> None:
    """The letter comes back: every channel is used up, and seniors hear of it."""
    hand = stage.hand(deeds.EVE)
    await hand.command("/edr", f"returned {case}")
    await hand.view("returned.file")
    await hand.fill(None, {"how": MOVED})
    await hand.submit()
    await stage.card(case, "unreachable so far")
    senior = stage.hand(deeds.SOL)
    await stage.until(
        lambda: any("every channel is used up" in m.text for m in senior.messages(ESCALATION)),
        "the escalation channel to hear that nobody was reached",
    )


async def _report(stage: Stage, who: str, case: str) -> None:
    hand = stage.hand(who)
    await hand.command("/edr", f"told {case}")
    await hand.view("told.file")
    await hand.fill(None, {"end": "unreachable", "how": MOVED})
    await hand.submit()
