"""Imminence is company policy: asked where the company has the rule, and never against it."""

from dataclasses import replace

from bot.domain.determination import Answer, Element
from bot.domain.limits import Policy
from handlers.review import reading
from handlers.review.draft import Draft
from handlers.review.elements_view import review_test
from tests.handlers.review.dossiers import dossier


def test_without_the_policy_it_is_neither_asked_nor_a_bar() -> None:
    """A company without the rule sees no such question, and its absence bars nothing."""
    opened = replace(dossier(), policy=Policy(imminent=False))
    view = review_test(opened, Draft(), opened.now)
    assert "E4i" not in str(view["blocks"])
    given = reading.tested(opened, Draft(), opened.case.classes[0])
    assert given[Element.E4I] is Answer.YES


def test_with_the_policy_an_empty_form_says_unsure() -> None:
    """Where the rule exists, not ticking it is unsure like everything else."""
    opened = dossier()
    assert "E4i" in str(review_test(opened, Draft(), opened.now)["blocks"])
    assert reading.tested(opened, Draft(), opened.case.classes[0])[Element.E4I] is Answer.UNSURE
