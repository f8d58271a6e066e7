"""What exists is kept while a case is worked on, and let go when it ends."""

from datetime import timedelta

from bot.domain import commands as cm
from bot.domain.events.preserving import PreservationAnswered, PreservationAsked
from bot.practice.store_troubles import REFUSING
from tests.desk import opened
from tests.evidence.given import AtWork
from tests.factories import EVE, request, sought


async def test_the_store_keeps_what_is_asked_for_until_the_case_ends(work: AtWork) -> None:
    """Asked when the case opens, extended once verified, lifted with the end; on the record."""
    desk = await opened(work.desk.office, work.desk.clock, request(data_sought=(sought(),)))
    await work.deliver(minutes=0)
    (asked,) = work.store.asked
    assert (asked["type"], asked["case"]) == ("preserve", desk.case)
    assert asked["devices"][0]["device"] == "B8:7C:6F:12:34:56"
    until = (await desk.now()).opened_at + timedelta(hours=72)
    assert work.store.kept[desk.case].startswith(f"{until:%Y-%m-%dT%H:%M}")
    assert "agency" not in asked
    outcome = await desk.do(cm.WithdrawRequest(how="they called"), EVE)
    assert outcome.refused is None
    await work.deliver(minutes=0)
    assert [b["type"] for b in work.store.asked] == ["preserve", "preserve.lift"]
    assert desk.case not in work.store.kept
    kinds = [type(e.event) for e in await desk.entries()]
    assert kinds.count(PreservationAsked) == kinds.count(PreservationAnswered) == 2


async def test_a_verified_requester_s_data_is_kept_for_longer(work: AtWork) -> None:
    """The approved case of this office was extended, and asks for nothing more while it is so."""
    case = await work.desk.now()
    assert case.store.preserved is not None
    assert case.store.preserved.until == case.opened_at + timedelta(days=90)
    await work.desk.do(cm.ReconfirmFacts(how="radio"), EVE, 1)
    await work.deliver()
    assert work.store.asked == []


async def test_a_store_that_will_not_keep_is_told_of(work: AtWork) -> None:
    """The refusal is on the record, and the escalation channel hears of it."""
    work.store.trouble = REFUSING
    desk = await opened(work.desk.office, work.desk.clock)
    await work.deliver()
    kept = (await desk.now()).store.preserved
    assert kept is not None
    assert (kept.answered, kept.failed) == (True, "http_403")
    assert await work.tasks_of("escalate") == 1
