"""Scenario 15: two agencies ask about one camera: linked, decided separately, one notice."""

from datetime import datetime, timedelta

from bot.practice.scripts import deeds, requests
from bot.practice.scripts.requests import Json
from bot.practice.stage import Stage, expect

OWNER = "jo@home.example"
SHERIFF, INCIDENT = "n3", "26-7741"


def sheriffs(now: datetime) -> Json:
    """Return the request of another agency about the same camera, in another matter."""
    request = requests.kidnapping(now)
    officer = request["officer"] | {
        "name": "D. Moss",
        "badge": "88",
        "email": "dmoss@shelbysheriff.example",
        "phone": "+1 555 010 0188",
    }
    supervisor = request["supervisor"] | {
        "name": "P. Okoye",
        "email": "pokoye@shelbysheriff.example",
        "phone": "+1 555 010 0189",
    }
    agency = {"name": "Shelby County Sheriff", "kind": "local", "country": "US", "state": "IL"}
    emergency = request["emergency"] | {
        "nature": "missing_at_risk",
        "person_at_risk": "man, 71, without his medicine",
        "relation_to_owner": "neighbour",
        "narrative": "He left on foot and has not come back. The camera faces the only road out.",
        "how_known": "his daughter called",
        "how_data_helps": "Which way he went, and when",
    }
    return request | {
        "agency": agency,
        "officer": officer,
        "supervisor": supervisor,
        "incident_number": INCIDENT,
        "emergency": emergency,
    }


async def play(stage: Stage) -> str:
    """Each case has its own call-backs and its own two reviewers; the owner gets one letter."""
    first, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_two_first"
    )
    await stage.pass_time(timedelta(minutes=5))
    second, other = await deeds.request_comes_in(stage, sheriffs(stage.law()), "msg_two_second")
    expect(first != second, "two cases")
    await deeds.verify(stage, first, code)
    await deeds.call(stage, deeds.EVE, second, SHERIFF, "officer", other)
    await deeds.call(stage, deeds.DIA, second, SHERIFF, "dispatch", INCIDENT)
    for case in (first, second):
        await _released(stage, case)
    await deeds.end_emergency(stage, deeds.DIA, first)
    expect(stage.mailbox.to(OWNER) == [], "the first notice to wait for the second")
    await deeds.end_emergency(stage, deeds.DIA, second)
    letter = await stage.letter(OWNER)
    for case in (first, second):
        expect(case in letter.part("plain"), f"the one letter to tell of {case}")
        await stage.card(case, "owner told")
    expect(len(stage.mailbox.to(OWNER)) == 1, "no second letter")
    return second


async def _released(stage: Stage, case: str) -> None:
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    await deeds.answer_safety(stage, deeds.ANA, case)
    await deeds.answer_safety(stage, deeds.NOOR, case)
