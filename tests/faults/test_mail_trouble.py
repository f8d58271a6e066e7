"""The mail server is down, busy, forgetful or refuses, when an owner must be told."""

import asyncio
from datetime import timedelta

import pytest

from bot import asks
from bot.practice.mailbox import MailFault
from bot.practice.scripts import deeds, paperwork, requests
from bot.practice.seed import ESCALATION
from bot.practice.stage import Stage
from bot.practice_house import PracticeHouse
from bot.workflow.watch import count_overdue
from tests.faults.onlookers import calm, kinds, until_counted

OWNER = "jo@home.example"
ALARMED = "legal-lead@cameras.example"
BACKOFF = (timedelta(minutes=30), timedelta(hours=6))
"""Pauses between the three attempts to reach an owner by mail alone."""


async def until_told(stage: Stage) -> str:
    """Play the kidnapping up to the moment at which the owner is about to be told."""
    request = requests.kidnapping(stage.law())
    case, code = await deeds.request_comes_in(stage, request, "msg_mail")
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    await paperwork.warrant_comes(stage, case, request, "msg_mail")
    await deeds.end_emergency(stage, deeds.DIA, case)
    await deeds.answer_safety(stage, deeds.ANA, case)
    return case


@pytest.mark.parametrize("kind", ["later", "drop", "lost_answer"])
async def test_a_notice_is_tried_again_after_the_pause(
    practice: PracticeHouse, kind: MailFault
) -> None:
    """Twice it fails; the third attempt, after both pauses and not before, closes the case."""
    stage = practice.stage
    case = await until_told(stage)
    stage.mailbox.plan(kind, recipient=OWNER, times=2)
    await deeds.answer_safety(stage, deeds.NOOR, case)
    for number, wait in enumerate(BACKOFF, start=1):
        await until_counted(practice, case, "notice.attempt_ended", number)
        await stage.pass_time(wait - timedelta(seconds=30))
        await asyncio.sleep(0.1)
        assert (await kinds(practice, case))["notice.attempted"] == number
        await stage.pass_time(timedelta(seconds=31))
    await stage.card(case, "losed")
    counts = await kinds(practice, case)
    assert (counts["notice.attempted"], counts["notice.attempt_ended"]) == (3, 3)
    letters = stage.mailbox.to(OWNER)
    assert len(letters) == (3 if kind == "lost_answer" else 1)
    assert len({letter.parsed["Message-ID"] for letter in letters}) == 1
    assert (await asks.check(practice.house)).whole


async def test_a_mail_server_that_is_down(practice: PracticeHouse) -> None:
    """Nobody listens; the notice waits, and goes out once somebody listens again."""
    stage = practice.stage
    case = await until_told(stage)
    await stage.mailbox.__aexit__(None, None, None)
    await deeds.answer_safety(stage, deeds.NOOR, case)
    counts = await until_counted(practice, case, "notice.attempt_ended", 1)
    assert counts["case.closed"] == 0
    async with stage.mailbox:
        await stage.pass_time(BACKOFF[0])
        await stage.card(case, "losed")
    assert len(stage.mailbox.to(OWNER)) == 1


async def test_an_address_that_is_refused(practice: PracticeHouse) -> None:
    """A 550 is not tried again: people are told at once, and alarmed when the notice is due."""
    stage = practice.stage
    case = await until_told(stage)
    stage.mailbox.plan("refuse", recipient=OWNER, times=100)
    await deeds.answer_safety(stage, deeds.NOOR, case)
    await until_counted(practice, case, "notice.undelivered", 1)
    await stage.until(lambda: shouted(stage, case), "the escalation channel to hear of it")
    assert await count_overdue(practice.house.office) == {"clock.notice": 1}
    await stage.pass_time(timedelta(hours=23))
    await calm(practice)
    assert (await kinds(practice, case))["notice.attempted"] == 1
    assert stage.mailbox.to(ALARMED) == []
    await stage.pass_time(timedelta(hours=1))
    letter = await stage.letter(ALARMED)
    assert case in letter.part("plain")
    assert OWNER not in letter.raw.decode()
    assert (await kinds(practice, case))["case.closed"] == 0


async def test_three_attempts_then_people(practice: PracticeHouse) -> None:
    """A server that is busy for seven hours ends in an escalation, never in silence."""
    stage = practice.stage
    case = await until_told(stage)
    stage.mailbox.plan("later", recipient=OWNER, times=100)
    await deeds.answer_safety(stage, deeds.NOOR, case)
    for number, wait in enumerate(BACKOFF, start=1):
        await until_counted(practice, case, "notice.attempt_ended", number)
        await stage.pass_time(wait)
    counts = await until_counted(practice, case, "notice.undelivered", 1)
    assert (counts["notice.attempted"], counts["case.closed"]) == (3, 0)
    await stage.until(lambda: shouted(stage, case), "the escalation channel to hear of it")


def shouted(stage: Stage, case: str) -> list[str]:
    """Return what the escalation channel heard of a notice that reached nobody."""
    heard = [m.text for m in stage.hand(deeds.SOL).messages(ESCALATION)]
    return [text for text in heard if case in text and "was not reached" in text]
