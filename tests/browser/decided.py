"""Cases that people decide, or leave undecided: each plot takes pictures on the way."""

from datetime import timedelta

from bot.practice.scripts import deeds, paperwork, parcel, requests
from bot.practice.scripts.deeds import ANA, BEN, COL, DIA, EVE, MARA, NOOR, SOL
from bot.practice.seed import ESCALATION, REVIEW
from tests.browser.shoot import Shoot


async def in_order(shoot: Shoot) -> None:
    """A kidnapping from receipt to the owner's letter."""
    stage, camera = shoot.stage, shoot.camera
    await shoot.open()
    await shoot.card("received")
    await camera.window("workspace", stage, ANA, REVIEW)
    await camera.page("status-received", shoot.status)
    await camera.place("home-waiting", stage, ANA, "home")
    await camera.place("direct-paged", stage, EVE, stage.server.workspace.channels.direct([EVE]).id)
    await _call_backs(shoot)
    await _reviews(shoot)
    await _release(shoot)
    await _afterwards(shoot)


async def _call_backs(shoot: Shoot) -> None:
    stage = shoot.stage
    await stage.pass_time(timedelta(minutes=4))
    await shoot.shut("callback", EVE, "call", "callback.file")
    await deeds.call(stage, EVE, shoot.case, deeds.FRONT_DESK, "officer", shoot.code)
    await shoot.camera.modal("callback-recorded", stage, EVE)
    await stage.hand(EVE).close(everything=True)
    await shoot.card("verifying")
    await deeds.call(stage, DIA, shoot.case, deeds.DISPATCH, "dispatch", "26-118203")
    await stage.card(shoot.case, "Level 3")
    await shoot.card("in-review-0")


async def _reviews(shoot: Shoot) -> None:
    stage, camera = shoot.stage, shoot.camera
    hand = await deeds.start_review(stage, ANA, shoot.case)
    await camera.modal("review-1", stage, ANA)
    await deeds.find(hand, deeds.FOUND)
    await hand.view("review.scope")
    await camera.modal("review-2", stage, ANA)
    await hand.fill(None, {"window": "pm10"})
    await hand.submit()
    await hand.view("review.file")
    await hand.fill(None, {"decision": "narrow", "why": deeds.WHY})
    await camera.modal("review-3", stage, ANA)
    await deeds.file(hand, "narrow")
    await camera.modal("review-filed", stage, ANA)
    await hand.close(everything=True)
    await stage.card(shoot.case, "1 of 2")
    await shoot.card("in-review-1")
    await deeds.told_privately(stage, ANA, "hash")
    await camera.said("direct-receipt", stage, ANA, "hash")
    await shoot.pressed("already-filed", ANA, "review.open")
    await shoot.word("queue", BEN, "queue")
    await shoot.word("show-blind", BEN, f"show {shoot.case}")
    await deeds.review(stage, BEN, shoot.case, window="asked", decision="approve")
    await camera.modal("review-filed-second", stage, BEN)


async def _release(shoot: Shoot) -> None:
    stage, camera = shoot.stage, shoot.camera
    await stage.card(shoot.case, "release.open")
    await shoot.card("approved")
    await camera.page("status-approved", shoot.status)
    await shoot.pressed("reviewer-releases", ANA, "release.open")
    await shoot.shut("owners", COL, "owners", "owners.file")
    await deeds.record_owner(stage, shoot.case)
    hand = await shoot.form("release-1", COL, "release", "release.check")
    await deeds.fill_release(stage, hand)
    await hand.view("release.confirm")
    await camera.modal("release-2", stage, COL)
    await stage.card(shoot.case, "leared")
    await shoot.card("cleared")
    await hand.fill(None, {"done": "done", "receipt": "portal 7731"})
    await hand.submit()
    await camera.modal("release-done", stage, COL)
    await stage.card(shoot.case, "eleased")
    await shoot.card("released")


