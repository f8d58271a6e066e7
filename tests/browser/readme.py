"""The pictures of the README, as small as a screen: one kidnapping, from receipt to the letter."""

from pathlib import Path

from playwright.async_api import Browser

from bot.practice.scripts import deeds
from bot.practice.scripts.deeds import ANA, BEN, COL, DIA, EVE, NOOR
from bot.practice.seed import REVIEW
from bot.practice.stage import Stage
from tests.browser.camera import DESK, PHONE, Camera
from tests.browser.shoot import CARD, Shoot

QUESTIONS = "Which of these do you find?"


async def play(stage: Stage, browser: Browser, folder: Path) -> int:
    """Take them, without the width in their names; returns how many."""
    wide = Camera(browser, folder, widths=(DESK,), height=640, plain=True)
    slim = Camera(browser, folder, widths=(PHONE,), height=900, plain=True)
    long = Camera(browser, folder, widths=(PHONE,), height=1200, plain=True)
    async with wide, slim, long:
        shoot = Shoot(stage, slim)
        await shoot.open()
        await wide.window("workspace", stage, EVE, REVIEW)
        await slim.page("status", shoot.status)
        await shoot.verify()
        await long.said("card", stage, ANA, CARD, REVIEW)
        await slim.place("home", stage, ANA, "home")
        await _review(shoot)
        await _to_the_letter(shoot)
        return sum(len(one.taken) for one in (wide, slim, long))


async def _review(shoot: Shoot) -> None:
    stage, camera = shoot.stage, shoot.camera
    hand = await deeds.start_review(stage, ANA, shoot.case)
    await hand.fill(None, {"found": deeds.FOUND, "owner": "tell"})
    await camera.modal("review-1", stage, ANA, top=QUESTIONS)
    await hand.submit()
    await hand.view("review.scope")
    await hand.fill(None, {"window": "pm10"})
    await camera.modal("review-2", stage, ANA)
    await hand.submit()
    await hand.view("review.file")
    await hand.fill(None, {"decision": "narrow", "why": deeds.WHY})
    await camera.modal("review-3", stage, ANA)
    await deeds.file(hand, "narrow")


async def _to_the_letter(shoot: Shoot) -> None:
    stage = shoot.stage
    await deeds.review(stage, BEN, shoot.case, window="asked", decision="approve")
    await stage.card(shoot.case, "release.open")
    await deeds.record_owner(stage, shoot.case)
    await stage.hand(COL).close(everything=True)
    await deeds.release(stage, shoot.case)
    await deeds.end_emergency(stage, DIA, shoot.case)
    await deeds.answer_safety(stage, ANA, shoot.case)
    await deeds.answer_safety(stage, NOOR, shoot.case)
    letter = await stage.letter("jo@home.example")
    await shoot.camera.letter("letter", letter.part("html"))
