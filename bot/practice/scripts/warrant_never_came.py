"""Scenario 22: the promised warrant never comes. Asked for three times, counted, the owner told."""

from datetime import timedelta

from bot.practice.mailbox import Letter
from bot.practice.scripts import deeds, requests
from bot.practice.seed import ESCALATION
from bot.practice.stage import Stage, expect

OWNER = "jo@home.example"
PROMISED = timedelta(days=3)
"""When the warrant was promised for; the agency is asked 1, 3 and 10 days after that."""


async def play(stage: Stage) -> str:
    """Nobody records the end of the emergency, and still the owner hears, and reads why."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_never_came"
    )
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    await deeds.answer_safety(stage, deeds.ANA, case)
    await deeds.answer_safety(stage, deeds.NOOR, case)
    await stage.card(case, "search warrant was promised")
    for number, days in enumerate((1, 2, 7), start=1):
        expect(stage.mailbox.to(OWNER) == [], "the owner not to be told while the promise stands")
        await stage.pass_time(timedelta(days=days) + (PROMISED if number == 1 else timedelta()))
        asked = await _asked(stage, number)
        expect(case in asked.part("plain"), "the mail to the officer to name the case")
        expect(requests.DEVICE not in asked.part("plain"), "no word of what was given")
    letter = await stage.letter(OWNER)
    expect("said that it would send us a search warrant" in letter.part("plain"), "the reason why")
    await stage.card(case, "It never came")
    await stage.card(case, "losed")
    senior = stage.hand(deeds.SOL)
    await stage.until(
        lambda: any("never came" in m.text for m in senior.messages(ESCALATION)),
        "the escalation channel to hear of it",
    )
    return case


async def _asked(stage: Stage, number: int) -> Letter:
    """Wait until the officer was asked `number` times, and return the last mail."""

    def look() -> Letter | None:
        came = stage.mailbox.to(requests.OFFICER)
        letters = [mail for mail in came if "is owed" in mail.parsed["Subject"]]
        return letters[number - 1] if len(letters) >= number else None

    return await stage.until(look, f"mail {number} to the officer")
