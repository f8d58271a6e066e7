"""What a determination must be before it is taken: form, answers, decision, identity."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain import events as ev
from bot.domain.determination import (
    BARRED_BY_NO,
    BARRED_BY_UNSURE,
    RATIONALE_LENGTH,
    REFUSALS,
    SENIOR_ON_UNSURE,
    VOLUNTARY,
    Answer,
    CategoryException,
    ClassAnswers,
    Decision,
    Element,
    OwnerRoute,
    Reason,
)
from bot.domain.errors import Refusal
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.roster import Ref
from bot.domain.verification import Reached
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, CYD, EVE, SAM, answers, determination
from tests.story import Story


def test_the_elements_are_the_twelve_of_the_test() -> None:
    """E1 to E11 and the company's own E4i, and every refusal names one of them or none."""
    assert [e.value for e in Element if e in VOLUNTARY] == [
        *(f"E{n}" for n in range(1, 5)),
        "E4i",
        *(f"E{n}" for n in range(5, 12)),
    ]
    assert set(REFUSALS.values()) - {None} == BARRED_BY_NO & VOLUNTARY
    assert BARRED_BY_UNSURE | SENIOR_ON_UNSURE == BARRED_BY_NO
    assert not BARRED_BY_UNSURE & SENIOR_ON_UNSURE


def test_an_unanswered_element_is_unsure() -> None:
    """An empty form says yes to nothing, and is barred."""
    empty = ClassAnswers(data_class=DataClass.CONTENTS, answers=())
    assert {empty.to(e) for e in Element} == {Answer.UNSURE}
    assert empty.barred
    assert empty.wants_senior


@pytest.mark.parametrize("element", sorted(BARRED_BY_NO & VOLUNTARY))
def test_a_no_bars_the_class(element: Element) -> None:
    """No to any of E1 to E9 allows nothing of that class."""
    story = stories.verified()
    command = determination(story.case, **{element.value: Answer.NO})
    assert story.refused(command, ANA) is Refusal.CLASS_BARRED


@pytest.mark.parametrize("element", sorted(BARRED_BY_NO & VOLUNTARY))
def test_unsure_bars_only_law_identity_and_purpose(element: Element) -> None:
    """Unsure in E1, E2 or E9 bars; in E3 to E8 it is a belief that a senior shares or not."""
    story = stories.verified()
    refused = story.refused(determination(story.case, **{element.value: Answer.UNSURE}), ANA)
    assert refused is (Refusal.CLASS_BARRED if element in BARRED_BY_UNSURE else None)


def _both_classes() -> Story:
    wanted = make.sought(categories=(Category.VIDEO, Category.MOTION_LOG))
    return stories.verified(make.request(data_sought=(wanted,)))


def test_classes_are_decided_apart() -> None:
    """A no for contents leaves records free."""
    story = _both_classes()
    records = tuple(w for w in story.case.scope if w.category is Category.MOTION_LOG)
    given = (answers(DataClass.CONTENTS, E5=Answer.NO), answers(DataClass.RECORDS))
    command = determination(story.case, records, classes=given)
    assert story.refused(replace(command, scope=story.case.scope), ANA) is not None
    assert story.refused(command, ANA) is None


@pytest.mark.parametrize(
    ("element", "answer", "expected"),
    [
        (Element.E5, Answer.NO, Refusal.CLASS_BARRED),
        (Element.E9, Answer.UNSURE, Refusal.CLASS_BARRED),
        (Element.E5, Answer.UNSURE, Refusal.DECISION_CONTRADICTS),
        (Element.E11, Answer.UNSURE, None),
    ],
)
def test_an_exception_hides_no_doubt(
    element: Element, answer: Answer, expected: Refusal | None
) -> None:
    """A category that is allowed may not be answered worse than its class."""
    story = stories.verified()
    exception = CategoryException(category=Category.VIDEO, element=element, answer=answer)
    command = determination(story.case, exceptions=(exception,))
    assert story.refused(command, ANA) is expected


def test_an_exception_about_what_stays_is_free() -> None:
    """A doubt about a category that is not allowed bars nothing else."""
    story = _both_classes()
    records = tuple(w for w in story.case.scope if w.category is Category.MOTION_LOG)
    doubt = CategoryException(category=Category.VIDEO, element=Element.E8, answer=Answer.NO)
    assert story.refused(determination(story.case, records, exceptions=(doubt,)), ANA) is None


