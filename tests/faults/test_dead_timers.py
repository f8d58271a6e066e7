"""Nothing runs but the doors: what is late is refused, and an outside probe hears of it."""

from datetime import timedelta
from typing import Any

from aiohttp import ClientSession

from bot.practice.scripts import deeds, requests
from bot.practice.seed import REVIEW
from bot.practice.stage import Stage
from bot.practice_house import PracticeHouse
from bot.ways_out import ways_out
from bot.workflow.watch import Watch
from tests.faults.onlookers import cards, kinds
from tests.faults.reviewing import both_ready, verified

ALARMED = "legal-lead@cameras.example"


async def test_a_late_determination_is_refused(practice: PracticeHouse) -> None:
    """Eight hours pass with every timer dead: the click itself finds the case lapsed."""
    case, ana, ben = await both_ready(practice.stage)
    await ana.submit()
    await practice.running.scheduler.stop()
    await practice.stage.pass_time(timedelta(hours=8))
    answer = await ben.submit()
    assert answer.body["response_action"] == "errors"
    counts = await kinds(practice, case)
    assert (counts["determination.filed"], counts["case.approved"]) == (1, 0)
    assert (counts["case.lapsed"], counts["command.refused"]) == (1, 1)


async def test_a_late_release_is_refused(practice: PracticeHouse) -> None:
    """An approval that nobody used for twelve hours releases nothing, though no timer ran."""
    stage = practice.stage
    case = await verified(stage, "msg_late")
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await deeds.record_owner(stage, case)
    hand = await deeds.press_card(stage, deeds.COL, case, "release.open")
    await hand.view("release.check")
    await practice.running.scheduler.stop()
    await stage.pass_time(timedelta(hours=12))
    answer = await deeds.fill_release(stage, hand)
    assert answer.body["response_action"] != "push"
    counts = await kinds(practice, case)
    assert counts["release.cleared"] == 0
    assert counts["approval.withdrawn"] == 1


async def probe(stage: Stage, path: str) -> tuple[int, dict[str, Any]]:
    """Ask as a monitor outside asks."""
    async with ClientSession() as session, session.get(stage.product + path) as answer:
        return answer.status, await answer.json()


async def test_the_alarm_needs_no_worker(practice: PracticeHouse) -> None:
    """With every loop dead the probe counts what is overdue, and a balancer keeps its replicas."""
    stage = practice.stage
    assert await probe(stage, "/alarm") == (200, {"status": "on time", "overdue": {}})
    await practice.running.scheduler.stop()
    for number in range(2):
        await stage.send(requests.kidnapping(stage.law()), f"msg_{number}")
    await stage.pass_time(timedelta(minutes=6))
    status, body = await probe(stage, "/alarm")
    assert (status, body["status"]) == (503, "overdue")
    assert body["overdue"]["clock.acknowledge"] == 2
    assert body["overdue"]["effect.card"] == 2
    assert (await probe(stage, "/readyz"))[0] == 200
    assert stage.hand(deeds.ANA).messages(REVIEW) == []


async def test_the_alarm_mail_is_sent_once(practice: PracticeHouse) -> None:
    """The watch mails counts past the dead courier, once, and an hour later again."""
    stage, house = practice.stage, practice.house
    await practice.running.scheduler.stop()
    answer = await stage.send(requests.kidnapping(stage.law()), "msg_alarm")
    await stage.pass_time(timedelta(minutes=6))
    async with ClientSession() as session:
        out = ways_out(house, session, practice.running.slack.api)
        watch = Watch(house.office, out.alarm.ring)
        await watch.look()
        await watch.look()
        letter, *more = stage.mailbox.to(ALARMED)
        assert more == []
        assert "opening the case: 1" in letter.part("plain")
        assert "R. Alvarez" not in letter.raw.decode()
        await stage.pass_time(timedelta(hours=1))
        await watch.look()
    assert len(stage.mailbox.to(ALARMED)) == 2
    assert cards(stage, answer["case"]) == []


async def test_an_alarm_that_no_mailbox_took_is_rung_again(practice: PracticeHouse) -> None:
    """A mail server that is down when the watch rings does not use the alarm up."""
    stage, house = practice.stage, practice.house
    await practice.running.scheduler.stop()
    await stage.send(requests.kidnapping(stage.law()), "msg_alarm")
    await stage.pass_time(timedelta(minutes=6))
    stage.mailbox.plan("later", recipient=ALARMED)
    async with ClientSession() as session:
        watch = Watch(house.office, ways_out(house, session, practice.running.slack.api).alarm.ring)
        await watch.look()
        assert stage.mailbox.to(ALARMED) == []
        await watch.look()
    assert len(stage.mailbox.to(ALARMED)) == 1
