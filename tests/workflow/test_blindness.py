"""Claims about what a second reviewer can count before filing: the same in every case."""

from typing import Any

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.determination import Answer, Reason
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Happened
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, SAM
from tests.fakes.clock import FrozenClock

FIRST: dict[str, dict[str, Any]] = {
    "sure": {},
    "unsure": {"E5": Answer.UNSURE},
    "refuse": {"refuse": Reason.NO_PERSON},
}


@pytest.fixture
async def desk(database: SqlDatabase, clock: FrozenClock) -> Desk:
    """A verified case."""
    return await desks.verified(office_over(database, clock), clock)


def kinds(history: tuple[Happened, ...]) -> list[tuple[int, str]]:
    """What stands in a history, with its places in the record."""
    return [(h.position, type(h.event).__name__) for h in history]


async def first(desk: Desk, how: str) -> None:
    """Ana files, the senior who is called looks, and Ben looks."""
    await desk.do(make.determination(await desk.now(), **FIRST[how]), ANA, 5)
    if how == "unsure":
        await desk.do(cm.AcknowledgePage(person=SAM), SYSTEM)
        await desk.do(cm.ViewCase(surface="review"), SAM)


@pytest.mark.parametrize("how", FIRST)
async def test_a_second_reviewer_sees_the_same_whatever_the_first_decided(
    desk: Desk, how: str
) -> None:
    """Neither the entries nor their places differ; the page's two lines after it are sealed."""
    before = (await desk.seen_by(BEN)).history
    await first(desk, how)
    assert kinds((await desk.seen_by(BEN)).history) == kinds(before)
    every = await desk.entries()
    assert [type(h.event) for h in every[len(before) :]][:2] == [
        ev.DeterminationFiled,
        ev.PeoplePaged,
    ]


async def test_an_earlier_look_of_who_stands_by_stays(desk: Desk) -> None:
    """What was to be read before the call does not vanish, which would say as much as the call."""
    await desk.do(cm.ViewCase(surface="review"), SAM, 1)
    before = kinds((await desk.seen_by(BEN)).history)
    await first(desk, "unsure")
    assert kinds((await desk.seen_by(BEN)).history) == before


async def test_once_both_have_filed_everything_is_to_be_read(desk: Desk) -> None:
    """The call and whoever followed it are shown with the two determinations."""
    await first(desk, "unsure")
    await desk.do(make.determination(await desk.now()), BEN, 5)
    assert len((await desk.seen_by(BEN)).history) == len(await desk.entries())