async def _afterwards(shoot: Shoot) -> None:
    stage, camera = shoot.stage, shoot.camera
    await stage.pass_time(timedelta(hours=5))
    await paperwork.officer_sends(stage, shoot.status.removeprefix(stage.product))
    await shoot.shut("process", DIA, "process", "process.file")
    await paperwork.read(stage, DIA, shoot.case)
    await camera.place("home-released", stage, COL, "home")
    await shoot.shut("ended", DIA, "ended", "ended.file")
    await deeds.end_emergency(stage, DIA, shoot.case)
    await stage.card(shoot.case, "safety.open")
    await shoot.card("released-ended")
    await camera.place("channel-safety", stage, ANA, REVIEW)
    hand = await deeds.press_card(stage, ANA, shoot.case, "safety.open")
    await hand.view("safety.file")
    await camera.modal("safety", stage, ANA)
    await hand.close(everything=True)
    await deeds.answer_safety(stage, ANA, shoot.case)
    await shoot.card("safety-1")
    await deeds.answer_safety(stage, NOOR, shoot.case)
    letter = await stage.letter("jo@home.example")
    await camera.letter("letter", letter.part("html"))
    await camera.place("mail-opened", stage, ANA, "mail/1")
    await stage.card(shoot.case, "losed")
    await shoot.card("closed")
    await camera.page("status-closed", shoot.status)
    await shoot.word("show-closed", ANA, f"show {shoot.case}")
    await camera.place("record-channel", stage, ANA, "C01ANCHOR")
    for person in (ANA, BEN, COL, MARA):
        room = stage.server.workspace.channels.direct([person]).id
        await camera.place(f"direct-{person}", stage, person, room)


async def refused(shoot: Shoot) -> None:
    """A stolen parcel, refused by two."""
    await shoot.open(requests.parcel(shoot.stage.law()))
    hand = await deeds.start_review(shoot.stage, ANA, shoot.case)
    await shoot.camera.modal("refuse-1", shoot.stage, ANA)
    await deeds.find(hand, [], denied=("E4:no",))
    if hand.current_view().callback_id == "review.scope":
        await hand.submit()
    await shoot.camera.modal("refuse-3", shoot.stage, ANA)
    await deeds.file(hand, parcel.REASON, parcel.WHY)
    await shoot.camera.modal("refuse-filed", shoot.stage, ANA)
    await deeds.refuse(shoot.stage, BEN, shoot.case, "E4", parcel.REASON, parcel.WHY)
    await shoot.stage.card(shoot.case, "efused")
    await shoot.card("refused")
    await shoot.camera.page("status-refused", shoot.status)
    await shoot.word("show-refused", ANA, f"show {shoot.case}")


async def silent(shoot: Shoot) -> None:
    """The second reviewer says nothing until the request lapses."""
    stage = shoot.stage
    await shoot.open()
    await stage.pass_time(timedelta(minutes=16))
    await shoot.card("received-late")
    await shoot.verify()
    await deeds.review(stage, ANA, shoot.case)
    await stage.card(shoot.case, "1 of 2")
    late = await deeds.start_review(stage, BEN, shoot.case)
    await deeds.find(late, deeds.FOUND)
    await late.fill(None, {"window": "pm10"})
    await late.submit()
    await late.view("review.file")
    await stage.pass_time(timedelta(minutes=31))
    await deeds.told_privately(stage, BEN, "please take over the review")
    await shoot.card("in-review-late")
    await stage.pass_time(timedelta(minutes=11))
    await deeds.told_privately(stage, SOL, "a senior reviewer is needed")
    await shoot.card("escalated-late")
    await shoot.camera.place("home-late", stage, SOL, "home")
    await shoot.word("queue-late", SOL, "queue")
    await stage.pass_time(timedelta(hours=8))
    await stage.card(shoot.case, "apsed")
    await shoot.card("lapsed")
    await shoot.camera.page("status-lapsed", shoot.status)
    await deeds.file(late, "narrow")
    await shoot.camera.modal("review-too-late", stage, BEN)
    await shoot.camera.place("channel-escalation", stage, SOL, ESCALATION)
    for person in (BEN, SOL, EVE):
        room = stage.server.workspace.channels.direct([person]).id
        await shoot.camera.place(f"direct-late-{person}", stage, person, room)


async def disagreed(shoot: Shoot) -> None:
    """One allows, one refuses; a senior decides."""
    stage = shoot.stage
    await shoot.open()
    await shoot.verify()
    await deeds.review(stage, ANA, shoot.case)
    await deeds.refuse(stage, BEN, shoot.case, "E3", "refused_not_emergency", deeds.WHY)
    await stage.card(shoot.case, "scalated")
    await shoot.card("escalated")
    await shoot.pressed("senior-needed", NOOR, "review.open")
    hand = await deeds.start_review(stage, MARA, shoot.case)
    await shoot.camera.modal("review-1-senior", stage, MARA)
    await hand.close(everything=True)
    await shoot.word("show-escalated", ANA, f"show {shoot.case}")
    await shoot.shut("stop", BEN, "stop", "stop.file")
