"""Scenario 11: the request is widened after the first determination: a new version, both void."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.practice.scripts import deeds, requests
from bot.practice.stage import Stage, expect

MORE: Final = timedelta(minutes=10)
THERE: Final = ZoneInfo("America/Los_Angeles")
"""Where the agency is, and so the zone of the form."""


async def play(stage: Stage) -> str:
    """Ana's determination on version 1 no longer counts; both review version 2 from the start."""
    request = requests.kidnapping(stage.law())
    case, code = await deeds.request_comes_in(stage, request, "msg_widened")
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await stage.card(case, "1 of 2")
    hand = stage.hand(deeds.EVE)
    await hand.command("/edr", f"amend {case}")
    form = await hand.view("amend.file")
    later = datetime.fromisoformat(request["data_sought"][0]["to"]) + MORE
    said = {"to": f"{later.astimezone(THERE):%H:%M}", "answer": "They need ten more minutes."}
    await hand.fill(form, said)
    await hand.submit()
    card = await stage.card(case, "0 of 2")
    expect(":2" in str(card.blocks), "the card to carry version 2")
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.NOOR, case)
    await stage.card(case, "release.open")
    return case
