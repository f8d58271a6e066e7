"""One message about linked releases: only to the same person, and only of what is ready."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.linking import Link, LinkCase, LinkReason
from bot.domain.notice import AttemptOutcome, Companion, NoticeStatus, Safety
from bot.domain.notice_channel import NoticeChannel
from bot.domain.release import Owner
from bot.domain.roster import SYSTEM
from bot.workflow.office import Office
from bot.workflow.told_together import Begun, Waits, begin, end, one_person
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, DEE, EVE
from tests.fakes.clock import FrozenClock

EMAIL = NoticeChannel.EMAIL
BEGIN = cm.BeginNotice(owner="O1", channel="email", message_id="<m@c.example>")


async def two(office: Office, clock: FrozenClock) -> tuple[Desk, Desk]:
    """Two cases that are linked, both released, each of which owes Jo a notice."""
    first = await desks.released(office, clock)
    second = await desks.released(office, clock)
    for one, other in ((first, second), (second, first)):
        link = Link(other=other.case, why=LinkReason.SAME_DEVICE)
        await one.do(LinkCase(link=link), SYSTEM)
    return first, second


async def safe(desk: Desk, *, over: bool = True) -> None:
    """Two people found it safe, and, where it is `over`, that was recorded."""
    if over:
        await desk.do(cm.EndEmergency(ended_at=desk.clock.law(), how="radio"), EVE)
    for who in (ANA, BEN):
        await desk.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no tie"), who)


def o1(desk: Desk) -> Companion:
    """The notice of a case."""
    return Companion(case=desk.case, owner="O1")


async def attempts(desk: Desk) -> list[ev.NoticeAttempted]:
    """The attempts on a case's record."""
    found = [h.event for h in await desk.entries()]
    return [e for e in found if isinstance(e, ev.NoticeAttempted)]


async def status(desk: Desk) -> NoticeStatus:
    """How far the owner is told."""
    return (await desk.now()).notices[0].status


async def test_both_that_are_ready_begin_as_one(database: SqlDatabase, clock: FrozenClock) -> None:
    """One message id stands in both records, each pointing at the other, and one end ends both."""
    office = office_over(database, clock)
    first, second = await two(office, clock)
    for desk in (first, second):
        await safe(desk)
    assert await begin(office, o1(second), BEGIN) == Begun((o1(second), o1(first)), EMAIL)
    (led,), (leads,) = await attempts(first), await attempts(second)
    assert (led.message_id, leads.message_id) == (BEGIN.message_id, BEGIN.message_id)
    assert (led.also, led.leads) == ((o1(second),), False)
    assert (leads.also, leads.leads) == ((o1(first),), True)
    done = cm.EndNotice(owner="O1", channel="email", attempt=1, outcome=AttemptOutcome.SENT)
    await end(office, [(second.case, done), (first.case, done)])
    for desk in (first, second):
        assert await status(desk) is NoticeStatus.SENT
        assert (await desk.folded_anew()).case == await desk.now()


async def test_one_that_is_not_ready_is_waited_for_and_then_left_out(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Until twelve hours before it is overdue; what has not ended elsewhere is never told of."""
    office = office_over(database, clock)
    first, second = await two(office, clock)
    await safe(first)
    await safe(second, over=False)
    assert await begin(office, o1(first), BEGIN) == Waits("waits_for_linked")
    assert await attempts(first) == []
    clock.advance(timedelta(hours=11, minutes=59))
    assert isinstance(await begin(office, o1(first), BEGIN), Waits)
    clock.advance(timedelta(minutes=2))
    assert await begin(office, o1(first), BEGIN) == Begun((o1(first),), EMAIL)
    assert (await attempts(first))[0].also == ()
    assert await status(second) is NoticeStatus.OWED


async def test_a_safety_answer_of_the_other_case_holds_its_own_part(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Somebody finds it unsafe in one case: that release is in no letter, whoever leads."""
    office = office_over(database, clock)
    first, second = await two(office, clock)
    for desk in (first, second):
        await safe(desk)
    unsafe = cm.AnswerSafety(owner="O1", answer=Safety.UNSAFE, why="the ex-partner")
    await second.do(unsafe, EVE)
    clock.advance(timedelta(hours=13))
    assert await begin(office, o1(second), BEGIN) == Begun()
    assert await begin(office, o1(first), BEGIN) == Begun((o1(first),), EMAIL)
    assert await attempts(second) == []


@pytest.mark.parametrize("change", [{"email": "flat2@mail.example"}, {"name": "Kim Doe"}])
async def test_another_person_is_told_apart(
    database: SqlDatabase, clock: FrozenClock, change: dict[str, str]
) -> None:
    """Neither another mailbox nor another name at the same one is merged."""
    office = office_over(database, clock)
    first, second = await two(office, clock)
    other = replace(make.owner(), **change)
    corrected = make.owners(other, device="D1", corrects=frozenset({"O1"}))
    await second.do(corrected, DEE)
    for desk in (first, second):
        await safe(desk)
    assert await begin(office, o1(first), BEGIN) == Begun((o1(first),), EMAIL)
    assert await status(second) is NoticeStatus.OWED


async def test_cases_that_are_not_linked_are_told_apart(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """The same person and mailbox are not enough."""
    office = office_over(database, clock)
    first = await desks.released(office, clock)
    second = await desks.released(office, clock)
    assert (await first.now()).links == ()
    for desk in (first, second):
        await safe(desk)
    assert await begin(office, o1(first), BEGIN) == Begun((o1(first),), EMAIL)
    assert await status(second) is NoticeStatus.OWED


async def test_the_other_case_takes_no_part_under_way_for_cut_off(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """While the message is under way its own task waits; after a crash the leader ends both."""
    office = office_over(database, clock)
    first, second = await two(office, clock)
    for desk in (first, second):
        await safe(desk)
    await begin(office, o1(first), BEGIN)
    assert await begin(office, o1(second), BEGIN) == Waits("told_with_linked")
    assert await status(second) is NoticeStatus.SENDING
    assert await begin(office, o1(first), BEGIN) == Begun()
    for desk in (first, second):
        assert await status(desk) is NoticeStatus.OWED
        ended = [h.event for h in await desk.entries()][-1]
        assert isinstance(ended, ev.NoticeAttemptEnded)
        assert ended.outcome is AttemptOutcome.UNKNOWN


JO = Owner(alias="O1", role=make.owner().role, account="acct-1", name="Jo", email="jo@x.example")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(JO, alias="O7"), True),
        (replace(JO, email="JO@X.example"), True),
        (replace(JO, account="acct-2"), False),
        (replace(JO, account=None), False),
        (replace(JO, email="jo@y.example"), False),
        (replace(JO, email=None), False),
    ],
)
def test_who_is_one_person(other: Owner, same: bool) -> None:
    """One account at one address; a different or unknown account is another person."""
    assert one_person(JO, other) is same
    assert one_person(other, JO) is same


def test_without_accounts_the_name_decides() -> None:
    """The same mailbox under two names may be two people."""
    typed = replace(JO, account=None)
    assert one_person(typed, replace(typed, name="JO"))
    assert not one_person(typed, replace(typed, name="Kim"))
    assert not one_person(typed, replace(typed, name=None))
