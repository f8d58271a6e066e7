"""What an officer reads at the end, and refusals for what the law answers by itself."""

import re
from datetime import datetime, timedelta

from bot.practice.delivery import Answer
from bot.practice.scripts import deeds, requests
from bot.practice.scripts.requests import Json
from bot.practice.stage import Stage, expect

NEUTRAL = "The desk has dealt with this request."
DUTY_DESK = "n4"


async def arrive(stage: Stage, request: Json, message_id: str) -> tuple[str, str, str]:
    """Send a request; returns the case, the code, and the address of the officer's page."""
    case, code = await deeds.request_comes_in(stage, request, message_id)
    again = await stage.send(request, message_id)
    expect((again["case"], again["duplicate"]) == (case, True), "a repeat to make no second case")
    return case, code, str(again["status_url"])


async def turn_down(stage: Stage, user: str, case: str, decision: str, why: str) -> Answer:
    """Find every element, and refuse for what the product itself answers with no."""
    hand = await deeds.start_review(stage, user, case)
    await deeds.find(hand, deeds.FOUND)
    view = hand.current_view()
    if view is not None and view.callback_id == "review.scope":
        await hand.submit()
    return await deeds.file(hand, decision, why)


async def nothing_there(stage: Stage, case: str, stored: str) -> None:
    """Col records that nothing can be given of the camera, and why."""
    hand = stage.hand(deeds.COL)
    await hand.command("/edr", f"owners {case}")
    await hand.view("owners.file")
    await hand.fill(None, {"stored": stored, "more": "all"})
    await hand.submit()
    await stage.card(case, "efused")


async def tell_agency(stage: Stage, case: str, number: str, said: str) -> None:
    """Sol calls the agency on its listed number and says what would cure it."""
    hand = await deeds.press_card(stage, deeds.SOL, case, "senior_call.open")
    await hand.view("senior_call.file")
    await hand.fill(None, {"number": number, "reached": "dispatch", "said": said})
    await hand.submit()


async def reads(stage: Stage, url: str, *words: str) -> str:
    """Expect the officer's page to say each of `words`; returns it without moments and receipt."""
    page = await stage.read_page(url)
    for each in words:
        expect(each in page, f"the officer's page to say {each!r}")
    return re.sub(r"<time[^>]*>.*?</time>|EDR-\d{4}-\d{6}|value=\S+|(?s:<pre .*?</pre>)", "", page)


def from_abroad(now: datetime) -> Json:
    """Return a request of a foreign police force, for contents and for records."""
    request = requests.kidnapping(now)
    request["agency"] = {
        "name": "Riviere-Nord Regional Police",
        "kind": "foreign",
        "country": "CA",
    }
    request["officer"] |= {"email": "m.gagnon@police-rivierenord.example", "name": "M. Gagnon"}
    request["incident_number"] = "RN-2026-5512"
    request["legal_basis"] = "pipeda7.3e"
    request["data_sought"][0]["categories"] = ["video", "subscriber"]
    return request


def live_view(now: datetime) -> Json:
    """Return a request for everything that a camera will record in the next six hours."""
    request = requests.kidnapping(now)
    request["incident_number"] = "26-118555"
    request["emergency"]["how_data_helps"] = "Please keep sending the live view until we say stop"
    start = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    request["data_sought"][0] |= {
        "from": requests.text(start),
        "to": requests.text(start + timedelta(hours=6)),
    }
    return request
