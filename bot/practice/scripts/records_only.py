"""Scenarios 2 and 12: records without contents, asked for so, or left so by one reviewer."""

from datetime import datetime

from bot.practice.scripts import deeds, requests
from bot.practice.scripts.requests import Json
from bot.practice.stage import Stage, expect

RECORDS, CONTENTS = "2702(c)(4)", "2702(b)(8)"


def someone_in_despair(now: datetime) -> Json:
    """Return a request for a motion log alone, to know whether somebody left."""
    request = requests.kidnapping(now)
    request["incident_number"] = "26-118901"
    request["legal_basis"] = "usc2702c4"
    request["emergency"] |= {
        "nature": "self_harm",
        "person_at_risk": "man, 34, who wrote that he would end his life tonight",
        "relation_to_owner": "owner",
        "narrative": "His sister got a farewell message at eight and cannot reach him.",
        "how_data_helps": "Whether he left the house, and when",
    }
    request["data_sought"][0]["categories"] = ["motion_log"]
    return request


async def suicide_risk(stage: Stage) -> str:
    """The motion log goes out as records, on the records' own provision, and no video with it."""
    case, code = await deeds.request_comes_in(
        stage, someone_in_despair(stage.law()), "msg_records_only"
    )
    await deeds.verify(stage, case, code, "26-118901")
    for user in (deeds.ANA, deeds.BEN):
        hand = await deeds.start_review(stage, user, case)
        form = str((await hand.view("review.test")).blocks)
        expect(RECORDS in form, "the reviewer to read the provision for records")
        expect(CONTENTS not in form, "no word of the provision for contents")
        await deeds.find(hand, deeds.FOUND)
        await hand.view("review.scope")
        await hand.fill(None, {"scope:motion_log:v1": "pm10"})
        await hand.submit()
        await deeds.file(hand, "narrow")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    return case


async def narrowed(stage: Stage) -> str:
    """Ana allows video and motion log, Ben the motion log alone: that is what is allowed."""
    wanted = requests.kidnapping(stage.law())
    wanted["data_sought"][0]["categories"] = ["video", "motion_log"]
    case, code = await deeds.request_comes_in(stage, wanted, "msg_narrowed")
    await deeds.verify(stage, case, code)
    await _allow(stage, deeds.ANA, case, video="pm10")
    await _allow(stage, deeds.BEN, case, video="E9:no")
    card = str((await stage.card(case, "release.open")).blocks)
    expect("otion log" in card, "the card to name the motion log")
    await deeds.record_owner(stage, case)
    hand = await deeds.press_card(stage, deeds.COL, case, "release.open")
    allowed = str((await hand.view("release.check")).blocks)
    expect("otion log" in allowed, "the custodian to be offered the motion log")
    expect("video" not in allowed.casefold(), "the custodian not to be offered any video")
    return case


async def _allow(stage: Stage, user: str, case: str, video: str) -> None:
    hand = await deeds.start_review(stage, user, case)
    await deeds.find(hand, deeds.FOUND)
    await hand.view("review.scope")
    await hand.fill(None, {"scope:video:v1": video, "scope:motion_log:v1": "pm10"})
    await hand.submit()
    await deeds.file(hand, "narrow")
