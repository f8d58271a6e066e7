"""The check of an order's form: a no bars, unsure brings a senior, two people decide."""

import pytest

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import (
    COMMON,
    FORMAL,
    ORDER_REFUSALS,
    VOLUNTARY,
    Answer,
    CategoryException,
    ClassAnswers,
    Element,
    OwnerRoute,
    Reason,
)
from bot.domain.errors import Refusal
from bot.domain.legal_test import VOLUNTARY_TEST, legal_test
from bot.domain.request import Category, DataClass
from bot.domain.standards import us_federal
from tests import story as stories
from tests.factories import ANA, BEN, SAM, answers, determination
from tests.orders import LAW, bound

TEST = legal_test(LAW)
EMPTY = ClassAnswers(data_class=DataClass.CONTENTS, answers=())


def test_the_form_takes_the_place_of_the_voluntary_test() -> None:
    """Of an order nothing is asked of the emergency; who asks and who they are is asked of all."""
    assert set(TEST.elements) == COMMON | FORMAL
    assert TEST.formal
    assert not VOLUNTARY_TEST.formal
    assert legal_test(us_federal.STANDARD) is VOLUNTARY_TEST
    assert set(VOLUNTARY_TEST.elements) == VOLUNTARY
    asked = {*COMMON, *TEST.ticked, *TEST.scoped}
    assert asked == set(TEST.elements)


@pytest.mark.parametrize("element", sorted(COMMON | FORMAL))
def test_a_no_bars_whatever_the_order_says(element: Element) -> None:
    """An order that fails one check gives nothing."""
    story = stories.verified(**bound())
    command = determination(story.case, **{element.value: Answer.NO})
    assert story.refused(command, ANA) is Refusal.CLASS_BARRED


@pytest.mark.parametrize("element", sorted(FORMAL))
def test_a_doubt_about_the_form_brings_a_senior(element: Element) -> None:
    """Unsure does not refuse what binds us: a senior decides with one of the two."""
    story = stories.verified(**bound())
    story.do(determination(story.case, **{element.value: Answer.UNSURE}), ANA, 1)
    story.do(determination(story.case), BEN, 1)
    assert story.case.state is State.ESCALATED
    assert story.case.escalation is ev.Escalation.UNSURE
    story.do(determination(story.case), SAM, 1)
    assert story.case.approval is not None
    assert SAM in story.case.approval.pair


def test_what_nobody_answered_is_written_down_as_unsure() -> None:
    """An empty form says yes to nothing, and the record says which checks were left open."""
    story = stories.verified(**bound())
    only = answers(DataClass.CONTENTS, VOLUNTARY_TEST)
    known = tuple(a for a in only.answers if a.element in COMMON)
    command = determination(
        story.case, classes=(ClassAnswers(data_class=DataClass.CONTENTS, answers=known),)
    )
    assert story.refused(command, ANA) is None
    (filed,) = story.happened(ev.DeterminationFiled)
    assert {a.element for a in filed.classes[0].answers} == COMMON | FORMAL
    assert all(filed.classes[0].to(e) is Answer.UNSURE for e in FORMAL)
    assert story.case.filed[0].wants_senior


@pytest.mark.parametrize("ordered", [True, False])
def test_answers_of_another_law_are_not_taken(ordered: bool) -> None:
    """A voluntary test answers no order, and a check of form no voluntary request."""
    story = stories.verified(**(bound() if ordered else {}))
    other = VOLUNTARY_TEST if ordered else TEST
    command = determination(story.case, classes=(answers(DataClass.CONTENTS, other),))
    assert story.refused(command, ANA) is Refusal.DECISION_CONTRADICTS


def test_an_exception_of_another_law_is_not_taken() -> None:
    """Not even for one category."""
    story = stories.verified(**bound())
    strange = CategoryException(category=Category.VIDEO, element=Element.E7, answer=Answer.YES)
    command = determination(story.case, exceptions=(strange,))
    assert story.refused(command, ANA) is Refusal.DECISION_CONTRADICTS


@pytest.mark.parametrize("owner", [r for r in OwnerRoute if r is not OwnerRoute.AUTHORITY])
def test_the_law_answers_for_the_owner(owner: OwnerRoute) -> None:
    """Where we must keep silent nobody chooses how to tell."""
    story = stories.verified(**bound())
    command = determination(story.case, owner=owner)
    assert story.refused(command, ANA) is Refusal.DECISION_CONTRADICTS


def test_a_voluntary_case_leaves_nobody_to_the_authority() -> None:
    """That the authority informs the owner is a law's word, and no reviewer's."""
    story = stories.verified()
    command = determination(story.case, owner=OwnerRoute.AUTHORITY)
    assert story.refused(command, ANA) is Refusal.DECISION_CONTRADICTS


@pytest.mark.parametrize("reason", ORDER_REFUSALS)
def test_two_people_refuse_an_order_for_what_fits(reason: Reason) -> None:
    """Each reason needs its element; two people end the case with it."""
    story = stories.verified(**bound())
    for who in (ANA, BEN):
        assert story.refused(determination(story.case, refuse=reason), who, 1) is None
    assert story.case.state in (State.REFUSED, State.FRAUD)
    assert story.case.reason is reason


@pytest.mark.parametrize("reason", [Reason.NOT_EMERGENCY, Reason.NO_NEXUS, Reason.PROSPECTIVE])
def test_an_order_is_not_refused_for_want_of_an_emergency(reason: Reason) -> None:
    """Whether it is needed was for who issued it."""
    story = stories.verified(**bound())
    assert story.refused(determination(story.case, refuse=reason), ANA) is not None
    assert story.case.filed == ()


def test_a_reason_needs_its_doubt() -> None:
    """An order that is valid in form is not refused as invalid."""
    story = stories.verified(**bound())
    command = determination(story.case, refuse=Reason.INVALID_ORDER, F2=Answer.YES)
    assert story.refused(command, ANA) is Refusal.DECISION_CONTRADICTS


def test_the_basis_of_each_class_is_the_standards() -> None:
    """The record says under which provision each class was given."""
    story = stories.one_filed(**bound())
    (filed,) = story.happened(ev.DeterminationFiled)
    assert filed.basis == tuple(LAW.provision(c) for c in story.case.classes)


def test_an_empty_answer_of_no_law_is_barred() -> None:
    """Answers without any element are a voluntary test that says yes to nothing."""
    assert EMPTY.barred
    assert EMPTY.asked == VOLUNTARY
