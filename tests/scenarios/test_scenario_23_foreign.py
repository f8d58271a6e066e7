"""Scenario 23: foreign police want video."""

from bot.domain.case import State
from bot.domain.determination import Answer, Element, Reason
from bot.domain.errors import Refusal
from bot.domain.explaining import explained
from bot.domain.request import Agency, AgencyKind, Category, DataClass
from bot.domain.standards.us_federal import STANDARD
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import office_over
from tests.factories import AGENCY, ANA, BEN
from tests.fakes.clock import FrozenClock

ABROAD = Agency(name=AGENCY.name, kind=AgencyKind.FOREIGN, country="CA")


async def test_contents_are_refused_and_records_decided_apart(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """E1 is no for contents and unsure for records; neither can be raised; a treaty is named."""
    both = make.sought(categories=(Category.VIDEO, Category.SUBSCRIBER))
    wanted = make.request(agency=ABROAD, data_sought=(both,))
    desk = await desks.verified(office_over(database, clock), clock, wanted)
    case = await desk.now()
    raised = await desk.do(make.determination(case), ANA, 1)
    assert raised.refused is not None
    assert raised.refused.reason is Refusal.PRODUCT_ANSWER_RAISED
    apart = (
        make.answers(DataClass.CONTENTS, E1=Answer.NO),
        make.answers(DataClass.RECORDS, E1=Answer.UNSURE),
    )
    allowing = await desk.do(make.determination(case, classes=apart), ANA, 1)
    assert allowing.refused is not None
    assert allowing.refused.reason is Refusal.CLASS_BARRED
    for who in (ANA, BEN):
        form = make.determination(case, refuse=Reason.WRONG_ENTITY, classes=apart)
        assert (await desk.do(form, who, 1)).refused is None
    seen = await desk.seen_by(ANA)
    assert (seen.case.state, seen.case.reason) == (State.REFUSED, Reason.WRONG_ENTITY)
    assert explained(seen.case, AGENCY, STANDARD) == (Reason.WRONG_ENTITY,)
    for _, filed in seen.determinations:
        told = {c.data_class: c.to(Element.E1) for c in filed.classes}
        assert told == {DataClass.CONTENTS: Answer.NO, DataClass.RECORDS: Answer.UNSURE}
