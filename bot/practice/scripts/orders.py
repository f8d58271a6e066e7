"""What people do with an order that binds them: its form is checked, and nobody asks for a need."""

from datetime import datetime

from bot.practice.hand_on_views import Hand
from bot.practice.scripts import deeds, requests
from bot.practice.scripts.requests import Json
from bot.practice.stage import Stage

SERVICE = "n5"
"""The prosecution office's emergency service, in the directory."""
OFFICER = "k.brandt@justiz-lindenau.example"
COUNSEL = "counsel@cameras.example"
WHY = "The certificate is whole and signed; a court issued it; the box for an emergency is ticked."


def order(now: datetime, categories: list[str], law: str) -> Json:
    """Return an order of a German prosecution office for one camera's data."""
    request = requests.kidnapping(now)
    request["agency"] = {
        "name": "Lindenau Public Prosecution Office",
        "kind": "foreign",
        "country": "DE",
    }
    request["officer"] |= {"email": OFFICER, "name": "K. Brandt"}
    request["incident_number"] = "LI-2026-3307"
    request["legal_basis"] = law
    request["data_sought"][0]["categories"] = categories
    request["follow_up"] = None
    return request


async def verify(stage: Stage, case: str, code: str, incident: str) -> None:
    """Eve and Dia call the office on its listed number."""
    await deeds.call(stage, deeds.EVE, case, SERVICE, "officer", code)
    await deeds.call(stage, deeds.DIA, case, SERVICE, "dispatch", incident)
    await stage.card(case, "Level 3")


async def check_form(
    stage: Stage, user: str, case: str, found: list[str], denied: tuple[str, ...] = ()
) -> Hand:
    """Fill step 1 with what was found of the order's form; nobody answers for the owner."""
    hand = await deeds.start_review(stage, user, case)
    await hand.fill(await hand.view("review.test"), {"found": found, "not": list(denied)})
    await hand.submit()
    return hand


async def carry_out(stage: Stage, user: str, case: str, found: list[str], window: str) -> None:
    """Find the order in form, and give what it names."""
    hand = await check_form(stage, user, case, found)
    await hand.view("review.scope")
    await hand.fill(None, {"window": window})
    await hand.submit()
    await deeds.file(hand, "approve" if window == "asked" else "narrow", WHY)
