"""Scenario 6: a Canadian agency. The owner hears at once, in writing, although the officer objects.

Canada's law (PIPEDA 7(3)(e)) has the individual informed without delay and names no ground to wait;
that an officer would rather not is on the record and changes nothing.
"""

from datetime import timedelta

from bot.practice.scripts import answers, deeds
from bot.practice.stage import Stage, expect

OWNER = "sam.roy@home.example"
OBJECTION = "Please do not notify the customer."
LAWS = {
    "EXIGENT_LEGAL__STANDARDS": '["us_federal", "canada"]',
    "EXIGENT_LEGAL__STORED_IN": "CA",
}
"""The company keeps this camera's recordings in Canada, and works under its law there."""


async def play(stage: Stage) -> str:
    """Released under Canadian law; told before anybody knows that the emergency is over."""
    request = answers.from_abroad(stage.law())
    request["data_sought"][0]["categories"] = ["video"]
    request["notice_objection"] = OBJECTION
    case, code = await deeds.request_comes_in(stage, request, "msg_canada")
    await deeds.call(stage, deeds.EVE, case, answers.DUTY_DESK, "officer", code)
    incident = request["incident_number"]
    await deeds.call(stage, deeds.DIA, case, answers.DUTY_DESK, "dispatch", incident)
    await stage.card(case, "Level 3")
    hand = await deeds.start_review(stage, deeds.ANA, case)
    await deeds.find(hand, deeds.FOUND)
    await hand.view("review.scope")
    await hand.fill(None, {"window": "pm10"})
    await hand.submit()
    read_back = str((await hand.view("review.file")).blocks)
    expect("Legal standard: Canada." in read_back, "the standard to be read back before filing")
    await deeds.file(hand, "narrow")
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case, OWNER)
    await deeds.release(stage, case)
    expect(stage.mailbox.to(OWNER) == [], "nobody to be told before two people find it safe")
    await deeds.answer_safety(stage, deeds.ANA, case)
    await deeds.answer_safety(stage, deeds.NOOR, case)
    letter = await stage.letter(OWNER)
    expect(case in letter.part("plain"), "the owner's letter to name the case")
    expect(OBJECTION not in letter.part("plain"), "no word of the officer's in it")
    await stage.pass_time(timedelta(hours=1))
    await stage.card(case, "owner told")
    return case
