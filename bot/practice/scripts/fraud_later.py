"""Scenario 29: fraud is found after the release, and after the owner was told another story."""

from datetime import timedelta

from bot.practice.mailbox import Letter
from bot.practice.scripts import deeds, requests
from bot.practice.seed import ESCALATION
from bot.practice.stage import Stage, expect

OWNER = "jo@home.example"
THEIRS = "security@springfieldpd.example"
LATER = timedelta(days=31)
"""After the day on which the outcome is asked for."""


async def play(stage: Stage) -> str:
    """Two people find it; the data is recalled, the agency warned, the owner told the truth."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_fraud_later"
    )
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    await deeds.end_emergency(stage, deeds.EVE, case)
    await _found_safe(stage, case)
    await stage.letter(OWNER)
    await _fraud(stage, deeds.EVE, case, {"why": "The watch commander never heard of it."})
    await stage.card(case, "One person finds that the request was forged")
    expect(_to_agency(stage) == [], "no word to anybody on one person's finding")
    await _fraud(stage, deeds.BEN, case, {"act": "confirm"})
    await stage.card(case, "Two people found that the request was forged")
    await stage.card(case, "Recalled on")
    await stage.until(lambda: _to_agency(stage) or None, "the real agency to be warned by mail")
    expect(len(stage.mailbox.to(OWNER)) == 1, "no letter before safety was asked about anew")
    await _found_safe(stage, case)
    letter = await _second_letter(stage)
    expect("not genuine" in letter.part("plain"), "the letter to say that it was false")
    called = {"act": "warn", "number": deeds.FRONT_DESK, "reached": "dispatch"}
    await _fraud(stage, deeds.DIA, case, {**called, "why": "They change the password."})
    await stage.card(case, "losed")
    senior = stage.hand(deeds.SOL)
    await stage.until(
        lambda: any("is compromised" in m.text for m in senior.messages(ESCALATION)) or None,
        "the agency's earlier cases to be listed for another look",
    )
    await stage.pass_time(LATER)
    await stage.card(case, "Was it truly an emergency?")
    for user in (deeds.EVE, deeds.DIA):
        await _outcome(stage, user, case)
    await stage.card(case, "The outcome: it was none")
    return case


async def _found_safe(stage: Stage, case: str) -> None:
    await deeds.answer_safety(stage, deeds.ANA, case)
    await deeds.answer_safety(stage, deeds.NOOR, case)


async def _fraud(stage: Stage, user: str, case: str, fields: dict[str, str]) -> None:
    hand = stage.hand(user)
    await hand.command("/edr", f"fraud {case}")
    await hand.view("fraud.file")
    await hand.fill(None, fields)
    await hand.submit()
    await hand.close(everything=True)


async def _outcome(stage: Stage, user: str, case: str) -> None:
    hand = stage.hand(user)
    await hand.command("/edr", f"outcome {case}")
    await hand.view("outcome.file")
    await hand.fill(None, {"truth": "misrepresented", "source": "The county's own inquiry."})
    await hand.submit()


def _to_agency(stage: Stage) -> list[Letter]:
    return list(stage.mailbox.to(THEIRS))


async def _second_letter(stage: Stage) -> Letter:
    def look() -> Letter | None:
        letters = stage.mailbox.to(OWNER)
        return letters[1] if len(letters) > 1 else None

    return await stage.until(look, "a second letter in the owner's mailbox")
