"""Claims about cases on which somebody worked who has since been taken off the roster."""

from dataclasses import replace

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.roster import Ref, Roster
from handlers.edge import Edge, Injected
from handlers.press import Press
from handlers.standing import Standings
from tests import factories as make
from tests.factories import ANA, BEN, CYD, DEE, EVE
from tests.handlers.house import TEAM, USERS, House


def without(house: House, gone: Ref) -> Edge:
    """The edge as it starts after `gone` was taken out of the settings."""
    people = tuple(p for p in house.office.roster.people if p.ref != gone)
    accounts = {key: ref for key, ref in house.office.accounts.items() if ref != gone}
    office = replace(house.office, roster=Roster(people=people), accounts=accounts)
    api, teams = house.side.api, frozenset({TEAM})
    return Edge(office, api, Standings(office, api, teams), teams, Injected())


def press(who: Ref, number: int) -> Press:
    """One press of somebody's."""
    return Press(id=f"press-{number}", actor=who, user=USERS[who], trigger=f"t{number}")


async def test_a_case_goes_on_without_who_left(dwelling: House) -> None:
    """What somebody off the roster filed is voided as such, and two others decide the case."""
    number = await dwelling.verified()
    await dwelling.do(number, make.determination(await dwelling.case(number)), ANA)
    edge = without(dwelling, ANA)
    for count, who in enumerate((BEN, CYD)):
        filed = make.determination(await dwelling.case(number))
        outcome = await edge.carry(press(who, count), number, filed)
        assert outcome.refused is None
    (voided,) = await dwelling.happened(number, ev.DeterminationVoided)
    assert (voided.event.person, voided.event.why) == (ANA, "not_on_roster")
    case = await dwelling.case(number)
    assert case.approval is not None
    assert case.approval.pair == (BEN, CYD)


async def test_calls_go_on_without_who_left(dwelling: House) -> None:
    """A call-back is recorded though Slack cannot be asked about somebody who once filed."""
    number = await dwelling.verified()
    await dwelling.do(number, make.determination(await dwelling.case(number)), ANA)
    code = (await dwelling.opened(number)).opened.code
    outcome = await without(dwelling, ANA).carry(press(EVE, 1), number, make.call(code=code))
    assert outcome.refused is None


async def test_who_left_releases_nothing(dwelling: House) -> None:
    """An approval of which one half is off the roster is taken away, not carried out."""
    number = await dwelling.verified()
    for who in (ANA, BEN):
        await dwelling.do(number, make.determination(await dwelling.case(number)), who)
    case = await dwelling.case(number)
    assert case.state is State.APPROVED
    outcome = await without(dwelling, ANA).carry(press(DEE, 1), number, make.clearing(case))
    assert outcome.refused is not None
    assert (await dwelling.case(number)).approval is None
    voided = await dwelling.happened(number, ev.DeterminationVoided)
    assert [(v.event.person, v.event.why) for v in voided] == [(ANA, "not_on_roster")]
