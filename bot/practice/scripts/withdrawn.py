"""Scenario 13: the agency withdraws. Before the release nothing goes out; after it, a recall."""

from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage, expect

OWNER = "jo@home.example"
HOW = "Dispatch rang us, and we rang them back: it was the wrong house."


async def play(stage: Stage) -> str:
    """One request is taken back in review, another after the hand-over; that one is recalled."""
    other = requests.kidnapping(stage.law()) | {"incident_number": "26-118777"}
    other["data_sought"][0]["device"] = "B8:7C:6F:12:34:99"
    early, _ = await deeds.request_comes_in(stage, other, "msg_13a")
    await withdraw(stage, deeds.EVE, early)
    await stage.card(early, "Withdrawn by the agency")
    expect(not _asked_to_delete(stage), "nobody to be asked to delete what never left")
    case, code = await deeds.request_comes_in(stage, requests.kidnapping(stage.law()), "msg_13b")
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    await withdraw(stage, deeds.EVE, case)
    await stage.card(case, "Recalled on")
    await stage.until(lambda: _asked_to_delete(stage) or None, "the officer to be asked to delete")
    expect(stage.mailbox.to(OWNER) == [], "the owner not to be told before two people find it safe")
    await answer_recall(stage, deeds.EVE, case)
    await stage.card(case, "it is deleted")
    return case


async def withdraw(stage: Stage, user: str, case: str) -> None:
    """Record that the agency takes its request back, confirmed by a call."""
    hand = stage.hand(user)
    await hand.command("/edr", f"withdrawn {case}")
    await hand.view("withdrawn.file")
    await hand.fill(None, {"how": HOW})
    await hand.submit()


async def answer_recall(stage: Stage, user: str, case: str) -> None:
    """Write down that the recipient deleted everything."""
    hand = stage.hand(user)
    await hand.command("/edr", f"recall {case}")
    await hand.view("recall.file")
    await hand.fill(None, {"answer": "deleted", "how": "The officer, by telephone."})
    await hand.submit()


def _asked_to_delete(stage: Stage) -> bool:
    came = stage.mailbox.to(requests.OFFICER)
    return any("Please delete" in mail.parsed["Subject"] for mail in came)