BAD: dict[str, tuple[dict[str, Any], Refusal]] = {
    "not attested": ({"attested": False}, Refusal.NOT_ATTESTED),
    "too short": ({"rationale": "x" * (RATIONALE_LENGTH[0] - 1)}, Refusal.RATIONALE_LENGTH),
    "only spaces": ({"rationale": " " * 40}, Refusal.RATIONALE_LENGTH),
    "too long": ({"rationale": "x" * (RATIONALE_LENGTH[1] + 1)}, Refusal.RATIONALE_LENGTH),
    "no classes": ({"classes": ()}, Refusal.DECISION_CONTRADICTS),
    "another class": ({"classes": (answers(DataClass.RECORDS),)}, Refusal.DECISION_CONTRADICTS),
    "twice the class": ({"classes": (answers(), answers())}, Refusal.DECISION_CONTRADICTS),
    "approves nothing": ({"scope": ()}, Refusal.DECISION_CONTRADICTS),
    "narrows to all": (
        {"decision": Decision.NARROW, "reason": Reason.GRANTED_PARTIAL},
        Refusal.DECISION_CONTRADICTS,
    ),
    "another reason": ({"reason": Reason.GRANTED_PARTIAL}, Refusal.DECISION_CONTRADICTS),
    "owner moot": ({"owner": OwnerRoute.MOOT}, Refusal.OWNER_UNANSWERED),
    "another version": ({"version": 2}, Refusal.REQUEST_CHANGED),
    "another package": ({"package": "0" * 64}, Refusal.PACKAGE_CHANGED),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_right_is_refused(name: str) -> None:
    """Each fault alone refuses an approval that would be taken without it."""
    changes, expected = BAD[name]
    story = stories.verified()
    assert story.refused(determination(story.case, **changes), ANA) is expected
    assert story.refused(determination(story.case), ANA) is None


@pytest.mark.parametrize("reason", [r for r, e in REFUSALS.items() if e is not None])
def test_a_refusal_rests_on_its_element(reason: Reason) -> None:
    """A reason whose element was answered yes contradicts itself; with a no or unsure it stands."""
    story = stories.verified()
    command = determination(story.case, refuse=reason)
    yes = replace(command, classes=(answers(),))
    assert story.refused(yes, ANA) is Refusal.DECISION_CONTRADICTS
    assert story.refused(command, ANA) is None


def test_a_refusal_allows_nothing() -> None:
    """A scope beside a refusal contradicts it, and so does a grant's reason."""
    story = stories.verified()
    command = determination(story.case, refuse=Reason.NO_PERSON)
    assert story.refused(replace(command, scope=story.case.scope), ANA) is (
        Refusal.DECISION_CONTRADICTS
    )
    assert story.refused(replace(command, reason=Reason.GRANTED_FULL), ANA) is (
        Refusal.DECISION_CONTRADICTS
    )


def test_the_product_answers_law_and_identity_itself() -> None:
    """A reviewer may lower E1 and E2, and never raise them."""
    story = stories.received()
    assert story.refused(determination(story.case), ANA) is Refusal.IDENTITY_NOT_VERIFIED
    lied = determination(story.case, refuse=Reason.NO_PERSON)
    assert story.refused(lied, ANA) is Refusal.PRODUCT_ANSWER_RAISED
    honest = determination(story.case, refuse=Reason.UNVERIFIED)
    assert story.refused(honest, ANA) is None


def test_contents_go_to_no_foreign_agency() -> None:
    """E1 is no for contents to a foreign police, whatever a reviewer says (2702(b)(8))."""
    agency = replace(make.request().agency, kind=AgencyKind.FOREIGN, country="CA")
    story = stories.verified(make.request(agency=agency))
    assert story.refused(determination(story.case), ANA) is Refusal.PRODUCT_ANSWER_RAISED
    command = determination(story.case, E1=Answer.NO)
    assert story.refused(command, ANA) is Refusal.CLASS_BARRED


def test_an_incomplete_request_cannot_be_decided() -> None:
    """A spoken request without its emergency has nothing to decide on."""
    story = stories.verified(make.request(emergency=None))
    assert story.refused(determination(story.case), ANA) is Refusal.REQUEST_INCOMPLETE


@pytest.mark.parametrize("who", [CYD, SAM])
def test_a_senior_may_be_one_of_the_two(who: Ref) -> None:
    """A senior who files first or second is a reviewer like another."""
    story = stories.one_filed()
    assert story.refused(determination(story.case), who) is None
    assert story.case.approval is not None
    assert not story.happened(ev.DeterminationFiled)[-1].senior


def test_a_reviewer_who_made_both_calls_possible_is_counted() -> None:
    """At level 3 the callers are not both reviewers of the case, the one who files included."""
    story = stories.received()
    story.do(make.call(), ANA, 1)
    story.do(make.call(Reached.DISPATCH), CYD, 1)
    story.do(determination(story.case), ANA, 1)
    assert story.case.by(ANA) is not None
    assert story.refused(determination(story.case), CYD) is Refusal.IDENTITY_NOT_VERIFIED
    assert story.refused(determination(story.case), EVE) is Refusal.WRONG_ROLE
