"""Another person in an owner's place, and a hold that came after: the page keeps them apart."""

from datetime import timedelta

from bot.domain.complaining import AnswerComplaint, Complain, Finding
from bot.domain.errors import Refusal, Refused
from bot.domain.fraud import ConfirmFraud, ProposeFraud
from bot.domain.restricting import AgreeRestriction, ProposeRestriction
from bot.domain.restriction import RestrictionKind
from bot.domain.roster import OWNER
from bot.domain.standard import Ground
from handlers.outside import Unknown
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.owners.visiting import Visitor
from tests.handlers.release import told

SECRET = "My ex must not learn of this."
KIM = make.owner(name="Kim Oye", email="kim@home.example")


async def corrected(jo: Visitor) -> str:
    """A first mail may have arrived, and then Kim was put in Jo's place; returns Jo's link."""
    jo.case = await told.handed_over(jo.house)
    await told.found_safe(jo.house, jo.case)
    await told.tell(jo.house, jo.case, told.Remembering(answers=[Unknown("lost")]))
    earlier = jo.path("O1")
    assert (await jo.get(earlier))[0] == 200
    done = await jo.house.do(jo.case, make.owners(KIM, corrects=frozenset({"O1"})), DEE)
    assert done.refused is None
    return earlier


async def test_an_earlier_link_opens_nothing_of_who_is_the_owner_now(jo: Visitor) -> None:
    """Before the right owner is told, and after."""
    earlier = await corrected(jo)
    assert (await jo.get(earlier))[0] == 404
    await told.addresses_read(jo.house, jo.case)
    await told.found_safe(jo.house, jo.case)
    jo.house.clock.advance(timedelta(hours=2))
    mail = told.Remembering()
    await told.tell(jo.house, jo.case, mail)
    assert mail.letters[0][0] == KIM.email
    complain = Complain(owner="O1", text=SECRET)
    assert (await jo.house.do(jo.case, complain, OWNER)).refused is None
    status, page = await jo.get(earlier)
    assert status == 404
    assert SECRET not in page


async def test_a_complaint_is_not_answered_under_a_live_hold(jo: Visitor) -> None:
    """The answer would tell what the hold keeps back; its clock stays loud."""
    await jo.told()
    act = jo.house.do
    assert (await act(jo.case, Complain(owner="O1", text="Why?"), OWNER)).refused is None
    await act(jo.case, ProposeFraud(why="The agency knows nothing of it."), ANA)
    await act(jo.case, ConfirmFraud(number=1), BEN)
    hold = ProposeRestriction(
        kind=RestrictionKind.SAFETY_HOLD,
        ground=Ground.VICTIM_SAFETY,
        until=jo.house.clock.law() + timedelta(days=3),
        why="He reads her mail.",
    )
    await act(jo.case, hold, ANA)
    assert (await act(jo.case, AgreeRestriction(number=1), DEE)).refused is None
    (one,) = (await jo.house.case(jo.case)).complaints
    answer = AnswerComplaint(
        number=one.number, finding=Finding.UPHELD, text="The request was forged."
    )
    assert (await act(jo.case, answer, EVE)).refused == Refused(Refusal.NOTICE_NOT_READY, "O1")
