"""Scenario 4: a stolen parcel marked as an emergency is refused, and counted as what it was."""

from dataclasses import replace

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Answer, Reason
from bot.domain.errors import Refusal
from bot.domain.request import Nature
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import office_over
from tests.factories import ANA, BEN, DEE
from tests.fakes.clock import FrozenClock


async def test_no_danger_is_no_emergency(database: SqlDatabase, clock: FrozenClock) -> None:
    """Nobody can approve with an honest no, two people refuse, and nothing can be cleared."""
    emergency = make.request().emergency
    assert emergency is not None
    theft = replace(
        emergency, nature=Nature.OTHER, harm=frozenset(), narrative="a parcel was taken"
    )
    desk = await desks.verified(office_over(database, clock), clock, make.request(emergency=theft))
    case = await desk.now()
    honest = make.determination(case, E4=Answer.NO)
    outcome = await desk.do(honest, ANA, 1)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.CLASS_BARRED
    for who in (ANA, BEN):
        outcome = await desk.do(make.determination(case, refuse=Reason.NO_SERIOUS_DANGER), who, 1)
    assert outcome.state is State.REFUSED
    case = await desk.now()
    assert case.reason is Reason.NO_SERIOUS_DANGER
    assert (await desk.do(make.clearing(case), DEE, 1)).refused is not None
    kinds = [type(e.event) for e in await desk.entries()]
    assert ev.ReleaseCleared not in kinds
    assert kinds.count(ev.CaseRefused) == 1
