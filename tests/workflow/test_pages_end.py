"""Pages go out when people are called, and end when they come or the case is over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain import commands as cm
from bot.domain.roster import Standing
from bot.workflow.execute import Order, execute
from bot.workflow.ledger import Database
from bot.workflow.reactions import PAGER, PAGER_RESOLVE, Ways
from bot.workflow.rows import LeasedTask
from handlers.outside import Answered
from handlers.paging import PagingDesk
from handlers.paging_port import PageEnder, PagerPort
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import ANA, office_over, open_case


class Heard:
    """Takes the place of the signed post: keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []

    async def post(self, key: str, body: dict[str, Any]) -> Answered:
        """Keep one call."""
        self.sent.append((key, body))
        return Answered(200, b"{}")


async def tasks_of(database: Database, clock: FrozenClock) -> list[LeasedTask]:
    """Return every task that is due."""
    clock.advance(timedelta(seconds=1))
    return await database.tx(lambda db: db.tasks.claim(clock.law(), clock.wall(), 60.0, 100))


async def test_a_page_rings_and_ends_when_its_person_comes(
    database: Database, clock: FrozenClock
) -> None:
    """The key that was triggered is the key that is resolved, for that person alone."""
    office = replace(office_over(database, clock), ways=Ways(pager=True))
    heard = Heard()
    desk = PagingDesk(heard)  # type: ignore[arg-type]  # a plain fake of the one call it makes
    case = await open_case(office)
    pages = [t for t in await tasks_of(database, clock) if t.port == PAGER]
    for task in pages:
        await PagerPort(office, desk).deliver(task)
    rung = {b["person"]: b["key"] for _, b in heard.sent}
    assert ANA in rung
    standing = {ANA: Standing(ref=ANA, observed_at=clock.law())}
    seen = cm.ViewCase(surface="review")
    await execute(office, Order(case=case, command=seen, actor=ANA, standings=standing))
    heard.sent.clear()
    for task in await tasks_of(database, clock):
        if task.port == PAGER_RESOLVE:
            await PageEnder(office, desk).deliver(task)
    assert [(b["type"], b["key"]) for _, b in heard.sent] == [("page.resolve", rung[ANA])]
