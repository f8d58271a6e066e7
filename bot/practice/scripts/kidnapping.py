"""Scenario 1: a child is taken; half an hour of video is asked for, twenty minutes go out."""

from datetime import timedelta

from bot.practice.scripts import deeds, paperwork, requests
from bot.practice.stage import Stage, expect

MESSAGE = "msg_kidnapping"


async def play(stage: Stage) -> str:
    """From a signed webhook to the owner's letter, everything in order."""
    request = requests.kidnapping(stage.law())
    case, code = await deeds.request_comes_in(stage, request, MESSAGE)
    await stage.pass_time(timedelta(minutes=4))
    await deeds.verify(stage, case, code)
    await stage.pass_time(timedelta(minutes=5))
    await deeds.review(stage, deeds.ANA, case)
    await stage.card(case, "1 of 2")
    await stage.pass_time(timedelta(minutes=6))
    await deeds.review(stage, deeds.BEN, case, window="asked", decision="approve")
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    await stage.pass_time(timedelta(hours=5))
    await paperwork.warrant_comes(stage, case, request, MESSAGE)
    await deeds.end_emergency(stage, deeds.DIA, case)
    await deeds.answer_safety(stage, deeds.ANA, case)
    await deeds.answer_safety(stage, deeds.NOOR, case)
    letter = await stage.letter("jo@home.example")
    expect(case in letter.part("plain"), "the owner's letter to name the case")
    await stage.card(case, "losed")
    return case
