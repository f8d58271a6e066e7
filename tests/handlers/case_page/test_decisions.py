"""Claims about the legal test on the page: every element with everybody's answer to it."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain.determination import Answer, Element, Reason
from handlers.case_page.decisions import decisions
from tests import factories as make
from tests.factories import ANA, BEN, CYD, EVE
from tests.handlers.case_page.bundles import reading_of
from tests.orders import bound
from tests.story import Story, one_filed, received, released, verified


def disagreed() -> Story:
    """Ana allows, Ben refuses, and Cyd decides as a senior."""
    story = one_filed()
    story.do(make.determination(story.case, refuse=Reason.NO_NEXUS), BEN, 3)
    story.do(make.determination(story.case), CYD, 9)
    return story


def test_each_element_has_the_answer_of_each() -> None:
    """Three people answered, so every row has three answers, in the order of their filing."""
    (once,) = decisions(reading_of(disagreed())).rounds
    assert [d.who for d in once.determinations] == ["Ana Ruiz", "Ben Okafor", "Cyd Lund"]
    (table,) = once.tables
    rows = {row.short: [a.answer for a in row.answers] for row in table.rows}
    assert rows["E7"] == ["Yes", "No", "Yes"]
    assert rows["E3"] == ["Yes", "Yes", "Yes"]
    asked = [e for e in Element if e.value.startswith("E")]
    assert len(table.rows) == len(asked)
    assert table.provision == "18 U.S.C. 2702(b)(8)"


def test_the_pair_that_was_approved_is_told_from_who_refused() -> None:
    """Ana and the senior were approved together; Ben's refusal stands beside them."""
    (once,) = decisions(reading_of(disagreed())).rounds
    paired = "One of the two determinations that were approved together"
    assert [d.came == paired for d in once.determinations] == [True, False, True]
    assert [d.senior for d in once.determinations] == [False, False, True]
    assert once.determinations[1].reason == "does not relate to it or help (refused_no_nexus)"
    said = " ".join(step.said for step in once.followed)
    assert "called for a senior reviewer" in said
    assert "approved: two people agree" in said


def test_a_determination_on_an_older_version_counts_no_more() -> None:
    """After a new version the page says of the earlier one that the review began anew."""
    story = one_filed()
    story.do(cm.AmendRequest(base=1, request=make.request(), mark="m2"), EVE, 1)
    (once,) = decisions(reading_of(story)).rounds
    said = "It counts no more: the review began anew with version 2"
    assert [d.came for d in once.determinations] == [said]


def test_an_order_is_asked_for_its_form() -> None:
    """F1 to F9 stand in place of the voluntary test, and the owner is asked of nobody."""
    found = decisions(reading_of(one_filed(**bound())))
    assert found.formal
    short = [row.short for row in found.rounds[0].tables[0].rows]
    assert short == ["E1", "E2", *(f"F{n}" for n in range(1, 10))]


def test_what_nobody_answered_counts_as_unsure() -> None:
    """A missing answer is said to be missing, never left blank and never a yes."""
    story = verified()
    filed = make.determination(story.case)
    (contents,) = filed.classes
    given = tuple(a for a in contents.answers if a.element is not Element.E11)
    lacking = replace(contents, answers=given)
    story.do(replace(filed, classes=(lacking,)), ANA, 2)
    rows = {r.short: r.answers for r in decisions(reading_of(story)).rounds[0].tables[0].rows}
    assert rows["E11"][0].answer == "Not answered, which counts as unsure"


@pytest.mark.parametrize("answer", list(Answer))
def test_an_answer_is_a_word(answer: Answer) -> None:
    """Yes, no and unsure are written out; nothing is said by a colour or a mark alone."""
    story = verified()
    story.do(make.determination(story.case, E5=answer), ANA, 2)
    found = decisions(reading_of(story)).rounds
    rows = {r.short: r.answers for once in found for r in once.tables[0].rows}
    said = {a.answer for a in rows.get("E5", ())}
    assert said <= {answer.value.capitalize()}


def test_who_stepped_out_is_told() -> None:
    """A recusal stands among what came of the determinations, with what was written."""
    story = one_filed()
    story.do(cm.Recuse(ground="acquaintance", note="we went to school"), BEN, 1)
    steps = decisions(reading_of(story)).rounds[0].followed
    assert [(s.said, s.wrote) for s in steps] == [
        ("Ben Okafor stepped out of the case.", "we went to school")
    ]


def test_nobody_decided_is_no_round() -> None:
    """A case without determinations has the law and no table."""
    assert decisions(reading_of(received())).rounds == ()
    assert decisions(reading_of(released())).law == "United States federal"
