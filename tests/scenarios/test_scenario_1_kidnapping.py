"""Scenario 1: a kidnapping, twenty minutes of video, all in order."""

from datetime import timedelta

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.changing import ReceiveProcess
from bot.domain.followup import AcceptProcess, Covers, ProcessKind
from bot.domain.notice import Safety
from bot.domain.request import Attachment
from bot.domain.roster import REQUESTER, SYSTEM
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, EVE, MINUTE
from tests.fakes.clock import FrozenClock
from tests.story import ended_attempt


async def _warrant(desk: Desk) -> None:
    paper = Attachment(key="P1", name="w.pdf", type="application/pdf", size=9, digest="d")
    sent = ReceiveProcess(number=1, process="warrant", court=None, attachment=paper)
    await desk.do(sent, REQUESTER, 60)
    read = AcceptProcess(
        number=1, covers=Covers.YES, process=ProcessKind.WARRANT, issuer="Superior Court"
    )
    await desk.do(read, EVE, 5)


async def _tell(desk: Desk) -> None:
    await desk.do(cm.EndEmergency(ended_at=desk.clock.law(), how="found, by radio"), EVE, 95)
    for who in (ANA, BEN):
        answer = cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="nobody of the home")
        await desk.do(answer, who, 2)
    await desk.do(cm.BeginNotice(owner="O1", channel="email", message_id="m"), SYSTEM)
    await desk.do(ended_attempt(), SYSTEM)


async def test_from_receipt_to_the_owners_notice(database: SqlDatabase, clock: FrozenClock) -> None:
    """Called back, decided by two, cleared, handed over, told, closed; each on the record once."""
    wanted = make.request(data_sought=(make.sought(end=make.AT - 35 * MINUTE),))
    desk = await desks.released(office_over(database, clock), clock, wanted)
    await _warrant(desk)
    await _tell(desk)
    case, entries = await desk.now(), await desk.entries()
    kinds = [type(e.event) for e in entries]
    assert case.state is State.CLOSED
    assert case.notices[0].told_at == entries[-1].at
    for once in (ev.CaseOpened, ev.CaseApproved, ev.ReleaseCleared, ev.HandedOver, ev.NoticeIsOwed):
        assert kinds.count(once) == 1
    assert kinds.count(ev.DeterminationFiled) == 2
    assert ev.CommandRefused not in kinds
    in_order = (ev.CaseOpened, ev.CaseApproved, ev.ReleaseCleared, ev.HandedOver, ev.CaseClosed)
    assert [k for k in kinds if k in in_order] == list(in_order)
    items = (await desk.seen_by(ANA)).items
    assert sum((i.window.end - i.window.start for i in items), timedelta()) == 20 * MINUTE
