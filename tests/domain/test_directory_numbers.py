"""Claims about quarantine in a case: a number that waits verifies nobody, and says why."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.decision import ListedAgency
from bot.domain.directory.merging import QUARANTINE, merged
from bot.domain.errors import Refusal
from bot.domain.verification import Reached
from tests import factories as make
from tests import story as stories
from tests.directory_given import NEW
from tests.domain.test_directory import given
from tests.factories import ANA, BEN, EVE
from tests.story import Story


def waiting(days: float) -> ListedAgency:
    """The agency with one more number, confirmed so many days before the case came in."""
    at = make.AT - timedelta(days=days)
    wanted = replace(make.AGENCY, numbers=(*make.AGENCY.numbers, replace(NEW, dispatch=True)))
    return merged(make.AGENCY, wanted, at).at(make.AT)


def story(days: float) -> Story:
    """A case of that agency."""
    made = stories.received()
    made.outside["agency"] = waiting(days)
    return made


def test_a_number_in_quarantine_is_no_call_back() -> None:
    """Neither the officer nor dispatch is verified by it; the refusal is one of its own."""
    made = story(days=6)
    (coming,) = waiting(6).coming
    key = coming.numbers[0].key
    for reached in (Reached.OFFICER, Reached.DISPATCH, Reached.NOBODY):
        refused = made.refused(make.call(reached, number=key), EVE)
        assert refused is Refusal.NUMBER_IN_QUARANTINE
    assert made.case.steps == ()


def test_after_its_quarantine_it_is_a_number_like_any_other() -> None:
    """The same call counts once the seven days are over."""
    made = story(days=QUARANTINE.days)
    key = waiting(QUARANTINE.days).numbers[-1].key
    assert made.do(make.call(number=key), EVE).refused is None
    assert len(made.case.steps) == 1


def test_nothing_is_released_to_a_dispatch_desk_in_quarantine() -> None:
    """What waits is not among the numbers that a recipient is looked up in."""
    assert NEW.number not in {n.number for n in waiting(6).numbers if n.dispatch}
    assert NEW.number in {n.number for n in waiting(7).numbers if n.dispatch}


def test_taking_a_number_out_of_quarantine_keeps_the_old_one() -> None:
    """What brings nothing any more takes nothing away either."""
    made = given()
    desk, dispatch = made.agency().numbers
    number = made.propose(ANA, numbers=(NEW, dispatch))
    made.call(number, ANA)
    made.confirm(number, BEN)
    number = made.propose(ANA, numbers=(desk, dispatch))
    made.call(number, ANA)
    assert made.confirm(number, BEN) is None
    made.now += 2 * QUARANTINE
    assert made.agency().numbers[0].number in {desk.number, dispatch.number}
    assert {n.number for n in made.agency().numbers} == {desk.number, dispatch.number}


def test_a_number_that_never_comes_takes_none_away() -> None:
    """Also where the same change brings a domain, which goes on waiting."""
    made = given()
    desk, dispatch = made.agency().numbers
    number = made.propose(ANA, numbers=(NEW, dispatch), domains=("sfpd.example",))
    made.call(number, ANA)
    made.confirm(number, BEN)
    number = made.propose(ANA, numbers=(dispatch,))
    made.call(number, ANA)
    assert made.confirm(number, BEN) is None
    assert [c.domains for c in made.agency().coming] == [("sfpd.example",)]
    made.now += QUARANTINE
    assert {n.number for n in made.agency().numbers} == {desk.number, dispatch.number}
    assert made.agency().domains == ("sfpd.example",)
